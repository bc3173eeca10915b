/**
 * When arXiv announces (https://info.arxiv.org/help/availability.html, seen 2026-11-21): at 20:00 Eastern time on
 * Sundays to Thursdays, but not on the evenings of its holidays. An announcement belongs to the next calendar day,
 * which is how arXiv's own lists and feeds date it: the papers announced on Thursday evening are Friday's.
 */
import { addDays, dayNumber, dayOfNumber } from '../tools/dates.ts'
import { instantOf, wallTime } from '../tools/time-zone.ts'
import { arxivHoliday } from './arxiv-holidays.ts'

/** The zone of arXiv's schedule and of Daily Papers' days, and so of Broadsheet's. */
export const SERVICE_ZONE = 'America/New_York'

const ANNOUNCED_MINUTE = 20 * 60
const DEADLINE_MINUTE = 14 * 60

/** The day it is where the services live. */
export function serviceDay(now: number): string {
  return wallTime(now, SERVICE_ZONE).day
}

export type ArxivDay =
  /** `at`: instant of the announcement, ms since 1970; 20:00 of the evening before */
  | { readonly day: string; readonly announced: true; readonly at: number }
  /** `name` of the holiday whose evening was left out; `deferred`: put off for another reason */
  | { readonly day: string; readonly announced: false; readonly why: 'weekend' | 'holiday' | 'deferred'; readonly name?: string }

/**
 * What the calendar expects of an arXiv day.
 * @param deferrals days whose announcement was put off beside the yearly holidays
 */
export function arxivDay(day: string, deferrals: ReadonlySet<string> = NONE): ArxivDay {
  return silence(day, deferrals) ?? { day, announced: true, at: announcementOf(day) }
}

/** The instant at which an arXiv day is announced, or would be: 20:00 of the evening before, ms since 1970. */
export function announcementOf(day: string): number {
  return instantOf(addDays(day, -1), ANNOUNCED_MINUTE, SERVICE_ZONE)
}

/** Why a day has no announcement; undefined when it has one. */
function silence(day: string, deferrals: ReadonlySet<string>): (ArxivDay & { announced: false }) | undefined {
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return { day, announced: false, why: 'weekend' }
  const holiday = arxivHoliday(addDays(day, -1))
  if (holiday !== undefined) return { day, announced: false, why: 'holiday', name: holiday }
  return deferrals.has(day) ? { day, announced: false, why: 'deferred' } : undefined
}

/** 0 for Sunday to 6 for Saturday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

const NONE: ReadonlySet<string> = new Set()

/** The first day after (or, with `step` -1, the last before) a day on which papers are announced. */
export function nextArxivDay(day: string, step: 1 | -1 = 1, deferrals: ReadonlySet<string> = NONE): string {
  let at = addDays(day, step)
  while (silence(at, deferrals) !== undefined) at = addDays(at, step)
  return at
}

/** The arXiv day whose announcement is the last at or before an instant. */
export function lastAnnounced(now: number, deferrals: ReadonlySet<string> = NONE): string {
  let day = addDays(serviceDay(now), 1)
  for (;;) {
    const one = arxivDay(day, deferrals)
    if (one.announced && one.at <= now) return day
    day = addDays(day, -1)
  }
}

/**
 * The first day on which a submission can have been announced: what comes in by 14:00 Eastern time is announced at
 * 20:00. Moderation may hold it for days longer, so this is an estimate, but ids are given in the month of
 * announcement, which bounds it from below.
 * @param submitted an ISO instant, or an ISO day, which counts as its morning (a month or year as its first day's)
 * @param id arXiv id; the month in it is used
 * @throws RangeError for what is no date
 */
export function estimatedArxivDay(submitted: string, id?: string): string {
  const { day, minute } = submitted.length > 10 ? wallTime(Date.parse(submitted), SERVICE_ZONE) : { day: dayOfNumber(dayNumber(submitted)), minute: 0 }
  // The evening on which the deadline falls, then the first evening from there that announces.
  const evening = nextDeadline(day, minute)
  const first = nextArxivDay(evening)
  const month = /^(\d\d)(0[1-9]|1[0-2])\./.exec(id ?? '')
  if (month === null) return first
  const monthStart = `20${month[1]}-${month[2]}-01`
  // An announcement on the last evening of a month gives ids of that month, and is dated the first of the next.
  return addDays(first, -1) >= monthStart ? first : nextArxivDay(monthStart)
}

/** The day whose 20:00 comes first after the next deadline; Friday's belongs to Sunday, the weekend's to Monday. */
function nextDeadline(day: string, minute: number): string {
  const from = minute < DEADLINE_MINUTE ? day : addDays(day, 1)
  const weekday = weekdayOf(from)
  if (weekday === 5 || weekday === 6) return addDays(from, 2)
  return weekday === 0 ? addDays(from, 1) : from
}
