import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RawRecord, RawShape } from '../../source/source.ts'
import { testParts } from './fetch-parts.test-helper.ts'
import { takePage } from './take-page.ts'

const entry = (id: string, more: object = {}): RawRecord => ({ shape: 'huggingface-entry', value: { date: '2026-03-02', position: 0, entry: { paper: { id, title: `Made-up paper ${id}`, summary: 'Made up.', ...more } } }, line: 1, file: 'x' })
const ids = (count: number): string[] => Array.from({ length: count }, (_, number) => `2603.${10_000 + number}`)

it('takes a page in, more papers than go in at once, and the same again changes nothing', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  const page = ids(2345).map((id) => entry(id))
  expect(await takePage(parts, page)).toEqual({ added: 2345, updated: 0, unchanged: 0, rejected: 0 })
  expect(await takePage(parts, page)).toEqual({ added: 0, updated: 0, unchanged: 2345, rejected: 0 })
  expect(parts.taken).toHaveLength(2)
  expect(await parts.store.count()).toBe(2345)
})

it('goes on after records that are none, and tells the first of them to the log', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  const rubbish = [null, 7, 'x', [], {}, { date: 'never', entry: {} }].map((value, at): RawRecord => ({ shape: 'huggingface-entry', value, line: at + 1, file: 'rubbish' }))
  const unknown = { shape: 'no such shape' as RawShape, value: {}, line: 9, file: 'rubbish' }
  const rejected = Array.from({ length: 20 }, (_, at) => ({ file: 'before', line: at + 1, reason: 'It is cut.' }))
  expect(await takePage(parts, [...rubbish, unknown, ...ids(2).map((id) => entry(id))], rejected)).toMatchObject({ added: 2, rejected: 27 })
  expect(parts.warnings).toHaveLength(10)
  expect(parts.warnings[0]).toEqual({ facts: { file: 'before', line: 1, reason: 'It is cut.' }, message: 'a record could not be read' })
})

it('leaves out a record that its source cannot place', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  const taken = await takePage(parts, ids(3).map((id) => entry(id)), [], (record, at) => {
    if (at === 1) throw new RangeError('no such day, says hunter2')
    return { ...record, comment: `the ${at}th` }
  })
  expect(taken).toMatchObject({ added: 2, rejected: 1 })
  expect(JSON.stringify(parts.warnings)).not.toContain('hunter2')
  expect(await parts.store.find(ids(3)[2]!)).toMatchObject({ comment: 'the 2th' })
})

it('never ends for a bad record, whatever a source says', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  const shapes: RawShape[] = ['arxiv-atom', 'arxiv-oai', 'huggingface-entry', 'biorxiv', 'openreview', 'acl', 'feed', 'openalex', 'paper', 'csl']
  let number = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ shape: fc.constantFrom(...shapes), value: fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom('id', 'title', 'entry', 'paper', 'date', 'authors', 'asked', 'children', 'doi') })) }), { maxLength: 6 }), async (wild) => {
      const good = entry(`2604.${10_000 + number++}`)
      const taken = await takePage(parts, [...wild.map((one) => ({ ...one, line: 1, file: 'wild' })), good])
      expect(taken.added).toBeGreaterThanOrEqual(1)
    }),
    { numRuns: 60 },
  )
})

it('has nothing to do for an empty page, and still says so', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  expect(await takePage(parts, [])).toEqual({ added: 0, updated: 0, unchanged: 0, rejected: 0 })
  expect(parts.taken).toHaveLength(1)
})
