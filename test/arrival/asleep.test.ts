/** A machine that sleeps through days, and days on which arXiv puts its announcement off. */
import { afterEach, describe, expect, test } from 'vitest'
import { createEditions } from '../../src/edition/create-editions.ts'
import { troubleLine } from '../../src/edition/trouble-line.ts'
import { SERVICE_ZONE } from '../../src/paper/announcements.ts'
import type { ChosenSources } from '../../src/paper/chosen-sources.ts'
import { generateWorld, type WorldOptions } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import type { SearchIndex } from '../../src/search-index/search-index.ts'
import { addDays } from '../../src/tools/dates.ts'
import { instantOf } from '../../src/tools/time-zone.ts'
import { type Arrival, openArrival } from '../support/arrival.ts'
import { judge } from '../support/judge-arrival.ts'

const CATEGORIES = ['cs.LG', 'cs.CL']
const at = (day: string, hour: number): number => instantOf(day, hour * 60, SERVICE_ZONE)

let open: Arrival | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function begin(options: WorldOptions & { start: number; chosen?: Partial<ChosenSources> }) {
  const { start, chosen = {} } = options
  const world = generateWorld({ categories: CATEGORIES, ...options })
  const time = virtualTime(start)
  const replay = createReplay({ world, time })
  const arrival = (open = await openArrival({ replay, time, chosen: { arxiv: CATEGORIES, huggingface: true, ...chosen } }))
  const editions = createEditions({ store: arrival.store, index: {} as SearchIndex, clock: time, fetching: () => true })
  return {
    world, time, replay, arrival, editions,
    day: async (day: string) => (await editions.ledger(day, day))[0]!,
    trouble: async () => troubleLine(await editions.sources(), time.now()),
    asleepUntil: (instant: number) => time.advance(instant - time.now()),
  }
}

describe('asleep', () => {
  test('for three days: the days missed are caught up with and complete, each announced once', async () => {
    const { world, time, replay, arrival, day, trouble, asleepUntil } = await begin({ seed: 4, from: '2026-03-02', to: '2026-03-20', perDay: 14, dailyPerDay: 6, start: at('2026-03-05', 8) })
    await arrival.until(at('2026-03-09', 12))
    const before = replay.stats.requests
    await asleepUntil(at('2026-03-12', 12))
    expect(replay.stats.requests).toBe(before)
    expect((await day('2026-03-10')).state).toBe('waiting')
    expect((await day('2026-03-11')).line).toContain('not fetched yet')

    await arrival.until(at('2026-03-12', 14))
    for (const missed of ['2026-03-09', '2026-03-10', '2026-03-11']) expect(await day(missed)).toMatchObject({ state: 'complete', line: expect.stringMatching(/ · complete$/) })
    expect(await trouble()).toBeUndefined()
    await arrival.until(at('2026-03-13', 12))
    expect(await judge(world, arrival.store, time.now(), CATEGORIES, { from: '2026-03-06', to: '2026-03-12' })).toEqual([])
    for (const source of ['arxiv', 'huggingface']) {
      for (const one of ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12']) expect(arrival.announced.filter((said) => said === `${source} ${one}`), `${source} ${one}`).toHaveLength(1)
    }
    expect(new Set(arrival.announced).size).toBe(arrival.announced.length)
    expect(replay.stats.broken).toEqual([])
  })

  test('for seven weeks: no list of Daily Papers is left out, however old it has become', async () => {
    const { world, time, replay, arrival, day, asleepUntil } = await begin({
      seed: 6, from: '2026-01-05', to: '2026-03-20', perDay: 6, dailyPerDay: 3, start: at('2026-01-12', 9), chosen: { arxiv: [] },
    })
    await arrival.until(at('2026-01-14', 12))
    await asleepUntil(at('2026-03-04', 9))
    await arrival.until(at('2026-03-05', 9))
    expect(await judge(world, arrival.store, time.now(), [], { from: '2026-01-08', to: '2026-03-03' })).toEqual([])
    for (let one = '2026-01-08'; one <= '2026-03-04'; one = addDays(one, 1)) expect(await day(one)).toMatchObject({ day: one, state: 'complete' })
    expect(new Set(arrival.announced).size).toBe(arrival.announced.length)
    expect(replay.stats.broken).toEqual([])
  })
})

describe('a deferral', () => {
  const DEFERRED = '2026-03-11'

  test('is found out by the feed’s and the harvest’s silence, and is then no failure', async () => {
    const { world, time, replay, arrival, editions, day, trouble } = await begin({
      seed: 8, from: '2026-03-02', to: '2026-03-20', perDay: 40, dailyPerDay: 0, deferrals: new Set([DEFERRED]), start: at('2026-03-04', 8), chosen: { huggingface: false },
    })
    // On the day itself nobody can know: papers were expected, and none came.
    await arrival.until(at(DEFERRED, 10))
    expect(await day(DEFERRED)).toMatchObject({ state: 'incomplete' })
    expect((await day(DEFERRED)).line).toContain('the feed is empty')
    expect(arrival.announced).not.toContain(`arxiv ${DEFERRED}`)

    await arrival.until(at('2026-03-12', 12))
    expect(await day(DEFERRED)).toMatchObject({ state: 'none', planned: { announced: false, why: 'deferred' }, line: 'No arXiv announcement for this day (deferred)' })
    expect((await editions.day(DEFERRED)).ledger).toBe('No arXiv announcement for this day (deferred)')
    expect(await trouble()).toBeUndefined()
    expect(arrival.warnings).toEqual([])
    for (const other of ['2026-03-10', '2026-03-12']) expect(await day(other)).toMatchObject({ day: other, state: 'complete' })
    expect(await judge(world, arrival.store, time.now(), CATEGORIES, { from: '2026-03-05', to: '2026-03-12' })).toEqual([])
    expect(arrival.announced.filter((one) => one.startsWith('arxiv ') && one >= 'arxiv 2026-03-05')).toEqual(expect.arrayContaining(['arxiv 2026-03-10', 'arxiv 2026-03-12']))
    expect(arrival.announced).not.toContain(`arxiv ${DEFERRED}`)
    // What nobody announces is not asked for any more.
    const { requests } = replay.stats
    await arrival.until(at('2026-03-12', 19))
    expect(replay.stats.requests).toBe(requests)
    expect(replay.stats.broken).toEqual([])
  })
})
