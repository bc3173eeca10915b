import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './dates.ts'
import { instantOf, wallTime } from './time-zone.ts'

const NEW_YORK = 'America/New_York'
const ZONES = [NEW_YORK, 'UTC', 'Europe/London', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns']

/** What the clocks show, through another door of the same zone data: the whole date as one text. */
function otherDoor(instant: number, zone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
}

const asText = (day: string, minute: number): string => `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

describe('wallTime', () => {
  test.each([
    // Summer time begins on 8 March 2026 at 02:00, 07:00 UTC, and ends on 1 November at 02:00, 06:00 UTC.
    ['2026-03-08T06:59:59.999Z', '2026-03-08 01:59'],
    ['2026-03-08T07:00:00Z', '2026-03-08 03:00'],
    ['2026-11-01T05:59:00Z', '2026-11-01 01:59'],
    ['2026-11-01T06:00:00Z', '2026-11-01 01:00'],
    ['2026-11-01T06:59:00Z', '2026-11-01 01:59'],
    ['2026-11-01T07:00:00Z', '2026-11-01 02:00'],
    ['2026-03-09T00:00:00Z', '2026-03-08 20:00'],
    ['2026-11-02T01:00:00Z', '2026-11-01 20:00'],
    ['2026-07-01T04:00:00Z', '2026-07-01 00:00'],
    ['2026-07-01T03:59:59Z', '2026-06-30 23:59'],
  ])('%s is %s in New York', (instant, shown) => {
    const { day, minute } = wallTime(Date.parse(instant), NEW_YORK)
    expect(asText(day, minute)).toBe(shown)
  })

  test.each([NaN, Infinity, 9e15])('refuses %s, which is no instant', (instant) => {
    expect(() => wallTime(instant, NEW_YORK)).toThrow(RangeError)
  })

  test('agrees with the zone data at every quarter of an hour of a year with both changes', () => {
    for (let instant = Date.UTC(2026, 1, 28); instant < Date.UTC(2026, 11); instant += 900_000) {
      // Whole days away from the changes are left to the property below.
      const day = new Date(instant).toISOString().slice(5, 10)
      if (!['03-07', '03-08', '03-09', '10-31', '11-01', '11-02'].includes(day)) continue
      const { day: shown, minute } = wallTime(instant, NEW_YORK)
      expect(asText(shown, minute)).toBe(otherDoor(instant, NEW_YORK))
    }
  })

  test('agrees with the zone data everywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1991, 0), max: Date.UTC(2037, 0) }), fc.constantFrom(...ZONES), (instant, zone) => {
        const { day, minute } = wallTime(instant, zone)
        expect(asText(day, minute)).toBe(otherDoor(instant, zone))
      }),
      { numRuns: 500 },
    )
  })
})

describe('instantOf', () => {
  test.each([
    ['2026-03-08', 1 * 60 + 59, '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', 2 * 60, '2026-03-08T07:00:00.000Z'],
    // 02:30 did not exist: it counts as 03:30.
    ['2026-03-08', 2 * 60 + 30, '2026-03-08T07:30:00.000Z'],
    ['2026-03-08', 3 * 60 + 30, '2026-03-08T07:30:00.000Z'],
    // 01:30 came twice: the first is meant.
    ['2026-11-01', 1 * 60 + 30, '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', 2 * 60, '2026-11-01T07:00:00.000Z'],
    ['2026-03-08', 0, '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 0, '2026-03-09T04:00:00.000Z'],
    ['2026-03-07', 20 * 60, '2026-03-08T01:00:00.000Z'],
    ['2026-03-08', 20 * 60, '2026-03-09T00:00:00.000Z'],
    ['2026-10-31', 20 * 60, '2026-11-01T00:00:00.000Z'],
    ['2026-11-01', 20 * 60, '2026-11-02T01:00:00.000Z'],
    ['2026-12-31', 20 * 60, '2027-01-01T01:00:00.000Z'],
  ])('New York %s, minute %i', (day, minute, instant) => {
    expect(new Date(instantOf(day, minute, NEW_YORK)).toISOString()).toBe(instant)
  })

  test('half an hour repeated on Lord Howe Island is its first', () => {
    // 5 April 2026, 02:00 daylight time becomes 01:30.
    expect(new Date(instantOf('2026-04-05', 105, 'Australia/Lord_Howe')).toISOString()).toBe('2026-04-04T14:45:00.000Z')
  })

  const days = fc.integer({ min: 0, max: 16_000 }).map((count) => addDays('1991-08-14', count))

  test('is what wallTime undoes, but for hours that spring leaves out', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 1439 }), fc.constantFrom(...ZONES), (day, minute, zone) => {
        const instant = instantOf(day, minute, zone)
        const shown = wallTime(instant, zone)
        if (asText(shown.day, shown.minute) === asText(day, minute)) {
          // The first of two: an hour before, the clocks show something else.
          for (const before of [30, 60]) expect(wallTime(instant - before * 60_000, zone)).not.toEqual({ day, minute })
        } else {
          // No instant shows it: the clocks leap over it within these two hours.
          for (let at = instant - 7_200_000; at <= instant + 7_200_000; at += 300_000) {
            const { day: thatDay, minute: thatMinute } = wallTime(at - (at % 60_000), zone)
            expect([thatDay, thatMinute]).not.toEqual([day, minute])
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('undoes wallTime to the minute, but for an hour that autumn repeats', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1991, 0) / 60_000, max: Date.UTC(2037, 0) / 60_000 }), fc.constantFrom(...ZONES), (minutes, zone) => {
        const { day, minute } = wallTime(minutes * 60_000, zone)
        const back = instantOf(day, minute, zone)
        if (back !== minutes * 60_000) {
          expect(back).toBeLessThan(minutes * 60_000)
          expect(wallTime(back, zone)).toEqual({ day, minute })
        }
      }),
      { numRuns: 500 },
    )
  })
})
