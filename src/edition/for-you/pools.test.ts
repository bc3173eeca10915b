import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ReadPaper } from '../../rank/taste/read-paper.ts'
import { readPaper } from '../../rank/taste/read-paper.ts'
import type { SearchIndex } from '../../search-index/search-index.ts'
import { terms } from '../../search-index/terms.ts'
import { madeUpPaper } from '../../store/made-up-papers.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { Pools } from './pools.ts'
import type { ReadPapers } from './read-papers.ts'

const TODAY = '2026-05-08'
const NOW = Date.parse(`${TODAY}T16:00:00Z`)
let folder: string
let store: Store
/** what the clock of performance says, ms */
let passed: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pools-'))
  store = await openSqlite(join(folder, 'store.sqlite'))
  passed = 0
  vi.spyOn(performance, 'now').mockImplementation(() => passed)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Reads papers in no time, or in as much as is given. */
function open(took = 0): Pools {
  const text = { terms, vector: () => new Float32Array(4).fill(0.5) }
  const of = async (keys: readonly number[]): Promise<ReadPaper[]> => {
    passed += took
    return (await store.papers(keys)).map(({ key, title, abstract }) => readPaper({ key, title, abstract, authors: [], categories: [] }, text))
  }
  return new Pools({ store, index: {} as SearchIndex, clock: { now: () => NOW }, papers: { of } as unknown as ReadPapers })
}

it('takes in what people put into the days, and leaves out what they take back', async () => {
  await store.people.savePerson({ id: 'ada', name: 'Ada', email: undefined, role: 'reader', since: '2026-01-01T00:00:00.000Z' })
  const place = { source: 'arxiv', position: 0, upvotes: 0, numComments: 0 } as const
  const [listed, elsewhere] = await store.write((writer) => writer.write([madeUpPaper(1, {}, { days: [{ ...place, day: TODAY }] }), madeUpPaper(2, {}, { days: [{ ...place, day: '2026-01-05' }] })]))
  const pools = open()
  const keys = async () => [...(await pools.of('week')).keys]
  expect(await keys()).toEqual([listed])
  const made = await pools.of('week')
  await store.people.vote(listed!, 'ada', true, { own: false, at: `${TODAY}T12:00:00.000Z` })
  expect(await pools.of('week')).toBe(made)
  const submission = { day: TODAY, paperKey: elsewhere!, personId: 'ada' }
  await store.people.submit({ ...submission, at: `${TODAY}T12:00:00.000Z`, picked: false, remark: '' })
  expect(new Set(await keys())).toEqual(new Set([listed, elsewhere]))
  await store.people.withdraw(submission)
  expect(await keys()).toEqual([listed])
})

it('spends a small share of the time on it, however often a day changes', async () => {
  await store.people.savePerson({ id: 'ada', name: 'Ada', email: undefined, role: 'reader', since: '2026-01-01T00:00:00.000Z' })
  const [one, other] = await store.write((writer) => writer.write([madeUpPaper(1, {}, { days: [{ source: 'arxiv', day: TODAY, position: 0, upvotes: 0, numComments: 0 }] }), madeUpPaper(2)]))
  const pools = open(50)
  const made = await pools.of('day')
  const took = passed
  await store.people.submit({ day: TODAY, paperKey: other!, personId: 'ada', at: `${TODAY}T12:00:00.000Z`, picked: false, remark: '' })
  passed = took * 9
  expect(await pools.of('day')).toBe(made)
  passed = took * 11
  expect(new Set((await pools.of('day')).keys)).toEqual(new Set([one, other]))
})
