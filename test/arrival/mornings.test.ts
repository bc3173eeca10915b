/** Daily Papers over a long time: an instance that is awake every morning and asleep for the rest of the day. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SERVICE_ZONE, serviceDay } from '../../src/paper/announcements.ts'
import { dayState } from '../../src/paper/day-state.ts'
import type { DayState, LedgerRow } from '../../src/paper/ledger.ts'
import { type FaultKind, seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import { dailyOfFiles } from '../../src/replay/world-of-files.ts'
import { createWorld, type DailyEntry } from '../../src/replay/world.ts'
import { addDays, dayNumber } from '../../src/tools/dates.ts'
import { instantOf } from '../../src/tools/time-zone.ts'
import { openArrival } from '../support/arrival.ts'

const HOUR = 3_600_000
/** Votes are followed for a month; so long after the last day nothing changes any more. */
const SETTLED_DAYS = 34

const folder = process.env['BROADSHEET_DAILY_FILES'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'hf-daily')
const reason = existsSync(folder) ? '' : ` (skipped: there is no ${folder.replace(/.*(?=\/shared)/, '..')}; BROADSHEET_DAILY_FILES may name another folder)`
if (reason !== '') console.warn(`Recorded Daily Papers${reason}`)

/** Votes that come in over weeks, up to those recorded; who has none keeps none. */
function growing(entry: DailyEntry): DailyEntry {
  const final = entry.upvotes(Infinity)
  const upvotes = (now: number): number => Math.round(final * (1 - Math.exp(-Math.max(0, now - entry.listedAt) / (4 * 24 * HOUR))))
  const json = (now: number): unknown => {
    const whole = entry.json(now) as { paper: object }
    return { ...whole, paper: { ...whole.paper, upvotes: upvotes(now) } }
  }
  return { ...entry, upvotes, json }
}

interface Request {
  readonly day: string
  readonly at: number
  readonly page: number
  readonly fault: FaultKind | undefined
}

/** What the ledger said of a day right after a reading of it that went wrong. */
interface Seen {
  readonly day: string
  readonly fault: FaultKind
  readonly state: DayState
  readonly row: LedgerRow | undefined
}

/** Which fault meets which reading of the day, counted from when the day's list is whole. */
const PLAN: readonly { readonly fault: FaultKind; readonly reading: number }[] = [
  { fault: 'short', reading: 1 },
  { fault: 'cut-whole', reading: 0 },
  { fault: 'empty', reading: 2 },
  { fault: 'page-size', reading: 1 },
  { fault: 'cut-whole', reading: 1 },
]
const EVERY = 4

/** Replays every day as a morning of `hours` from 07:30 in New York; answers what the service saw and what the instance holds. */
async function mornings(recorded: ReadonlyMap<string, readonly DailyEntry[]>, hours: number) {
  const days = [...recorded.keys()].sort()
  const [first, last] = [days[0]!, days.at(-1)!]
  const world = createWorld({ papers: [], daily: new Map([...recorded].map(([day, entries]) => [day, entries.map(growing)])) })
  const long = days.filter((day) => recorded.get(day)!.length > 3)
  const planned = new Map(long.flatMap((day, at) => (at % EVERY === 1 ? [[day, PLAN[Math.floor(at / EVERY) % PLAN.length]!] as const] : [])))
  const requests: Request[] = []
  const readings = new Map<string, number>()
  let watched: { day: string; fault: FaultKind } | undefined
  const faults = seededFaults({
    seed: 1,
    always: (asked, now) => {
      if (asked.service !== 'huggingface' || asked.day === undefined) return undefined
      const { day, page } = asked
      const entries = world.daily.get(day) ?? []
      const number = readings.get(day) ?? 0
      const whole = page === 0 && entries.every(({ listedAt }) => listedAt <= now)
      const plan = whole ? planned.get(day) : undefined
      const fault = plan?.reading === number ? plan.fault : undefined
      if (whole) readings.set(day, number + 1)
      if (fault !== undefined) watched = { day, fault }
      requests.push({ day, at: now, page, fault })
      return fault
    },
  })
  const morning = (day: string): number => instantOf(day, 7 * 60 + 30, SERVICE_ZONE)
  const time = virtualTime(morning(first))
  const replay = createReplay({ world, time, faults })
  const arrival = await openArrival({ replay, time, chosen: { arxiv: [], huggingface: true } })
  const seen: Seen[] = []
  const after = async (): Promise<void> => {
    if (watched === undefined || (await arrival.store.setting('fetch/huggingface/reading')) !== undefined) return
    const { day, fault } = watched
    const row = (await arrival.store.ledger({ from: day, to: day, source: 'huggingface' }))[0]
    seen.push({ day, fault, row, state: dayState({ source: 'huggingface', day, category: '' }, row, time.now()) })
    watched = undefined
  }
  for (let day = first; day <= addDays(last, SETTLED_DAYS); day = addDays(day, 1)) {
    await time.advance(morning(day) - time.now())
    await arrival.until(morning(day) + hours * HOUR, after)
  }
  return { world, days, first, last, requests, replay, arrival, seen, now: time.now() }
}

type Replayed = Awaited<ReturnType<typeof mornings>>

