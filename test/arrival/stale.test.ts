/** One category's feed shows yesterday's papers under today's date, and its harvest is withheld, while another's is right. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEditions } from '../../src/edition/create-editions.ts'
import type { LedgerDay } from '../../src/edition/ledger-days.ts'
import { troubleLine } from '../../src/edition/trouble-line.ts'
import { SERVICE_ZONE } from '../../src/paper/announcements.ts'
import { type FaultKind, seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import type { World } from '../../src/replay/world.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import type { SearchIndex } from '../../src/search-index/search-index.ts'
import { addDays } from '../../src/tools/dates.ts'
import { instantOf } from '../../src/tools/time-zone.ts'
import { type Arrival, openArrival } from '../support/arrival.ts'
import { judge } from '../support/judge-arrival.ts'

const CATEGORIES = ['cs.AI', 'cs.LG']
/** A Wednesday. */
const DAY = '2026-03-11'
const BEFORE = '2026-03-10'
const AFTER = '2026-03-12'
const STALE = 'cs.AI: the feed still shows the papers of the day before'
const START = '2026-03-05'
/** Other papers for each seed; those used below have cross-lists and changes of older papers on the day itself. */
const made = (seed: number): World => generateWorld({ seed, from: START, to: '2026-03-20', perDay: 24, dailyPerDay: 0, categories: CATEGORIES })
let world: World

const at = (day: string, hour: number): number => instantOf(day, hour * 60, SERVICE_ZONE)

let open: Arrival | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

/** An instance that begins at `start` and meets a cs.AI whose feed is stale and whose harvest is withheld for a while. */
async function begin({ start, staleUntil, withheld, fault = 'unavailable' }: { start: number; staleUntil: number; withheld: readonly [number, number]; fault?: FaultKind }) {
  const time = virtualTime(start)
  const faults = seededFaults({
    seed: 1,
    always: (asked, now) => {
      if (asked.service === 'arxiv-feed' && asked.categories.includes('cs.AI') && now >= at(DAY, 0) && now < staleUntil) return 'stale'
      if (asked.service === 'arxiv-oai' && asked.set === 'cs:cs:AI' && now >= withheld[0] && now < withheld[1]) return fault
      return undefined
    },
  })
  const replay = createReplay({ world, time, faults })
  const arrival = (open = await openArrival({ replay, time, chosen: { arxiv: CATEGORIES, huggingface: false } }))
  const { store, announced } = arrival
  const editions = createEditions({ store, index: {} as SearchIndex, clock: time, fetching: () => true })
  const day = async (of = DAY): Promise<LedgerDay> => (await editions.ledger(of, of))[0]!
  return {
    time, replay, arrival, faults, editions, day,
    part: async (category: string, of = DAY) => (await day(of)).parts.find((one) => one.category === category)!,
    row: async (category: string, of = DAY) => (await store.ledger({ from: of, to: of, source: 'arxiv' })).find((one) => one.category === category),
    announcedTimes: (of = DAY): number => announced.filter((one) => one === `arxiv ${of}`).length,
    listed: async (of: string): Promise<string[]> => (await store.listed({ from: of, to: of, source: 'arxiv', limit: 1000 })).papers.map(({ paper }) => paper.identifiers.find(({ scheme }) => scheme === 'arxiv')!.value).sort(),
  }
}

/** Ids new in or cross-listed to a category on a day. */
function truth(day: string, categories: readonly string[] = CATEGORIES): string[] {
  const told = categories.map((category) => world.truth.arxiv(day, category))
  return [...new Set(told.flatMap(({ new: first, cross }) => [...first, ...cross]))].sort()
}

/** What every one of these stories ends with. */
async function allIsWell(one: Awaited<ReturnType<typeof begin>>, from: string): Promise<void> {
  const { time, replay, arrival, day, announcedTimes, listed } = one
  expect(await judge(world, arrival.store, time.now(), CATEGORIES, { from, to: DAY })).toEqual([])
  for (let of = from; of <= DAY; of = addDays(of, 1)) {
    if (truth(of).length > 0) expect(await listed(of), of).toEqual(truth(of))
  }
  expect((await day()).state).toBe('complete')
  expect((await day()).line).toMatch(/^\d+ of \d+ arXiv papers · complete$/)
  expect(announcedTimes()).toBe(1)
  expect(new Set(arrival.announced).size).toBe(arrival.announced.length)
  expect(replay.stats.broken).toEqual([])
}

