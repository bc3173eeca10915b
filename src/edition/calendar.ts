/** How days, weeks and months read to a person, in British English. */
import { monthDays, weekDays, weekOf } from '../tools/dates.ts'

/** "Friday, 18 October 2024" */
export function dayTitle(day: string): string {
  return format(day, 'long').replace(/^(\w+) /, '$1, ')
}

/** "Friday" */
export function weekdayName(day: string): string {
  return format(day, 'weekday')
}

/** "18 October 2024" */
export function shortDay(day: string): string {
  return format(day, 'short')
}

/** "18 October" */
export function dayAndMonth(day: string): string {
  return format(day, 'dayAndMonth')
}

/** "Week 42 of 2024" */
export function weekTitle(week: string): string {
  return `Week ${Number(week.slice(6))} of ${week.slice(0, 4)}`
}

/** "October 2024" */
export function monthTitle(month: string): string {
  return format(`${month}-01`, 'month')
}

export type SpanKind = 'day' | 'week' | 'month'

/** First and last day of a day, week or month. */
export function spanOf(kind: SpanKind, subject: string): { from: string; to: string } {
  if (kind === 'week') return weekDays(subject)
  if (kind === 'month') return monthDays(subject)
  return { from: subject, to: subject }
}

/** The day, week or month that a day lies in. */
export function subjectOf(kind: SpanKind, day: string): string {
  if (kind === 'week') return weekOf(day)
  return kind === 'month' ? day.slice(0, 7) : day
}

export function spanTitle(kind: SpanKind, subject: string): string {
  if (kind === 'week') return weekTitle(subject)
  return kind === 'month' ? monthTitle(subject) : dayTitle(subject)
}

export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** Making a formatter takes far longer than using it. */
const FORMATS = {
  long: formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  weekday: formatter({ weekday: 'long' }),
  short: formatter({ day: 'numeric', month: 'long', year: 'numeric' }),
  dayAndMonth: formatter({ day: 'numeric', month: 'long' }),
  month: formatter({ month: 'long', year: 'numeric' }),
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
}

function format(day: string, as: keyof typeof FORMATS): string {
  return FORMATS[as].format(new Date(`${day}T00:00:00Z`))
}