async function judgeMornings({ world, days, first, last, requests, replay, arrival, seen, now }: Replayed): Promise<void> {
  const { store, announced } = arrival
  expect(replay.stats.broken).toEqual([])

  // Every entry on its own day, once, with the votes that the service said last.
  const listedOn = new Map<string, string[]>()
  for (const day of days) for (const { id } of world.daily.get(day)!) listedOn.set(id, [...(listedOn.get(id) ?? []), day])
  const lastWhole = new Map<string, number>()
  for (const { day, at, fault } of requests) if (fault === undefined) lastWhole.set(day, at)
  const wrong: string[] = []
  const keys = new Map<number, string>()
  let entries = 0
  let without = 0
  for (const [id, on] of listedOn) {
    const paper = await store.find(id)
    if (paper === undefined) {
      wrong.push(`${id} is not held`)
      continue
    }
    if (keys.has(paper.key)) wrong.push(`${id} and ${keys.get(paper.key)} are one paper`)
    keys.set(paper.key, id)
    const held = (await store.daysOf(paper.key)).filter(({ source }) => source === 'huggingface')
    const heldDays = held.map(({ day }) => day).sort()
    if (heldDays.join() !== on.join()) wrong.push(`${id} stands on ${heldDays.join()} instead of ${on.join()}`)
    for (const { day, upvotes } of held) {
      entries++
      const said = world.daily.get(day)?.find((one) => one.id === id)?.upvotes(lastWhole.get(day) ?? 0)
      if (upvotes !== said) wrong.push(`${id} has ${upvotes} votes on ${day}, the service said ${said}`)
      if (upvotes === 0) without++
    }
  }
  expect(wrong).toEqual([])
  const offered = days.reduce((sum, day) => sum + world.daily.get(day)!.length, 0)
  expect(entries).toBe(offered)
  const unvoted = days.reduce((sum, day) => sum + world.daily.get(day)!.filter((entry) => entry.upvotes(Infinity) === 0).length, 0)
  expect(without).toBe(unvoted)
  expect(unvoted).toBeGreaterThan(0)
  expect(await store.count()).toBe(listedOn.size)
  const twice = [...listedOn.values()].filter((on) => on.length > 1).length
  expect(twice).toBeGreaterThan(0)

  // A page cut short is seen as that at once, and mended.
  expect(new Set(seen.map(({ fault }) => fault))).toEqual(new Set(PLAN.map(({ fault }) => fault)))
  for (const { day, fault, state, row } of seen) expect({ day, fault, state, trouble: typeof row?.trouble }).toEqual({ day, fault, state: 'incomplete', trouble: 'string' })
  const rows = new Map((await store.ledger({ from: first, to: addDays(last, SETTLED_DAYS), source: 'huggingface' })).map((row) => [row.day, row]))
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const row = rows.get(day)
    const state = dayState({ source: 'huggingface', day, category: '' }, row, now)
    expect({ day, state, expected: row?.expected, missing: row?.missing }).toEqual({ day, state: 'complete', expected: world.truth.daily(day), missing: [] })
    expect(announced.filter((one) => one === `huggingface ${day}`), day).toHaveLength(1)
  }
}

/** Readings of a list a day of its age: on its own day, on the next, in the week after, in the weeks after that, later. */
function readingsByAge({ requests, last }: Replayed): readonly number[] {
  const bounds = [0, 1, 2, 8, 31, 400]
  const ages = requests.filter(({ day, page }) => page === 0 && day <= last).map(({ day, at }) => dayNumber(serviceDay(at)) - dayNumber(day))
  const lists = new Set(requests.map(({ day }) => day).filter((day) => day <= last)).size
  return bounds.slice(1).map((to, at) => ages.filter((age) => age >= bounds[at]! && age < to).length / (to - bounds[at]!) / lists)
}

/** @returns how often a list was read the day after its own, and in the week after */
function expectOlderAskedLess(replayed: Replayed): { readonly yesterday: number; readonly week: number } {
  const [today = 0, yesterday = 0, week = 0, month = 0, later] = readingsByAge(replayed)
  expect(today).toBeGreaterThan(yesterday)
  expect(yesterday).toBeGreaterThan(month)
  expect(week).toBeGreaterThan(month)
  expect(month).toBeGreaterThan(0)
  expect(later).toBe(0)
  return { yesterday, week }
}

test('six weeks of made-up lists, eight hours a day: each falls into its place, cut pages are seen and mended, older lists are asked for less often', async () => {
  const { daily } = generateWorld({ seed: 11, from: '2025-10-20', to: '2025-12-01', perDay: 12, dailyPerDay: 7 })
  const replayed = await mornings(daily, 8)
  await judgeMornings(replayed)
  const { yesterday, week } = expectOlderAskedLess(replayed)
  expect(yesterday).toBeGreaterThan(week)
  await replayed.arrival.close()
}, 300_000)

test.skipIf(reason !== '')(`a year and a half of mornings over the recorded lists${reason}`, async () => {
  const replayed = await mornings(dailyOfFiles(folder, () => 0), 1.25)
  await judgeMornings(replayed)
  // Who looks once a day cannot look twice at yesterday's: week and yesterday are not compared.
  expectOlderAskedLess(replayed)
  await replayed.arrival.close()
}, 1_200_000)