/** Ten in the morning: cs.LG is there, cs.AI still shows yesterday. */
async function seenAsIncomplete(one: Awaited<ReturnType<typeof begin>>): Promise<void> {
  const { editions, day, part, row, announcedTimes, listed } = one
  expect((await day()).state).toBe('incomplete')
  expect((await day()).line).toContain(STALE)
  const edition = await editions.day(DAY)
  expect(edition.ledger).toContain(STALE)
  expect(edition.ledger).not.toContain('cs.LG')
  expect((await part('cs.AI')).state).toBe('incomplete')
  expect((await row('cs.LG'))?.expected).toEqual(truth(DAY, ['cs.LG']))
  expect(announcedTimes()).toBe(0)
  // Yesterday's papers are where they belong, and none of them stands under today.
  expect(await listed(BEFORE)).toEqual(expect.arrayContaining(truth(BEFORE, ['cs.AI'])))
  const today = new Set(truth(DAY))
  expect((await listed(DAY)).filter((id) => truth(BEFORE).includes(id) && !today.has(id))).toEqual([])
}

describe('cs.AI is stale under today’s date and its harvest withheld', () => {
  const start = at(START, 8)
  beforeEach(() => void (world = made(Number(process.env['SEED'] ?? 23))))

  test('the day is incomplete until the feed changes, unconfirmed until the harvest agrees, announced once', async () => {
    const one = await begin({ start, staleUntil: at(DAY, 15), withheld: [at(BEFORE, 20), at(DAY, 21)] })
    await one.arrival.until(at(DAY, 10))
    await seenAsIncomplete(one)
    expect((await one.row('cs.AI'))?.told).toEqual({})
    // What does answer is not held up by what does not.
    expect((await one.part('cs.LG')).state).toBe('complete')
    await one.arrival.until(at(DAY, 17))
    expect((await one.row('cs.AI'))?.expected).toEqual(truth(DAY, ['cs.AI']))
    expect(await one.part('cs.AI')).toMatchObject({ state: 'unconfirmed', trouble: undefined, missing: [] })
    expect((await one.day()).line).toContain('not yet confirmed')
    expect(one.announcedTimes()).toBe(0)
    await one.arrival.until(at(AFTER, 12))
    expect(one.faults.drawn.stale).toBeGreaterThan(1)
    expect(one.faults.drawn.unavailable).toBeGreaterThan(1)
    await allIsWell(one, '2026-03-09')
  })

  test('the feed never shows the day: the harvest mends it, once the day is over for certain', async () => {
    const one = await begin({ start, staleUntil: at(AFTER, 0), withheld: [at(BEFORE, 20), at(DAY, 16)] })
    await one.arrival.until(at(DAY, 10))
    await seenAsIncomplete(one)
    await one.arrival.until(at(DAY, 19))
    expect((await one.row('cs.AI'))?.expected).toEqual(truth(DAY, ['cs.AI']))
    // All are held, but the feed might still have told of more.
    expect(one.announcedTimes()).toBe(0)
    await one.arrival.until(at(AFTER, 12))
    expect((await one.row('cs.AI'))?.told.feed).toBeUndefined()
    await allIsWell(one, '2026-03-09')
  })

  test('the harvest cannot be read rather than had: the same', async () => {
    const one = await begin({ start, staleUntil: at(AFTER, 0), withheld: [at(BEFORE, 20), at(DAY, 16)], fault: 'html' })
    await one.arrival.until(at(DAY, 10))
    await seenAsIncomplete(one)
    expect((await one.part('cs.LG')).state).toBe('complete')
    await one.arrival.until(at(AFTER, 12))
    await allIsWell(one, '2026-03-09')
  })
})

describe('the very first start falls into such a morning', () => {
  const start = at(DAY, 9)
  beforeEach(() => void (world = made(Number(process.env['SEED'] ?? 18))))

  test('the harvest comes first, so that the feed is known to be yesterday’s', async () => {
    const one = await begin({ start, staleUntil: at(DAY, 15), withheld: [0, 0] })
    await one.arrival.until(at(DAY, 10))
    await seenAsIncomplete(one)
    await one.arrival.until(at(DAY, 17))
    await allIsWell(one, DAY)
  })

  test('without a harvest nothing is claimed of the day', async () => {
    const one = await begin({ start, staleUntil: at(DAY, 15), withheld: [0, at(DAY, 13)] })
    await one.arrival.until(at(DAY, 10))
    // Only what the harvest of cs.LG names as cross-lists is known of cs.AI.
    expect((await one.part('cs.AI')).state).toBe('unconfirmed')
    expect((await one.row('cs.AI'))?.told).toEqual({})
    expect((await one.day()).line).toMatch(/ · not yet confirmed$/)
    expect(troubleLine(await one.editions.sources(), one.time.now())).toMatch(/^arXiv has answered only in part since 09:00 \(New York\); next try at 10:\d\d\.$/)
    expect((await one.part('cs.LG')).state).toBe('complete')
    expect(await one.listed(DAY)).toEqual(expect.arrayContaining(truth(DAY, ['cs.LG'])))
    await one.arrival.until(at(DAY, 14))
    expect((await one.day()).line).toContain(STALE)
    await one.arrival.until(at(DAY, 17))
    await allIsWell(one, DAY)
  })
})
