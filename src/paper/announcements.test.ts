import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../tools/dates.ts'
import { announcementOf, arxivDay, estimatedArxivDay, lastAnnounced, nextArxivDay, serviceDay } from './announcements.ts'
import { holidaysArePublished } from './arxiv-holidays.ts'

const daysOf = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
const YEAR = daysOf('2026-01-01', '2026-12-31')

/** 1 January 2026 was a Thursday: counted from it, not asked of a calendar. */
const weekdayName = (day: string): string => ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'][YEAR.indexOf(day) % 7]!

/** Weekdays of 2026 without papers: each the morning after an evening of arXiv's list; 19 June, 3 July and 25 December are Fridays. */
const SILENT: Readonly<Record<string, string>> = {
  '2026-01-02': 'New Year', '2026-01-20': 'Martin Luther King Jr. Day', '2026-09-08': 'Labor Day', '2026-11-27': 'Thanksgiving', '2026-12-30': 'winter break',
}

describe('every day of 2026', () => {
  test.each(YEAR)('%s', (day) => {
    const found = arxivDay(day)
    if (['Sat', 'Sun'].includes(weekdayName(day))) expect(found).toEqual({ day, announced: false, why: 'weekend' })
    else if (SILENT[day] !== undefined) expect(found).toEqual({ day, announced: false, why: 'holiday', name: SILENT[day] })
    else {
      // 20:00 in New York is midnight UTC in summer time, which is on from 8 March to 1 November, 02:00.
      const summer = day >= '2026-03-09' && day <= '2026-11-01'
      expect(found).toEqual({ day, announced: true, at: Date.parse(`${day}T0${summer ? 0 : 1}:00:00Z`) })
    }
  })

  test('has 261 weekdays, five of them silent', () => {
    expect(YEAR).toHaveLength(365)
    expect(YEAR.filter((day) => arxivDay(day).announced)).toHaveLength(256)
  })

  test('ends on New Year’s Eve, which leaves 1 January 2027 without papers', () => {
    expect(arxivDay('2026-12-31')).toMatchObject({ announced: true })
    expect(arxivDay('2027-01-01')).toEqual({ day: '2027-01-01', announced: false, why: 'holiday', name: 'New Year’s Eve' })
    expect(nextArxivDay('2026-12-31')).toBe('2027-01-04')
    expect(nextArxivDay('2027-01-04', -1)).toBe('2026-12-31')
  })
})

describe('both changes of the clocks', () => {
  test.each([
    ['2026-03-06', '2026-03-06T01:00:00Z'], // Thursday evening, winter
    ['2026-03-09', '2026-03-09T00:00:00Z'], // the Sunday on which summer time began at 02:00
    ['2026-10-30', '2026-10-30T00:00:00Z'], // Thursday evening, summer
    ['2026-11-02', '2026-11-02T01:00:00Z'], // the Sunday on which it ended at 02:00
  ])('%s is announced at %s, and not a moment before', (day, instant) => {
    const at = Date.parse(instant)
    expect(announcementOf(day)).toBe(at)
    expect(lastAnnounced(at)).toBe(day)
    expect(lastAnnounced(at - 1)).toBe(nextArxivDay(day, -1))
    expect(serviceDay(at)).toBe(addDays(day, -1))
  })

  test.each([
    ['2026-03-08T04:59:59Z', '2026-03-07'],
    ['2026-03-08T05:00:00Z', '2026-03-08'],
    ['2026-03-09T03:59:59Z', '2026-03-08'],
    ['2026-03-09T04:00:00Z', '2026-03-09'],
    ['2026-11-01T03:59:59Z', '2026-10-31'],
    ['2026-11-01T04:00:00Z', '2026-11-01'],
    ['2026-11-02T04:59:59Z', '2026-11-01'],
    ['2026-11-02T05:00:00Z', '2026-11-02'],
  ])('%s is %s in New York', (instant, day) => {
    expect(serviceDay(Date.parse(instant))).toBe(day)
  })
})

describe('lastAnnounced', () => {
  test.each([
    // Thanksgiving 2026: Wednesday evening's papers stay the last until Sunday evening.
    ['2026-11-26T01:00:00Z', '2026-11-26'],
    ['2026-11-27T12:00:00Z', '2026-11-26'],
    ['2026-11-30T00:59:59Z', '2026-11-26'],
    ['2026-11-30T01:00:00Z', '2026-11-30'],
    // A Saturday, a Sunday before and after 20:00.
    ['2026-07-11T16:00:00Z', '2026-07-10'],
    ['2026-07-12T23:59:59Z', '2026-07-10'],
    ['2026-07-13T00:00:00Z', '2026-07-13'],
  ])('at %s: %s', (instant, day) => {
    expect(lastAnnounced(Date.parse(instant))).toBe(day)
  })
})

