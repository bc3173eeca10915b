import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

const BEGIN = Date.parse('2026-04-01T07:00:00.000Z')
const REST_MS = 10_000
const REST_MOST_MS = 900_000

/** A pace by a clock that stands still until it is moved; sleeps end at once and are counted. */
function paced({ perSecond = 0, random = 0.5 }: { perSecond?: number; random?: number } = {}) {
  const clock = { now: BEGIN }
  const slept: { ms: number; signal: AbortSignal | undefined }[] = []
  const time = { now: () => clock.now, sleep: async (ms: number, signal?: AbortSignal) => void slept.push({ ms, signal }) }
  const pace = new Pace(time, perSecond, () => random, REST_MS)
  const { signal } = new AbortController()
  return {
    pace, clock, slept, signal,
    /** when a letter that asks for its turn now may go, ms after the beginning */
    turn: async (): Promise<number> => {
      const before = slept.length
      await pace.turn(signal)
      return clock.now - BEGIN + (slept.length > before ? slept.at(-1)!.ms : 0)
    },
    /** letters to this address that ended so, one after the other */
    ended: (email: string, ...results: ('taken' | 'refused' | 'server')[]): void => {
      for (const result of results) {
        pace.begin(email)
        pace.end(email, result)
      }
    },
    /** how long the domain of this address rests from now on, ms */
    rest: (email: string): number | undefined => {
      const { rests } = pace.domain(email)
      return rests === undefined ? undefined : rests - clock.now
    },
    serverRest: (): number => pace.serverRestsUntil - clock.now,
  }
}

describe('so many a second', () => {
  it('the first goes at once and the others follow evenly; time that nobody used is not saved up', async () => {
    const { turn, clock } = paced({ perSecond: 4 })
    const five = async (): Promise<number[]> => [await turn(), await turn(), await turn(), await turn(), await turn()]
    expect(await five()).toEqual([0, 250, 500, 750, 1000])
    clock.now += 3_600_000
    expect(await five()).toEqual([0, 250, 500, 750, 1000].map((ms) => 3_600_000 + ms))
  })

  it('never more in any second, whenever they ask', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2, 5, 20), fc.array(fc.nat(700), { minLength: 2, maxLength: 60 }), async (perSecond, gaps) => {
        const { turn, clock } = paced({ perSecond })
        const gone: number[] = []
        for (const gap of gaps) {
          clock.now += gap
          gone.push(await turn())
          expect(gone.at(-1)).toBeGreaterThanOrEqual(clock.now - BEGIN)
        }
        for (const [at, ms] of gone.entries()) expect(gone.slice(at).filter((other) => other < ms + 1000).length).toBeLessThanOrEqual(perSecond)
      }),
    )
  })

  it('of 0, as many as go; and a wait ends with the process', async () => {
    const free = paced()
    for (let i = 0; i < 100; i++) await free.turn()
    expect(free.slept).toEqual([])
    const { turn, slept, signal } = paced({ perSecond: 1 })
    await turn()
    await turn()
    expect(slept).toEqual([{ ms: 1000, signal }])
    expect(slept[0]!.signal).toBe(signal)
  })
})

it('two at a time go to one domain, however its name is written', () => {
  const { pace } = paced()
  pace.begin('a@example.org')
  expect(pace.domain('b@example.org').full).toBe(false)
  pace.begin('b@EXAMPLE.org')
  expect([pace.domain('c@Example.Org').full, pace.domain('c@mail.example.org').full, pace.domain('c@example.com').full]).toEqual([true, false, false])
  pace.end('a@example.org', 'taken')
  expect(pace.domain('c@example.org').full).toBe(false)
  pace.begin('c@example.org')
  expect(pace.domain('d@example.org').full).toBe(true)
  for (const [email, result] of [['b@example.org', 'refused'], ['c@example.org', 'server']] as const) pace.end(email, result)
  pace.begin('d@example.org')
  expect(pace.domain('e@example.org').full).toBe(false)
})

