// Answers are made up after the shape of https://huggingface.co/api/daily_papers.
import { beforeEach, describe, expect, it } from 'vitest'
import type { LedgerRow } from '../../../paper/ledger.ts'
import type { Http } from '../../../source/http/http.ts'
import { SourceTrouble } from '../../../source/http/http.ts'
import { createDailyPapers } from '../../../source/huggingface/create-daily-papers.ts'
import { testParts, type TestParts } from '../fetch-parts.test-helper.ts'
import { runDue } from '../run-due.ts'
import { askForDays, dailyFetcher, FIRST_DAILY_DAY } from './daily-fetcher.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = '2026-03-02'
const entry = (id: string, upvotes = 3): object => ({ paper: { id, title: `Made-up paper ${id}`, summary: 'It is made up.', upvotes, authors: [{ name: 'Ada Example' }] }, publishedAt: '2026-03-02T05:00:00.000Z', title: `Made-up paper ${id}`, numComments: 1 })
const ids = (count: number, from = 0): string[] => Array.from({ length: count }, (_, number) => `2603.${String(10_000 + from + number)}`)

let parts: TestParts
let asked: { day: string; page: number }[]
/** what the service lists of a day; undefined fails */
let listed: (day: string, page: number) => { entries: readonly unknown[]; more?: boolean } | SourceTrouble
let completed: string[]
beforeEach(async () => {
  parts = await testParts('2026-03-03T15:00:00Z')
  asked = []
  completed = []
})

const http: Http = {
  get: async ({ url }) => {
    const query = new URL(url).searchParams
    const [day, page] = [query.get('date')!, Number(query.get('p'))]
    asked.push({ day, page })
    const answer = listed(day, page)
    if (answer instanceof SourceTrouble) throw answer
    return { status: 200, body: Buffer.from(JSON.stringify(answer.entries)), etag: undefined, lastModified: undefined, contentType: 'application/json', next: answer.more === true ? 'https://example.org/next' : undefined }
  },
}
/** A fetcher that remembers nothing but what is in the store, as after a restart. */
const fetcher = () => dailyFetcher({ ...parts, jitter: 0, daily: createDailyPapers({ http, base: 'https://example.org' }), onComplete: (day) => void completed.push(day) })
const row = async (day = DAY): Promise<LedgerRow | undefined> => (await parts.store.ledger({ from: day, to: day }))[0]
/** Asks whatever is due, and waits for what will be, for so long. */
async function run(ms: number): Promise<void> {
  const end = parts.time.at + ms
  for (let steps = 0; steps < 5000 && parts.time.at < end; steps++) {
    const ran = await runDue(parts, fetcher())
    if (ran.task === undefined) parts.time.at = Math.min(end, Math.max(parts.time.at + 1000, ran.nextAt ?? end))
  }
}
const oneDay = (list: () => readonly unknown[]): typeof listed => (day, page) => ({ entries: day === DAY && page === 0 ? list() : [] })