describe('years that no list is known of', () => {
  test.each([
    ['2027-01-18', 'Martin Luther King Jr. Day'],
    ['2027-07-05', undefined],
    ['2027-09-06', 'Labor Day'],
    ['2027-11-25', 'Thanksgiving'],
    ['2028-06-19', 'Juneteenth'],
    ['2028-07-04', 'Independence Day'],
    ['2028-12-25', 'Christmas'],
    ['2018-06-19', undefined],
    ['2028-01-24', undefined],
    ['2029-11-29', undefined],
  ])('evening of %s: %s', (evening, name) => {
    expect(holidaysArePublished(evening.slice(0, 4))).toBe(false)
    const day = addDays(evening, 1)
    expect(arxivDay(day)).toMatchObject(name === undefined ? { announced: true } : { announced: false, why: 'holiday', name })
  })

  test.each([2024, 2027, 2028, 2029, 2030, 2031])('%i has between four and six', (year) => {
    // Independence Day, Juneteenth and Christmas may fall on days without an announcement.
    const silent = daysOf(`${year}-01-01`, `${year}-12-31`).map((day) => arxivDay(day)).filter((one) => !one.announced && one.why === 'holiday')
    expect(silent.length).toBeGreaterThanOrEqual(4)
    expect(silent.length).toBeLessThanOrEqual(6)
  })

  test('a published year has its own list and nothing beside it', () => {
    expect(holidaysArePublished('2026')).toBe(true)
    // 4 July 2023 was a Tuesday, of 2025 arXiv kept Sunday the 6th.
    expect(arxivDay('2023-07-05')).toMatchObject({ announced: false })
    expect(arxivDay('2025-07-07')).toMatchObject({ announced: false, name: 'Independence Day' })
  })
})

describe('a deferral', () => {
  const deferrals = new Set(['2026-03-11', '2026-03-14', '2026-09-08'])
  test('is a day without papers', () => {
    expect(arxivDay('2026-03-11', deferrals)).toEqual({ day: '2026-03-11', announced: false, why: 'deferred' })
    expect(nextArxivDay('2026-03-10', 1, deferrals)).toBe('2026-03-12')
    expect(lastAnnounced(Date.parse('2026-03-11T12:00:00Z'), deferrals)).toBe('2026-03-10')
  })
  test('does not hide a weekend or a holiday', () => {
    expect(arxivDay('2026-03-14', deferrals)).toMatchObject({ why: 'weekend' })
    expect(arxivDay('2026-09-08', deferrals)).toMatchObject({ why: 'holiday' })
  })
})

