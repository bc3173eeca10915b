import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SOURCES_SETTING } from '../paper/chosen-sources.ts'
import type { Role } from '../paper/people.ts'
import type { DayEntry, SourceName } from '../paper/paper.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { addDays } from '../tools/dates.ts'
import { createEditions } from './create-editions.ts'
import { keepRankings, KEPT_UNTIL_SETTING } from './keep-rankings.ts'

const TODAY = '2026-04-20'
/** Noon in New York. */
const NOW = Date.parse(`${TODAY}T16:00:00Z`)
const DAY_MS = 86_400_000

let folder: string
let store: Store
let now: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  now = NOW
  store = await openSqlite(join(folder, 'broadsheet.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const editions = () => createEditions({ store, index: { state: () => ({ papers: 0, segments: 0, bytes: 0, model: '', seq: 0 }) } as unknown as SearchIndex, clock: { now: () => now } })

type Listing = DayEntry & { source: SourceName }
const listing = (day: string, upvotes: number, position = 0): Listing => ({ day, position, upvotes, numComments: 0, source: 'huggingface' })

async function add(number: number, days: readonly Listing[] = [], categories: readonly string[] = ['cs.LG']): Promise<number> {
  const [key] = await store.write((writer) => writer.write([madeUpPaper(number, { categories, upvotes: Math.max(0, ...days.map(({ upvotes }) => upvotes)) }, { days })]))
  return key!
}

async function person(name: string, days = 100, role: Role = 'reader'): Promise<string> {
  await store.people.savePerson({ id: name, name, email: `${name}@example.org`, role, since: new Date(NOW - days * DAY_MS).toISOString() })
  return name
}

const vote = (key: number, who: string, at = now, own = false) => store.people.vote(key, who, true, { own, at: new Date(at).toISOString() })
const keys = (list: { entries: readonly { paper: { key: number } }[] } | undefined) => list?.entries.map(({ paper }) => paper.key)

describe('trending', () => {
  it('ranks by votes here and upvotes elsewhere, each with its terms', async () => {
    const [popular, liked, older] = [await add(1, [listing(TODAY, 8)]), await add(2, [listing(TODAY, 3, 1)]), await add(3, [listing(addDays(TODAY, -3), 20)])]
    expect(keys(await editions().trending())).toEqual([popular, older, liked])
    await person('Ada')
    await person('Bo')
    await vote(liked, 'Ada')
    await vote(liked, 'Bo')
    const list = await editions().trending()
    expect(keys(list)).toEqual([liked, popular, older])
    const [first, , last] = list.entries
    expect(first!.terms).toEqual([
      { name: 'votes', text: '2 votes here, each fading by its own age', value: 6, share: expect.closeTo(6 / 9) },
      { name: 'upvotes', text: '3 upvotes elsewhere, newly listed', value: 3, share: expect.closeTo(3 / 9) },
    ])
    expect(first!.score).toBe(9)
    expect(first!.community).toEqual({ votes: 2, own: 0, comments: 0, submissions: [] })
    expect(last!.terms!.map(({ text }) => text)).toEqual(['20 upvotes elsewhere, listed 3 days ago'])
    expect(last!.community).toBeUndefined()
  })

  it('has older papers, and papers of no list, when somebody here votes for them or talks about them', async () => {
    const [ancient, unlisted, silent, listed] = [await add(1, [listing('2024-01-05', 90)]), await add(2, [], ['math.CO']), await add(3), await add(4, [listing(TODAY, 1)])]
    await person('Ada')
    await vote(ancient, 'Ada')
    await store.people.addComment({ id: 'c1', paperKey: unlisted, personId: 'Ada', parent: undefined, text: 'Hm', at: new Date(now).toISOString() })
    const order = keys(await editions().trending())
    expect(order).toContain(unlisted)
    expect(order).not.toContain(silent)
    expect(order![0]).toBe(ancient)
    // Filters count for them, too.
    expect(keys(await editions().trending({ category: 'math' }))).toEqual([unlisted])
    expect(keys(await editions().trending({ category: 'cs.LG' }))).toEqual([ancient, listed])
    expect(keys(await editions().trending({ after: '2026' }))).toEqual([listed])
    now += 30 * DAY_MS
    expect(keys(await editions().trending())).toEqual([listed])
  })

  it('is not lifted by authors, nor far by new accounts', async () => {
    const [pushed, mine, liked] = [await add(1, [listing(TODAY, 0)]), await add(2, [listing(TODAY, 0, 1)]), await add(3, [listing(TODAY, 0, 2)])]
    for (let index = 0; index < 40; index++) await vote(pushed, await person(`new${index}`, 0.1))
    await vote(mine, await person('Author'), now, true)
    for (let index = 0; index < 3; index++) await vote(liked, await person(`old${index}`))
    const list = await editions().trending()
    expect(keys(list)).toEqual([liked, pushed, mine])
    expect(list.entries[1]!.terms![0]!.text).toBe('40 votes by new accounts, which count together as 1.6')
    expect(list.entries[2]!.terms).toEqual([{ name: 'own', text: '1 vote by its own authors, which counts nothing', value: 0, share: 0 }])
    expect(list.entries[2]!.score).toBe(0)
  })

  it('measures listings from the last day held, so that an old archive trends too', async () => {
    const [first, second] = [await add(1, [listing('2025-03-01', 9)]), await add(2, [listing('2025-03-03', 9)])]
    expect(keys(await editions().trending())).toEqual([second, first])
  })

  it('takes a paper of several listings where its upvotes are worth most', async () => {
    const key = await add(1, [listing(addDays(TODAY, -10), 30), listing(TODAY, 4)])
    await add(2, [listing(TODAY, 1)])
    const [first] = (await editions().trending()).entries
    expect([first!.paper.key, first!.listed!.day, first!.score]).toEqual([key, TODAY, 4])
  })

  it('knows young papers of few upvotes among many of yesterday’s', async () => {
    const before = Array.from({ length: 120 }, (_, index) => madeUpPaper(index + 1, { upvotes: 40 }, { days: [listing(addDays(TODAY, -18), 40, index)] }))
    await store.write((writer) => writer.write(before))
    const young = await add(500, [listing(TODAY, 5)])
    expect(keys(await editions().trending())![0]).toBe(young)
  })
})

describe('many readers of trending', () => {
  it('cost one reading, until somebody does something or some seconds have gone', async () => {
    const [first, second] = [await add(1, [listing(TODAY, 4)]), await add(2, [listing(TODAY, 3, 1)])]
    const unlisted = await add(3)
    await person('Ada')
    const readings = vi.spyOn(store.people, 'voteFacts')
    const page = editions()
    const lists = await Promise.all(Array.from({ length: 100 }, () => page.trending()))
    expect(new Set(lists.map((list) => JSON.stringify(keys(list))))).toEqual(new Set([JSON.stringify([first, second])]))
    expect(readings).toHaveBeenCalledTimes(1)
    // Its filters are another list's.
    expect(keys(await page.trending({ category: 'math' }))).toEqual([])
    expect(readings).toHaveBeenCalledTimes(2)
    await vote(second, 'Ada')
    expect(keys(await page.trending())).toEqual([second, first])
    await store.people.submit({ day: TODAY, paperKey: unlisted, personId: 'Ada', at: new Date(now).toISOString(), picked: false, remark: '' })
    expect(keys(await page.trending())).toEqual([second, first, unlisted])
    const young = await add(4, [listing(TODAY, 9, 2)])
    expect(keys(await page.trending())).toEqual([young, second, first, unlisted])
    expect(readings).toHaveBeenCalledTimes(5)
    now += 9_000
    expect(keys(await page.trending({ pageSize: 1, page: 1 }))).toEqual([second])
    await page.trending()
    expect(readings).toHaveBeenCalledTimes(5)
    now += 1_000
    await page.trending()
    expect(readings).toHaveBeenCalledTimes(6)
  })

  it('are given it again after a failure', async () => {
    const key = await add(1, [listing(TODAY, 4)])
    const page = editions()
    vi.spyOn(store.people, 'voteFacts').mockRejectedValueOnce(new Error('away'))
    await expect(page.trending()).rejects.toThrow('away')
    expect(keys(await page.trending())).toEqual([key])
  })

  it('are told that only the most upvoted compete, where more is listed', async () => {
    await store.write((writer) => writer.write(Array.from({ length: 1001 }, (_, index) => madeUpPaper(index + 1, {}, { days: [listing(TODAY, 0, index)] }))))
    const page = editions()
    expect((await page.trending()).ledger).toBe('1,000 papers: of those listed in the last 21 days the most upvoted, and what people here voted for or commented on most since')
    await store.write(async (writer) => writer.remove([(await store.keysListed(TODAY, TODAY))[0]!]))
    expect((await page.trending()).ledger).toBe('1,000 papers: those listed in the last 21 days, and what people here voted for or commented on since')
  })
})

describe('lists of days', () => {
  it('rank by upvotes and votes here together, without authors’ own', async () => {
    const [a, b, c] = [await add(1, [listing(TODAY, 5)]), await add(2, [listing(TODAY, 4, 1)]), await add(3, [listing(TODAY, 1, 2)])]
    await vote(b, await person('Ada'))
    await vote(b, await person('Bo'))
    for (const author of ['X', 'Y', 'Z', 'W', 'V']) await vote(c, await person(author), now, true)
    for (const list of [await editions().day(TODAY), await editions().week('2026-W17'), await editions().month('2026-04'), await editions().front()]) {
      expect(keys(list)).toEqual([b, a, c])
      expect(list.entries.map(({ community }) => [community?.votes, community?.own])).toEqual([[2, 0], [undefined, undefined], [0, 5]])
    }
    expect((await editions().paper('2403.00002', { similar: 0 }))!.community).toEqual({ votes: 2, own: 0, comments: 0, submissions: [] })
    expect((await editions().paper('2403.00002', { similar: 0 }))!.history).toEqual({
      here: [{ day: TODAY, votes: 2, own: 0 }],
      elsewhere: [{ day: TODAY, source: 'huggingface', upvotes: 4 }],
    })
  })

  it('show who put a paper there, of the list’s own days', async () => {
    const key = await add(1, [listing(TODAY, 5)])
    await person('Ada')
    const submission = { paperKey: key, personId: 'Ada', at: new Date(now).toISOString(), picked: true, remark: 'Read this' }
    await store.people.submit({ ...submission, day: TODAY })
    await store.people.submit({ ...submission, day: '2026-04-10' })
    expect((await editions().day(TODAY)).entries[0]!.community!.submissions.map(({ day, person: by, picked }) => [day, by?.name, picked])).toEqual([[TODAY, 'Ada', true]])
    expect((await editions().month('2026-04')).entries[0]!.community!.submissions).toHaveLength(2)
  })
})

describe('a day as it stood', () => {
  const yesterday = addDays(TODAY, -1)
  /** 23:00 in New York. */
  const evening = Date.parse(`${TODAY}T03:00:00Z`)

  async function threePapers(): Promise<[number, number, number]> {
    const made: [number, number, number] = [await add(1, [listing(yesterday, 5)]), await add(2, [listing(yesterday, 4, 1)]), await add(3, [listing(yesterday, 3, 2)])]
    await vote(made[1], await person('Ada'), evening)
    await vote(made[1], await person('Bo'), evening)
    return made
  }

  /** A source named one paper for the day. */
  const told = (source: 'arxiv' | 'huggingface', missing: readonly string[]) => {
    const at = new Date(now).toISOString()
    return store.saveLedger([{ source, day: yesterday, category: source === 'arxiv' ? 'cs.LG' : '', expected: ['2403.00001'], missing, told: { [source === 'arxiv' ? 'oai' : 'list']: { at, agreed: 1 } }, checkedAt: at }])
  }

  it('is kept when the day is over, once, and votes of later change nothing', async () => {
    const [a, b, c] = await threePapers()
    // The night after: what comes after midnight in New York is not of that day.
    for (const name of ['C', 'D', 'E', 'F']) await vote(c, await person(name), evening + 2 * 3_600_000)
    expect((await editions().day(yesterday)).kept).toBe(false)
    expect(await keepRankings(store, Date.parse(`${TODAY}T04:01:00Z`))).toContain(yesterday)
    const stood = await editions().stood('day', yesterday)
    expect(keys(stood)).toEqual([b, a, c])
    expect(stood!.entries.map(({ community, listed }) => [community?.votes, listed?.upvotes])).toEqual([[2, 4], [undefined, 5], [undefined, 3]])
    expect(stood!.notes).toEqual([])
    const trending = await editions().stood('trending', yesterday)
    expect(keys(trending)).toEqual([b, a, c])
    expect((await editions().day(yesterday)).kept).toBe(true)
    expect(keys(await editions().day(yesterday))).toEqual([c, b, a])

    expect(await keepRankings(store, now)).toEqual([])
    await store.setSetting(KEPT_UNTIL_SETTING, undefined)
    await vote(a, 'C')
    await keepRankings(store, now)
    expect(await editions().stood('day', yesterday)).toEqual(stood)
    expect(await editions().stood('trending', yesterday)).toEqual(trending)
    expect(await editions().stood('day', TODAY)).toBeUndefined()
    await expect(editions().stood('day', '2026-02-30')).rejects.toThrow(/not a day that exists/)
  })

  it('stands when somebody leaves, and names neighbours that are kept', async () => {
    const [, b] = await threePapers()
    await add(9, [listing(addDays(yesterday, -2), 1)])
    await keepRankings(store, now)
    await store.people.removePerson('Ada')
    const stood = (await editions().stood('day', yesterday))!
    expect([stood.entries[0]!.paper.key, stood.entries[0]!.community!.votes, stood.previous, stood.next]).toEqual([b, 2, addDays(yesterday, -2), undefined])
    expect((await editions().stood('day', addDays(yesterday, -2)))!.next).toBe(yesterday)
    expect((await editions().trending()).previous).toBe(yesterday)
  })

  it('makes up for days that nobody was there to keep, and says so', async () => {
    const [a, b, c] = await threePapers()
    await keepRankings(store, Date.parse('2026-04-15T16:00:00Z'))
    now = Date.parse('2026-04-24T16:00:00Z')
    for (const name of ['C', 'D', 'E', 'F']) await vote(c, await person(name))
    expect(await keepRankings(store, now)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `2026-04-${day}`))
    const stood = await editions().stood('day', yesterday)
    expect(keys(stood)).toEqual([b, a, c])
    expect(stood!.notes).toEqual([expect.stringMatching(/^Nobody was there to keep this day when it ended, or its lists had not come, so it was made up on Friday, 24 April 2026/)])
  })

  it('has nothing that was put into the day after its end', async () => {
    const [a, b, c] = await threePapers()
    const [early, late] = [await add(5), await add(6)]
    const submit = (paperKey: number, at: number) => store.people.submit({ day: yesterday, paperKey, personId: 'Ada', at: new Date(at).toISOString(), picked: false, remark: '' })
    await submit(early, evening)
    await submit(late, evening + 2 * 3_600_000)
    // In the list of another source it stood all the same.
    await submit(c, evening + 2 * 3_600_000)
    await keepRankings(store, now)
    expect(keys(await editions().day(yesterday))).toEqual([b, a, c, early, late])
    const stood = (await editions().stood('day', yesterday))!
    expect(keys(stood)).toEqual([b, a, c, early])
    expect(stood.notes).toEqual([expect.stringMatching(/^Nobody was there to keep this day/)])
  })

  it('waits after a start for lists that are on their way', async () => {
    await threePapers()
    await store.setSetting(SOURCES_SETTING, { arxiv: [], huggingface: true })
    const waited = await keepRankings(store, now, { patient: true })
    expect(waited).not.toContain(yesterday)
    expect(waited).toContain(addDays(TODAY, -7))
    expect(await editions().stood('trending', yesterday)).toBeUndefined()
    expect(await keepRankings(store, now)).toContain(yesterday)
  })

  it('is kept when its lists come after all, with a note, once no more of them are to come', async () => {
    await store.setSetting(SOURCES_SETTING, { arxiv: ['cs.LG'], huggingface: true })
    // Patience is over, and the services are away still.
    await keepRankings(store, now)
    expect([await editions().stood('day', yesterday), await store.setting(KEPT_UNTIL_SETTING)]).toEqual([undefined, yesterday])
    now += 3_600_000
    const submitted = await add(9)
    await store.people.submit({ day: yesterday, paperKey: submitted, personId: await person('Eve'), at: new Date(now).toISOString(), picked: false, remark: '' })
    expect(await keepRankings(store, now)).toEqual([])
    // One of the lists has come, the other is looked for.
    const [, b] = await threePapers()
    await told('huggingface', [])
    await told('arxiv', ['2403.00001'])
    expect(await keepRankings(store, now)).toEqual([])
    await told('arxiv', [])
    expect(await keepRankings(store, now)).toEqual([yesterday])
    const stood = (await editions().stood('day', yesterday))!
    expect([stood.entries[0]!.paper.key, stood.total, stood.notes]).toEqual([b, 3, [expect.stringMatching(/or its lists had not come, so it was made up on Monday, 20 April 2026/)]])
    expect(await keepRankings(store, now)).toEqual([])
  })

  it('is kept a week later at the latest, whatever has not come', async () => {
    await store.setSetting(SOURCES_SETTING, { arxiv: [], huggingface: true })
    await keepRankings(store, now)
    await threePapers()
    await told('huggingface', ['2403.00001'])
    now += 5 * DAY_MS
    expect(await keepRankings(store, now)).not.toContain(yesterday)
    now += DAY_MS
    expect(await keepRankings(store, now)).toContain(yesterday)
    expect(keys(await editions().stood('day', yesterday))).toHaveLength(3)
  })

  it('follows papers that become one, and leaves out those that go, with a note', async () => {
    const [a, b, c] = await threePapers()
    await keepRankings(store, Date.parse(`${TODAY}T04:01:00Z`))
    const last = await add(4)
    await store.write(async (writer) => {
      await writer.absorb(last, [b])
      await writer.remove([b])
    })
    expect(keys(await editions().stood('day', yesterday))).toEqual([last, a, c])
    expect((await editions().stood('day', yesterday))!.entries[0]!.community!.votes).toBe(2)
    await store.write((writer) => writer.remove([c]))
    const stood = (await editions().stood('day', yesterday))!
    expect(keys(stood)).toEqual([last, a])
    expect(stood.notes).toEqual([expect.stringMatching(/^One paper of this list is no longer held by itself/)])
    expect(stood.total).toBe(2)
  })

  it('is filtered and paged like any list', async () => {
    const [a, b, c] = await threePapers()
    const other = await add(7, [listing(yesterday, 1, 3)], ['math.CO'])
    await keepRankings(store, now)
    expect(keys(await editions().stood('day', yesterday, { category: 'math' }))).toEqual([other])
    expect(keys(await editions().stood('day', yesterday, { pageSize: 2, page: 1 }))).toEqual([c, other])
    expect(keys(await editions().stood('day', yesterday))).toEqual([b, a, c, other])
  })

  it('does not keep an archive of long ago as the trending of every evening', async () => {
    await add(1, [listing('2024-05-05', 9)])
    await keepRankings(store, now)
    expect(await editions().stood('trending', yesterday)).toBeUndefined()
  })
})
