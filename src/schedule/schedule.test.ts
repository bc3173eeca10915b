import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Fetcher } from '../ingest/fetch/fetcher.ts'
import { Fetching } from '../ingest/fetch/fetching.ts'
import { type ChosenSources, DEFAULT_SOURCES, SOURCES_SETTING } from '../paper/chosen-sources.ts'
import { generateWorld } from '../replay/generate-world.ts'
import { createReplay, type Replay } from '../replay/replay.ts'
import { virtualTime, type VirtualTime } from '../replay/virtual-time.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { keepFetching } from './schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BEGIN = Date.parse('2026-03-10T04:30:00Z')

let folder: string
let time: VirtualTime
/** ms that the machine has slept */
let slept: number
let ending: AbortController
let stores: Store[]
let running: Promise<void>[]
let warnings: { facts: object; message: string }[]
beforeEach(() => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-schedule-'))
  slept = 0
  const virtual = virtualTime(BEGIN, { byHand: true })
  time = { ...virtual, now: () => virtual.now() + slept }
  ending = new AbortController()
  stores = []
  running = []
  warnings = []
})
afterEach(async () => {
  ending.abort()
  await Promise.all(running)
  for (const store of stores) await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A Broadsheet of its own over the same database file. */
async function broadsheet(replay?: Replay): Promise<Fetching> {
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock: time })
  stores.push(store)
  return new Fetching({
    store, time, random: () => 0.5, version: '0', base: 'http://127.0.0.1', fetch: replay?.fetch ?? (() => Promise.reject(new Error('nobody is asked here'))),
    log: { info: () => {}, warn: (facts, message) => void warnings.push({ facts, message }) },
  })
}
const choose = (fetching: Fetching, chosen: Partial<ChosenSources>): Promise<void> => fetching.parts.store.setSetting(SOURCES_SETTING, { ...DEFAULT_SOURCES, arxiv: [], huggingface: false, ...chosen })
function start(fetching: Fetching): { ended: () => boolean } {
  let ended = false
  running.push(keepFetching(fetching, ending.signal).then(() => void (ended = true)))
  return { ended: () => ended }
}
/** Moves the clock on a little at a time, with room in between for what waits for the database. */
async function pass(ms: number, step = 5_000): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await time.advance(Math.min(step, left))
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
/** A fetching of made-up fetchers in the place of the real ones. */
function made(fetching: Fetching, fetchers: (chosen: ChosenSources) => readonly Fetcher[]): Fetching {
  fetching.fetchers = async (chosen) => fetchers(chosen)
  return fetching
}

it('two schedules over one store never work on one source at the same time, and both work', async () => {
  const [one, other] = [await broadsheet(), await broadsheet()]
  await choose(one, { huggingface: true })
  let inside = 0
  let most = 0
  const works: string[] = []
  const fetcher = (name: string): Fetcher => {
    let at = BEGIN
    return {
      key: 'made-up', label: 'Made up',
      tasks: async () => [{
        key: 'a', at, what: 'a',
        step: async (signal) => {
          most = Math.max(most, ++inside)
          await time.sleep(2_000, signal)
          works.push(name)
          inside--
          // Three steps in a row, then a pause in which the other one may come.
          at = works.length % 3 === 0 ? time.now() + MINUTE : time.now()
        },
      }],
    }
  }
  start(made(one, () => [fetcher('one')]))
  start(made(other, () => [fetcher('other')]))
  await pass(10 * MINUTE)
  expect(most).toBe(1)
  expect(new Set(works)).toEqual(new Set(['one', 'other']))
  expect(works.length).toBeGreaterThan(10)
})

it('two schedules over one store ask arXiv as politely as one, and nothing twice', async () => {
  const world = generateWorld({ seed: 5, from: '2026-03-02', to: '2026-03-10', perDay: 6, dailyPerDay: 0, categories: ['cs.LG', 'cs.CL'] })
  const replay = createReplay({ world, time, pageSize: 10 })
  const [one, other] = [await broadsheet(replay), await broadsheet(replay)]
  await choose(one, { arxiv: ['cs.LG', 'cs.CL'] })
  start(one)
  start(other)
  await pass(6 * MINUTE, 1_000)
  expect(replay.stats.broken).toEqual([])
  expect(replay.stats.byService['arxiv-oai']).toBeGreaterThan(4)
  const held = await stores[0]!.held('arxiv', world.truth.offered(time.now(), ['cs.LG', 'cs.CL']))
  const week = world.truth.arxivDays.filter((day) => day >= '2026-03-04' && day <= '2026-03-10').flatMap((day) => ['cs.LG', 'cs.CL'].flatMap((category) => world.truth.arxiv(day, category).new))
  for (const id of week) expect([id, held.has(id) || world.byId.get(id)!.deletedAt !== undefined]).toEqual([id, true])
  const asked = replay.stats.requests
  await pass(3 * MINUTE)
  // Both are content.
  expect(replay.stats.requests).toBe(asked)
}, 60_000)

it('begins when sources are chosen, follows a choice that changes, and stops asking for what was given up', async () => {
  const fetching = await broadsheet()
  const asked: string[] = []
  start(made(fetching, ({ arxiv }) => arxiv.map((category): Fetcher => ({ key: category, label: category, tasks: async (now) => [{ key: category, at: now, what: category, step: async (signal) => (asked.push(category), time.sleep(10_000, signal)) }] }))))
  await pass(2 * MINUTE)
  expect(asked).toEqual([])
  await choose(fetching, { arxiv: ['cs.LG', 'cs.CL'] })
  await pass(MINUTE)
  expect(new Set(asked)).toEqual(new Set(['cs.LG', 'cs.CL']))
  await choose(fetching, { arxiv: ['cs.CL', 'hep-th'] })
  await pass(MINUTE)
  asked.length = 0
  await pass(MINUTE)
  expect(new Set(asked)).toEqual(new Set(['cs.CL', 'hep-th']))
})