describe('a domain', () => {
  it('rests after three letters put off in a row, alone, until its time is over', () => {
    const { ended, rest, clock } = paced()
    ended('a@example.org', 'refused', 'refused')
    expect(rest('b@example.org')).toBeUndefined()
    ended('c@Example.org', 'refused')
    expect([rest('b@example.org'), rest('b@example.com')]).toEqual([60_000, undefined])
    clock.now += 59_999
    expect(rest('b@example.org')).toBe(1)
    clock.now++
    expect(rest('b@example.org')).toBeUndefined()
  })

  it('does not rest where one between was taken', () => {
    const { ended, rest } = paced()
    for (let i = 0; i < 10; i++) ended('a@example.org', 'refused', 'refused', 'taken')
    expect(rest('a@example.org')).toBeUndefined()
  })

  it('rests twice as long each time that the next letter is put off too, to a bound; one taken and it starts anew', () => {
    const { ended, rest, clock } = paced()
    const rests: (number | undefined)[] = []
    ended('a@example.org', 'refused', 'refused')
    for (let i = 0; i < 40; i++) {
      ended('a@example.org', 'refused')
      rests.push(rest('a@example.org'))
      clock.now += REST_MOST_MS
    }
    expect(rests.slice(0, 5)).toEqual([60_000, 120_000, 240_000, 480_000, REST_MOST_MS])
    expect(new Set(rests.slice(4))).toEqual(new Set([REST_MOST_MS]))
    ended('a@example.org', 'taken', 'refused', 'refused')
    expect(rest('a@example.org')).toBeUndefined()
    ended('a@example.org', 'refused')
    expect(rest('a@example.org')).toBe(60_000)
  })
})

describe('our own server', () => {
  it('rests after trouble, which is no fault of the domain', () => {
    const { ended, rest, serverRest } = paced()
    expect(serverRest()).toBeLessThan(0)
    ended('a@example.org', 'refused', 'refused', 'server', 'server', 'server')
    expect([serverRest(), rest('a@example.org')]).toEqual([REST_MS, undefined])
    ended('a@example.org', 'refused')
    expect(rest('a@example.org')).toBe(60_000)
  })

  it('of trouble that several lines meet at once is rested once; of the next, twice as long, to a bound', () => {
    const { ended, serverRest, clock } = paced()
    const rests: number[] = []
    for (let i = 0; i < 40; i++) {
      ended('a@example.org', 'server')
      clock.now += 1000
      ended('b@example.com', 'server', 'server')
      rests.push(serverRest() + 1000)
      clock.now += REST_MOST_MS
    }
    expect(rests.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000])
    expect(new Set(rests.slice(7))).toEqual(new Set([REST_MOST_MS]))
  })

  it.each(['taken', 'refused'] as const)('that answers again (%s) is trusted again', (answer) => {
    const { ended, serverRest, clock } = paced()
    for (let i = 0; i < 5; i++) {
      ended('a@example.org', 'server')
      clock.now += REST_MOST_MS
    }
    ended('b@example.com', answer)
    ended('a@example.org', 'server')
    expect(serverRest()).toBe(REST_MS)
  })
})

it.each([[0, 0.75], [1, 1.25]])('rests differ by chance (%s), so that several processes do not come back together', (random, times) => {
  const { ended, rest, serverRest } = paced({ random })
  ended('a@example.org', 'refused', 'refused', 'refused', 'server')
  expect([rest('a@example.org'), serverRest()]).toEqual([60_000 * times, REST_MS * times])
})

it('letters that nobody began change nothing', () => {
  const { pace, serverRest } = paced()
  for (const result of ['refused', 'refused', 'refused', 'server', 'taken'] as const) pace.end('a@example.org', result)
  expect([pace.domain('a@example.org'), serverRest() < 0]).toEqual([{ rests: undefined, full: false }, true])
})
