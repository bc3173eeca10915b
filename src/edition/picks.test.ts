import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import type { Store } from '../store/store.ts'
import { withCommunity } from './with-community.ts'
import { pickedDay, picksList } from './picks.ts'

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-picks-'))
const DAY = '2026-03-11'
const clock = { now: () => Date.parse('2026-03-11T16:00:00Z') }
let store: Store
let keys: readonly number[]

beforeAll(async () => {
  store = await openSqlite(join(folder, 'broadsheet.db'), { clock })
  keys = await store.write((writer) => writer.write([1, 2, 3, 4].map((number) => madeUpPaper(number, { venue: number === 1 ? 'Owl Studies' : undefined, categories: number === 4 ? ['math.CO'] : ['cs.LG'] }, { days: [{ day: DAY, position: number, upvotes: 3, numComments: 0, source: 'arxiv' }] }))))
  for (const id of ['cat', 'ann']) await store.people.savePerson({ id, name: id, email: undefined, role: 'curator', since: '2026-01-01T00:00:00.000Z' })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const submit = (at: number, personId: string, picked: boolean, hour: number, day = DAY) => store.people.submit({ day, paperKey: keys[at]!, personId, at: `2026-03-11T${String(hour).padStart(2, '0')}:00:00.000Z`, picked, remark: '' })

describe('picks', () => {
  it('are none before anything was picked, and say so', async () => {
    expect(await picksList(store, {})).toMatchObject({ kind: 'picks', total: 0, entries: [], empty: 'Nothing has been picked yet. A curator picks a paper where it is submitted.' })
    await submit(2, 'ann', false, 9)
    expect(await pickedDay(store, clock, DAY, {})).toMatchObject({ kind: 'day', total: 0, empty: 'Nothing of this day was picked.' })
  })

  it('stand each once, the last pick first, with the day to which it was picked', async () => {
    await submit(0, 'cat', true, 10)
    await submit(1, 'cat', true, 11)
    await submit(3, 'cat', true, 12, '2026-03-10')
    await submit(0, 'ann', true, 13)
    const list = await picksList(store, {})
    expect(list.entries.map(({ paper, listed }) => [paper.key, listed?.day])).toEqual([[keys[0], DAY], [keys[3], '2026-03-10'], [keys[1], DAY]])
    expect(list).toMatchObject({ total: 3, ledger: '3 papers that curators picked, the newest first' })
    const [first] = await withCommunity(store, list.entries)
    expect(first!.community?.submissions.map(({ person, picked }) => [person?.name, picked])).toEqual([['cat', true], ['ann', true]])
  })

  it('are paged and filtered', async () => {
    const ids = async (options: Parameters<typeof picksList>[1]) => (await picksList(store, options)).entries.map(({ paper }) => paper.key)
    expect(await ids({ pageSize: 2 })).toEqual([keys[0], keys[3]])
    expect(await ids({ pageSize: 2, page: 1 })).toEqual([keys[1]])
    expect(await ids({ pageSize: 2, page: 9 })).toEqual([])
    expect(await ids({ category: 'MATH.co' })).toEqual([keys[3]])
    expect(await ids({ category: 'math' })).toEqual([keys[3]])
    expect(await ids({ venue: 'owl studies' })).toEqual([keys[0]])
    expect(await ids({ before: '2026-03-10' })).toEqual([keys[3]])
    expect(await ids({ after: '2026-03-11' })).toEqual([keys[0], keys[1]])
    expect(await ids({ after: '2026-03', pageSize: 1, page: 2 })).toEqual([keys[1]])
    expect(await picksList(store, { category: 'hep-th' })).toMatchObject({ total: 0, empty: 'No pick passes these filters.' })
  })

  it('of a day are those of that day, with its own head', async () => {
    const day = await pickedDay(store, clock, DAY, {})
    expect(day.entries.map(({ paper }) => paper.key)).toEqual([keys[0], keys[1]])
    expect(day).toMatchObject({ kind: 'day', subject: DAY, total: 2, previous: '2026-03-10' })
    await expect(pickedDay(store, clock, '2026-02-30', {})).rejects.toMatchObject({ code: 'bad-input' })
  })
})