describe('estimatedArxivDay', () => {
  // The published table, in summer (14:00 is 18:00 UTC) and in winter (19:00 UTC); each border from both sides.
  test.each([
    ['2026-07-13T17:59:59Z', '2026-07-14'], // Mon before 14:00 -> Mon 20:00 -> Tue
    ['2026-07-13T18:00:00Z', '2026-07-15'],
    ['2026-07-14T17:59:00Z', '2026-07-15'],
    ['2026-07-15T18:00:00Z', '2026-07-17'],
    ['2026-07-16T17:59:59Z', '2026-07-17'], // Thu before 14:00 -> Thu 20:00 -> Fri
    ['2026-07-16T18:00:00Z', '2026-07-20'], // Thu after -> Sun 20:00 -> Mon
    ['2026-07-17T17:59:59Z', '2026-07-20'],
    ['2026-07-17T18:00:00Z', '2026-07-21'], // Fri after -> Mon 20:00 -> Tue
    ['2026-07-18T12:00:00Z', '2026-07-21'],
    ['2026-07-18T23:00:00Z', '2026-07-21'],
    ['2026-07-19T12:00:00Z', '2026-07-21'],
    ['2026-07-19T23:00:00Z', '2026-07-21'],
    ['2026-02-03T18:59:59Z', '2026-02-04'],
    ['2026-02-03T19:00:00Z', '2026-02-05'],
    // The Monday after each change of the clocks.
    ['2026-03-09T17:59:59Z', '2026-03-10'],
    ['2026-03-09T18:00:00Z', '2026-03-11'],
    ['2026-11-02T18:59:59Z', '2026-11-03'],
    ['2026-11-02T19:00:00Z', '2026-11-04'],
    // Holidays: Labor Day (Mon 7 Sep), Thanksgiving (Thu 26 Nov), the winter of 2026.
    ['2026-09-07T12:00:00Z', '2026-09-09'],
    ['2026-09-07T19:00:00Z', '2026-09-09'],
    ['2026-09-04T20:00:00Z', '2026-09-09'],
    ['2026-11-26T12:00:00Z', '2026-11-30'],
    ['2026-11-26T20:00:00Z', '2026-11-30'],
    ['2026-12-29T12:00:00Z', '2026-12-31'],
    ['2026-12-31T12:00:00Z', '2027-01-04'],
    // A day counts as its morning.
    ['2026-07-16', '2026-07-17'],
    ['2026-07-17', '2026-07-20'],
    ['2026-07-18', '2026-07-21'],
    ['2026-07', '2026-07-02'],
    ['2026', '2026-01-05'],
  ])('%s -> %s', (submitted, day) => {
    expect(estimatedArxivDay(submitted)).toBe(day)
  })

  test.each([
    // An id bears the month of its announcement. 31 March 2026 is a Tuesday: its evening gives ids of March.
    ['2026-03-31T12:00:00Z', '2603.99999', '2026-04-01'],
    ['2026-03-31T12:00:00Z', '2604.00001', '2026-04-02'],
    ['2026-03-30T12:00:00Z', '2604.00001', '2026-04-02'],
    // Held by moderation for two months.
    ['2026-01-07T12:00:00Z', '2603.00001', '2026-03-02'],
    // 1 February 2026 is a Sunday, and its evening announces.
    ['2026-01-30T12:00:00Z', '2602.00001', '2026-02-02'],
    // 31 May 2026 is a Sunday: ids of May, dated 1 June.
    ['2026-05-29T12:00:00Z', '2605.99999', '2026-06-01'],
    ['2026-05-29T12:00:00Z', '2606.00001', '2026-06-02'],
    // Over the turn of the year.
    ['2026-12-30T12:00:00Z', '2612.12345', '2026-12-31'],
    ['2026-12-31T12:00:00Z', '2701.00001', '2027-01-04'],
    // Old ids and nonsense say no month.
    ['2026-03-30T12:00:00Z', 'hep-th/0604001', '2026-03-31'],
    ['2026-03-30T12:00:00Z', '2613.00001', '2026-03-31'],
  ])('%s with id %s -> %s', (submitted, id, day) => {
    expect(estimatedArxivDay(submitted, id)).toBe(day)
  })
})

describe('always', () => {
  const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) })
  const anyDay = fc.integer({ min: 0, max: 7300 }).map((count) => addDays('2015-01-01', count))
  const deferred = fc.uniqueArray(anyDay, { maxLength: 5 }).map((days) => new Set(days))

  test('next and previous undo each other on announced days', () => {
    fc.assert(
      fc.property(anyDay, deferred, (any, deferrals) => {
        const day = nextArxivDay(any, 1, deferrals)
        expect(day > any).toBe(true)
        expect(arxivDay(day, deferrals).announced).toBe(true)
        expect(nextArxivDay(nextArxivDay(day, 1, deferrals), -1, deferrals)).toBe(day)
        expect(nextArxivDay(nextArxivDay(day, -1, deferrals), 1, deferrals)).toBe(day)
        for (let between = addDays(any, 1); between < day; between = addDays(between, 1)) expect(arxivDay(between, deferrals).announced).toBe(false)
      }),
    )
  })

  test('what was announced last is announced, has no later one, and never goes back', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 10 * 86_400_000 }), deferred, (now, later, deferrals) => {
        const day = lastAnnounced(now, deferrals)
        expect(announcementOf(day)).toBeLessThanOrEqual(now)
        expect(announcementOf(nextArxivDay(day, 1, deferrals))).toBeGreaterThan(now)
        expect(lastAnnounced(now + later, deferrals) >= day).toBe(true)
      }),
    )
  })

  test('an estimate lies after its deadline, on an announced day, and grows with the submission', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 10 * 86_400_000 }), (submitted, later) => {
        const day = estimatedArxivDay(new Date(submitted).toISOString())
        expect(arxivDay(day).announced).toBe(true)
        // Received by 14:00 at the latest, announced at 20:00: six hours, less one where the clocks leap.
        expect(announcementOf(day) - submitted).toBeGreaterThan(5 * 3_600_000)
        expect(estimatedArxivDay(new Date(submitted + later).toISOString()) >= day).toBe(true)
      }),
    )
  })
})
