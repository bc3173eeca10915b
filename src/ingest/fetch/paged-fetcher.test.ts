import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { biorxivSource } from '../../source/biorxiv/biorxiv.ts'
import { fakeHttp } from '../../source/fake-http.test-helper.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
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
