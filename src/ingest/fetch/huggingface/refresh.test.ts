import { describe, expect, it } from 'vitest'
import type { LedgerRow } from '../../../paper/ledger.ts'
import { addDays } from '../../../tools/dates.ts'
import { FOLLOWED_DAYS, refreshAt } from './refresh.ts'

const HOUR = 3_600_000
const DAY = '2026-03-02'
/** Midnight of that day in New York. */
const BEGIN = Date.parse('2026-03-02T05:00:00Z')
const iso = (instant: number): string => new Date(instant).toISOString()
const row = (checkedAt: number, part: Partial<LedgerRow> = {}): LedgerRow => ({ source: 'huggingface', day: DAY, category: '', expected: ['a'], missing: [], told: { list: { at: iso(checkedAt), agreed: 2 } }, checkedAt: iso(checkedAt), ...part })
/** Hours from the last reading, at an hour after the day's beginning, to the next. */
const wait = (hours: number, part?: Partial<LedgerRow>): number | undefined => {
  const checked = BEGIN + hours * HOUR
  const at = refreshAt(DAY, row(checked, part), checked)
  return at === undefined ? undefined : (at - checked) / HOUR
}

describe('refreshAt', () => {
  it('reads a day for the first time when it begins in New York', () => {
    expect(refreshAt(DAY, undefined, BEGIN - 10 * HOUR)).toBe(BEGIN)
    expect(refreshAt(DAY, undefined, BEGIN + 1000 * HOUR)).toBe(BEGIN)
  })

  it('reads it hourly while it lasts, and once right after its end', () => {
    expect([wait(0), wait(5), wait(22.9)]).toEqual([1, 1, 1])
    expect(wait(23.5)).toBeCloseTo(0.5 + 10 / 60)
    // The day on which New York's clocks leap is an hour shorter.
    const eve = Date.parse('2026-03-09T03:30:00Z')
    expect(refreshAt('2026-03-08', { ...row(eve), day: '2026-03-08' }, eve)).toBe(Date.parse('2026-03-09T04:10:00Z'))
  })

  it('reads it more and more seldom once it is settled, and never after a month', () => {
    const ages = Array.from({ length: FOLLOWED_DAYS + 3 }, (_, age) => wait(age * 24 + 1))
    const first = ages.slice(1)
    expect([first[0], first[1], first[2], first[3], first[6], first[7], first[29], first[30], first[31]]).toEqual([6, 12, 12, 24, 24, 168, 168, undefined, undefined])
    for (let at = 1; at < FOLLOWED_DAYS; at++) expect(first[at]!).toBeGreaterThanOrEqual(first[at - 1]!)
  })

  it('reads it sooner while papers of it are missing, or its list was not whole', () => {
    for (const part of [{ missing: ['a'] }, { trouble: 'the list broke off' }]) for (const hours of [1, 30, 60]) expect(wait(hours, part)).toBeCloseTo(1 / 3)
  })

  it('asks less and less for what stays away', () => {
    const waits = [1, 2, 4, 8, 20].map((age) => wait(age * 24 + 1, { missing: ['a'] })!)
    for (let at = 1; at < waits.length; at++) expect(waits[at]!).toBeGreaterThanOrEqual(waits[at - 1]!)
    // An entry that nobody can read must not cost a thousand requests.
    expect(waits.at(-1)).toBeGreaterThanOrEqual(6)
  })

  it('reads a day that is over twice before it takes it as settled', () => {
    const once = { told: { list: { at: iso(BEGIN + 25 * HOUR), agreed: 1 } } }
    expect(wait(25, once)).toBe(1)
  })

  it('comes to an end: so many readings of a quiet day', () => {
    let now = BEGIN
    let readings = 0
    for (let at = refreshAt(DAY, undefined, now); at !== undefined; at = refreshAt(DAY, row(now), now)) {
      now = Math.max(now, at)
      expect(++readings).toBeLessThan(100)
    }
    expect([readings >= 30, readings <= 60]).toEqual([true, true])
    expect(iso(now).slice(0, 10) >= addDays(DAY, FOLLOWED_DAYS)).toBe(true)
  })
})
