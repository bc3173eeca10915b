import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { biorxivSource } from '../../source/biorxiv/biorxiv.ts'
import { fakeHttp } from '../../source/fake-http.test-helper.ts'
import { SourceTrouble } from '../../source/http/http.ts'
import type { PagedSource, PageRequest, SourcePage } from '../../source/paged.ts'
import type { RawRecord } from '../../source/source.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import type { FetchParts } from './fetcher.ts'
import { askForPages, pagedFetcher } from './paged-fetcher.ts'

const DAY_MS = 86_400_000
let folder: string
let store: Store
let now: number
const posts = new Map<string, number>()
const http = fakeHttp((url) => {
  const [, , , from, to, at] = url.pathname.split('/')
  const all = [...posts].filter(([day]) => day >= from! && day <= to!).flatMap(([day, count]) => Array.from({ length: count }, (_, number) => ({ doi: `10.1101/${day.replaceAll('-', '.')}.${100_000 + number}`, title: `Made-up study number ${number} of ${day}`, date: day, version: '1', category: 'ecology' })))
  return JSON.stringify({ messages: [{ status: all.length === 0 ? 'no posts found' : 'ok', total: String(all.length) }], collection: all.slice(Number(at), Number(at) + 30) })
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-paged-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
  now = Date.parse('2026-03-02T15:00:00Z')
  http.asked.length = 0
  posts.clear()
  for (let day = Date.parse('2026-02-01T00:00:00Z'); day < Date.parse('2026-04-30T00:00:00Z'); day += DAY_MS) posts.set(new Date(day).toISOString().slice(0, 10), 12)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Steps until nothing is due; each time with a fetcher that remembers nothing, as after a restart. */
async function readAll(): Promise<void> {
  for (let steps = 0; steps < 200; steps++) {
    const fetcher = pagedFetcher({ store, time: { now: () => now, sleep: async () => undefined }, log: { info: () => undefined, warn: () => undefined }, random: () => 0.5, http, jitter: 0.5 }, biorxivSource({ server: 'biorxiv', subjects: ['all'], base: 'https://api.example.org' }))
    const due = (await fetcher.tasks(now)).find(({ at }) => at <= now)
    if (due === undefined) return
    await due.step()
  }
  throw new Error('It does not come to an end.')
}

it('reads bioRxiv over restarts between all its pages, and again when its time has come', async () => {
  await readAll()
  expect(await store.countsByDay('2026-01-01', '2026-12-31')).toEqual(['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'].map((day) => ({ day, source: 'biorxiv', papers: 12 })))
  const asked = http.asked.length
  await readAll()
  expect(http.asked).toHaveLength(asked)
  now += DAY_MS
  await readAll()
  expect(await store.count()).toBe(72)
})

it('misses no day after weeks without network', async () => {
  await readAll()
  now += 20 * DAY_MS
  await readAll()
  expect((await store.countsByDay('2026-02-26', '2026-03-22')).map(({ papers }) => papers)).toEqual(Array.from({ length: 25 }, () => 12))
})

it('reads days asked for by hand, and goes on where it was', async () => {
  await readAll()
  await askForPages(store, 'biorxiv', '2026-02-03', '2026-02-04')
  await readAll()
  expect((await store.countsByDay('2026-02-01', '2026-02-20')).map(({ day }) => day)).toEqual(['2026-02-03', '2026-02-04'])
  now += 10 * DAY_MS
  http.asked.length = 0
  await readAll()
  expect(http.asked[0]!.pathname).toBe('/details/biorxiv/2026-03-02/2026-03-12/0/json')
})

describe('a made-up source', () => {
  const HOUR = 3_600_000
  const record = (number: number): RawRecord => ({ shape: 'biorxiv', value: { server: 'bioRxiv', doi: `10.1101/2026.02.27.${100_000 + number}`, title: `Made-up study number ${number}`, date: '2026-03-01', version: '1', category: 'ecology' }, line: 1, file: 'x' })
  let asked: Omit<PageRequest, 'signal'>[]
  let answer: (request: PageRequest) => SourcePage | SourceTrouble
  let warned: string[]
  beforeEach(() => {
    asked = []
    warned = []
  })
  const source: PagedSource = {
    key: 'made-up', label: 'Made up', service: 'made-up', everyMs: 24 * HOUR, daysBack: 3,
    page: async (_http, { signal: _, ...request }) => {
      asked.push(request)
      const page = answer(request)
      if (page instanceof SourceTrouble) throw page
      return page
    },
  }
  const parts = (): FetchParts => ({ store, time: { now: () => now, sleep: async () => undefined }, log: { info: () => undefined, warn: (_, message) => void warned.push(message) }, random: () => 0.5 })
  const fetcher = () => pagedFetcher({ ...parts(), http, jitter: 0.5 }, source)
  async function readDue(most = 100): Promise<void> {
    for (let steps = 0; steps < most; steps++) {
      const due = (await fetcher().tasks(now)).find(({ at }) => at <= now)
      if (due === undefined) return
      await due.step()
    }
  }
  const pages = (count: number): typeof answer => ({ cursor }) => {
    const at = Number(cursor ?? 0)
    return { records: [record(at)], rejected: [], next: at + 1 < count ? at + 1 : undefined, memory: at + 1 < count ? undefined : { etag: `after ${count}` }, progress: (at + 1) / count }
  }

  it('goes on at the cursor where a page failed, and tells how far it is', async () => {
    answer = (request) => (request.cursor === 2 && asked.length < 4 ? new SourceTrouble('cut', 'It broke off.') : pages(4)(request))
    await expect(readDue()).rejects.toThrow('It broke off.')
    expect(await fetcher().work!(now)).toEqual({ what: 'Made up since 2026-02-27', progress: 0.5 })
    await readDue()
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 1, 2, 2, 3])
    expect(await store.count()).toBe(4)
    expect(await fetcher().work!(now)).toBeUndefined()
  })

  it('hands on what the last whole reading left behind, to the next regular one only', async () => {
    answer = pages(2)
    await readDue()
    await askForPages(store, 'made-up', '2026-01-01', '2026-01-02')
    await readDue()
    now += 25 * HOUR
    await readDue()
    expect(asked.filter(({ cursor }) => cursor === undefined).map(({ from, memory }) => [from, memory])).toEqual([['2026-02-27', undefined], ['2026-01-01', undefined], ['2026-02-28', { etag: 'after 2' }]])
  })

  it('reads every span that is asked for, also those asked for while it reads, and loses none', async () => {
    answer = pages(3)
    await readDue(1)
    await askForPages(store, 'made-up', '2026-01-01', '2026-01-02')
    await readDue(2)
    // Another process asks while this one is at a page.
    const before = answer
    let raced = false
    answer = (request) => {
      if (!raced) void askForPages(store, 'made-up', '2025-06-01', '2025-06-02')
      raced = true
      return before(request)
    }
    await readDue()
    expect(asked.filter(({ cursor }) => cursor === undefined).map(({ from, to }) => `${from} ${to}`)).toEqual(['2026-02-27 2026-03-02', '2026-01-01 2026-01-02', '2025-06-01 2025-06-02'])
    expect(asked).toHaveLength(9)
    expect(await store.settingsUnder('fetch/made-up/asked/')).toEqual({})
  })

  it('takes a span that was asked for neither for a regular reading nor for its first', async () => {
    answer = pages(1)
    await askForPages(store, 'made-up', '2026-01-01', '2026-01-02')
    await readDue()
    expect(asked.map(({ from }) => from)).toEqual(['2026-01-01', '2026-02-27'])
    now += 20 * HOUR
    await askForPages(store, 'made-up', '2026-01-01', '2026-01-02')
    await readDue()
    now += 5 * HOUR
    await readDue()
    expect(asked.map(({ from }) => from)).toEqual(['2026-01-01', '2026-02-27', '2026-01-01', '2026-02-28'])
  })

  it('ends a source that goes round in circles, and says so', async () => {
    answer = ({ cursor }) => ({ records: [], rejected: [], next: Number(cursor ?? 0) + 1 })
    await store.setSetting('fetch/made-up', { running: { from: '2026-01-01', to: '2026-01-02', cursor: 19_998, pages: 19_998, asked: false } })
    await readDue()
    expect(asked).toHaveLength(3)
    expect(warned).toHaveLength(1)
    expect((await fetcher().tasks(now))[0]!.at).toBe(now + 24 * HOUR)
  })

  it('goes on after records that are none', async () => {
    answer = () => ({ records: [{ ...record(1), value: null }, record(2)], rejected: [{ file: 'x', line: 3, reason: 'It is cut.' }], next: undefined })
    await readDue()
    expect(await store.count()).toBe(1)
    expect(warned).toHaveLength(2)
  })
})