describe('dailyFetcher', () => {
  it('begins with a week, the newest day first, and reads each page once', async () => {
    listed = (day, page) => (day === DAY ? { entries: ids(page === 0 ? 100 : 20, page * 100).map((id) => entry(id)) } : { entries: [entry(`2603.0${day.slice(8)}01`)] })
    await run(HOUR / 8)
    expect(asked.map(({ day, page }) => `${day} ${page}`)).toEqual(['2026-03-03 0', '2026-03-02 0', '2026-03-02 1', '2026-03-01 0', '2026-02-28 0', '2026-02-27 0', '2026-02-26 0', '2026-02-25 0'])
    expect(await row()).toMatchObject({ expected: ids(120), missing: [], told: { list: { agreed: 1 } } })
    expect((await parts.store.listed({ from: DAY, to: DAY, limit: 500 })).papers.map(({ entry: { position } }) => position).sort((a, b) => a - b)).toEqual(ids(120).map((_, position) => position))
  })

  it('takes a day as complete when it was read twice alike after its end, and says so once', async () => {
    listed = oneDay(() => ids(3).map((id) => entry(id)))
    await run(9 * HOUR)
    expect(completed.filter((day) => day === DAY)).toEqual([DAY])
    expect((await row())?.completeAt).toBeDefined()
    await run(48 * HOUR)
    expect(completed.filter((day) => day === DAY)).toEqual([DAY])
  })

  it('follows votes', async () => {
    let votes = 3
    listed = oneDay(() => [entry(ids(1)[0]!, votes)])
    await run(3 * HOUR)
    votes = 40
    await run(30 * HOUR)
    expect((await parts.store.find(ids(1)[0]!))?.upvotes).toBe(40)
  })

  it('does not believe a list that is shorter than before until three in a row leave out the same', async () => {
    let list = ids(5)
    listed = oneDay(() => list.map((id) => entry(id)))
    await run(HOUR / 2)
    list = ids(3)
    const states: unknown[] = []
    for (let reading = 0; reading < 4; reading++) {
      const before = asked.filter(({ day }) => day === DAY).length
      while (asked.filter(({ day }) => day === DAY).length === before) await run(5 * MINUTE)
      const { expected, trouble } = (await row())!
      states.push([expected.length, trouble])
    }
    expect(states).toEqual([[5, 'the list named only 3 of 5 papers'], [5, 'the list named only 3 of 5 papers'], [3, undefined], [3, undefined]])
    // The paper itself, and that it stood there once, stay.
    expect((await parts.store.listed({ from: DAY, to: DAY })).total).toBe(5)
  })

  it('begins to count anew when another paper is left out, or the list is whole in between', async () => {
    let list = ids(5)
    listed = oneDay(() => list.map((id) => entry(id)))
    await run(HOUR / 2)
    for (const next of [ids(4), ids(4), ids(4, 1), ids(4, 1), ids(5), ids(4), ids(4)]) {
      list = next
      const before = asked.filter(({ day }) => day === DAY).length
      while (asked.filter(({ day }) => day === DAY).length === before) await run(5 * MINUTE)
      expect((await row())?.expected).toEqual(ids(5))
    }
  })

  it('gives up a list that has no end, and tries again later', async () => {
    listed = (day, page) => (day === DAY ? { entries: [entry(`2603.${20_000 + page}`)], more: true } : { entries: [] })
    await run(20 * MINUTE)
    const pages = asked.filter(({ day }) => day === DAY).length
    expect(pages % 50).toBe(0)
    expect(pages / 50).toBeGreaterThanOrEqual(2)
    // The other days were read meanwhile.
    expect(new Set(asked.map(({ day }) => day)).size).toBe(7)
    expect(parts.warnings.map(({ message }) => message)).toContain(`Hugging Face’s list of ${DAY} has no end.`)
    expect((await row())?.told.list).toBeUndefined()
  })

  it('goes on with the page where it was, and begins anew after an hour', async () => {
    let broken = true
    listed = (day, page) => (day !== DAY ? { entries: [] } : page === 0 ? { entries: ids(100).map((id) => entry(id)) } : broken ? new SourceTrouble('unreachable', 'There is no network.') : { entries: [] })
    await run(10 * MINUTE)
    expect(asked.filter(({ day, page }) => day === DAY && page === 0)).toHaveLength(1)
    expect(await row()).toBeUndefined()
    await run(2 * HOUR)
    broken = false
    await run(2 * HOUR)
    expect(asked.filter(({ day, page }) => day === DAY && page === 0).length).toBeGreaterThan(1)
    expect((await row())?.expected).toEqual(ids(100))
  })

  it('counts an entry that cannot be read as missing, and goes on without one that has no id', async () => {
    listed = oneDay(() => [entry(ids(1)[0]!), { paper: { id: '2603.10009' } }, { rubbish: true }, null, 7])
    await run(HOUR / 2)
    expect(await row()).toMatchObject({ expected: [ids(1)[0], '2603.10009'], missing: ['2603.10009'] })
    expect(parts.taken.find(({ added }) => added === 1)).toMatchObject({ rejected: 4 })
    const before = asked.length
    await run(5 * 24 * HOUR)
    // It is asked for again and again, but not all the time at the same pace.
    expect(asked.slice(before).filter(({ day }) => day === DAY).length).toBeLessThan(300)
  })

  it('reads spans of older days on demand, several beside each other, each day twice, and tells how far it is', async () => {
    listed = (day) => ({ entries: [entry(`2401.${day.slice(5, 7)}${day.slice(8)}0`)] })
    await run(HOUR)
    await askForDays(parts.store, '2024-01-01', '2024-01-03')
    await askForDays(parts.store, '2024-02-01', '2024-02-02')
    asked = []
    while ((await row('2024-01-01')) === undefined) await runDue(parts, fetcher())
    expect(await fetcher().work!(parts.time.at)).toEqual({ what: 'days from 2024-01-01 to 2024-01-03', progress: 1 / 6 })
    await run(HOUR)
    const old = asked.map(({ day }) => day).filter((day) => day < '2025')
    expect(old.sort()).toEqual(['2024-01-01', '2024-01-02', '2024-01-03', '2024-02-01', '2024-02-02'].flatMap((day) => [day, day]))
    expect(completed.filter((day) => day < '2025').sort()).toEqual(['2024-01-01', '2024-01-02', '2024-01-03', '2024-02-01', '2024-02-02'])
    expect(await fetcher().work!(parts.time.at)).toBeUndefined()
    expect(await parts.store.settingsUnder('fetch/huggingface/asked/')).toEqual({})
  })

  it('asks for no day before the first that there was', async () => {
    listed = () => ({ entries: [] })
    await askForDays(parts.store, '2020-01-01', FIRST_DAILY_DAY)
    await run(HOUR)
    expect(asked.map(({ day }) => day).filter((day) => day < '2026')).toEqual([FIRST_DAILY_DAY, FIRST_DAILY_DAY])
  })
})
