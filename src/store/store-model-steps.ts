/** What may happen to a store, drawn at random from few values, so that papers meet. */
import fc from 'fast-check'
import type { PaperWrite } from './store.ts'

export type Category = 'cs.LG' | 'cs.CL' | 'cs' | 'csx.A' | 'math.CO'

export interface Step {
  /** which held paper to rewrite or remove; undefined writes a new one */
  readonly target: number | undefined
  readonly remove: boolean
  readonly paper: number
  readonly categories: readonly Category[]
  readonly venue: string | undefined
  readonly published: string | undefined
  readonly days: PaperWrite['days']
}

const day = fc.record({
  day: fc.constantFrom('2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04'),
  source: fc.constantFrom('arxiv' as const, 'huggingface' as const),
  position: fc.nat(3),
  upvotes: fc.nat(2),
  numComments: fc.nat(1),
}).chain((one) => fc.constantFrom(one, { ...one, estimated: true }))

const step: fc.Arbitrary<Step> = fc.record({
  target: fc.option(fc.nat(20), { nil: undefined, freq: 2 }),
  remove: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  paper: fc.nat(6),
  categories: fc.uniqueArray(fc.constantFrom<Category>('cs.LG', 'cs.CL', 'cs', 'csx.A', 'math.CO'), { maxLength: 3 }),
  venue: fc.option(fc.constantFrom('ICML', 'ACL'), { nil: undefined }),
  published: fc.option(fc.constantFrom('2024', '2024-02', '2024-02-01', '2023-12-31'), { nil: undefined }),
  days: fc.uniqueArray(day, { maxLength: 4, selector: (entry) => `${entry.day} ${entry.source}` }),
})

export const steps = fc.array(step, { minLength: 1, maxLength: 25 })