it('goes on with a choice that comes back after one that cannot be followed', async () => {
  const fetching = await broadsheet()
  let asked = 0
  made(fetching, ({ arxiv }) => {
    if (arxiv.includes('hep-th')) throw new Error('no such fetcher')
    return [{ key: 'a', label: 'A', tasks: async (now) => [{ key: 'a', at: now, what: 'a', step: async (signal) => (asked++, time.sleep(10_000, signal)) }] }]
  })
  await choose(fetching, { arxiv: ['cs.LG'] })
  start(fetching)
  await pass(MINUTE)
  await choose(fetching, { arxiv: ['hep-th'] })
  await pass(MINUTE)
  const before = asked
  await pass(MINUTE)
  expect(asked).toBe(before)
  expect(warnings.map(({ message }) => message)).toContain('the chosen sources could not be read')
  await choose(fetching, { arxiv: ['cs.LG'] })
  await pass(MINUTE)
  expect(asked).toBeGreaterThan(before)
})

it('ends within a moment of the signal, whatever it waits for, and gives its locks back', async () => {
  const fetching = await broadsheet()
  await choose(fetching, { huggingface: true })
  const sleeper = (key: string, at: number): Fetcher => ({ key, label: key, tasks: async () => [{ key, at, what: key, step: (signal) => time.sleep(10 * HOUR, signal) }] })
  const { ended } = start(made(fetching, () => [sleeper('at work', BEGIN), sleeper('waiting', BEGIN + HOUR)]))
  await pass(MINUTE)
  expect(ended()).toBe(false)
  expect(await fetching.parts.store.tryLock('fetch-at work')).toBeUndefined()
  ending.abort()
  // The clock does not move any more.
  await running[0]
  expect(ended()).toBe(true)
  for (const key of ['at work', 'waiting']) expect(await fetching.parts.store.tryLock(`fetch-${key}`)).toBeDefined()
})

it('ends at once when it was stopped before it began', async () => {
  const fetching = await broadsheet()
  ending.abort()
  await keepFetching(fetching, ending.signal)
})

it('catches up after the machine has slept', async () => {
  const world = generateWorld({ seed: 6, from: '2026-03-02', to: '2026-03-20', perDay: 5, dailyPerDay: 4, categories: ['cs.LG'] })
  const replay = createReplay({ world, time })
  const fetching = await broadsheet(replay)
  await choose(fetching, { arxiv: ['cs.LG'], huggingface: true })
  start(fetching)
  await pass(5 * MINUTE, 1_000)
  const before = await stores[0]!.count()
  const store = stores[0]!
  // A machine that sleeps runs no timers; then its clock stands elsewhere.
  slept += 4 * 24 * HOUR
  await pass(10 * MINUTE, 1_000)
  const offered = world.truth.offered(time.now() - HOUR, ['cs.LG']).filter((id) => world.byId.get(id)!.versions[0]!.day >= '2026-03-04' && world.byId.get(id)!.categories.includes('cs.LG'))
  const held = await store.held('arxiv', offered)
  expect(offered.filter((id) => !held.has(id))).toEqual([])
  expect(await store.count()).toBeGreaterThan(before + 10)
  const daily = await store.countsByDay('2026-03-11', '2026-03-13')
  for (const one of ['2026-03-11', '2026-03-12', '2026-03-13']) expect(daily.find(({ day: of, source }) => of === one && source === 'huggingface')?.papers).toBe(world.truth.daily(one, time.now()).length)
  expect(replay.stats.broken).toEqual([])
}, 60_000)

it('does not end when a fetcher throws, and lets no other wait for it', async () => {
  const fetching = await broadsheet()
  await choose(fetching, { huggingface: true })
  let [good, bad] = [0, 0]
  start(
    made(fetching, () => [
      { key: 'bad', label: 'Bad', tasks: async () => { bad++; throw new Error('no tasks today') } },
      { key: 'worse', label: 'Worse', tasks: async (now) => [{ key: 'worse', at: now, what: 'worse', step: () => { throw new TypeError('undefined is no function') } }] },
      { key: 'good', label: 'Good', tasks: async (now) => [{ key: 'good', at: now, what: 'good', step: async (signal) => (good++, time.sleep(10_000, signal)) }] },
    ]),
  )
  await pass(5 * MINUTE)
  expect(good).toBeGreaterThan(20)
  // It is tried again, but not in a hurry.
  expect([bad > 5, bad < 40]).toEqual([true, true])
  expect(warnings.some(({ facts }) => 'source' in facts && facts.source === 'bad')).toBe(true)
  expect(warnings.length).toBeLessThan(60)
})

it('goes on when the store fails for a while', async () => {
  const fetching = await broadsheet()
  await choose(fetching, { huggingface: true })
  let asked = 0
  start(made(fetching, () => [{ key: 'a', label: 'A', tasks: async (now) => [{ key: 'a', at: now, what: 'a', step: async (signal) => (asked++, time.sleep(10_000, signal)) }] }]))
  await pass(MINUTE)
  const { store } = fetching.parts
  const { setting, tryLock } = store
  store.setting = () => Promise.reject(new Error('the disk is away'))
  store.tryLock = () => Promise.reject(new Error('the disk is away'))
  await pass(2 * MINUTE)
  store.setting = setting
  store.tryLock = tryLock
  const before = asked
  await pass(2 * MINUTE)
  expect(asked).toBeGreaterThan(before)
})
