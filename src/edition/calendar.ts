/** How days, weeks and months read to a person, in British English. */
import { monthDays, weekDays, weekOf } from '../tools/dates.ts'

/** "Friday, 18 October 2024" */
export function dayTitle(day: string): string {
  return format(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(/^(\w+) /, '$1, ')
}

/** "18 October 2024" */
export function shortDay(day: string): string {
  return format(day, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "18 October" */
export function dayAndMonth(day: string): string {
  return format(day, { day: 'numeric', month: 'long' })
}

/** "Week 42 of 2024" */
export function weekTitle(week: string): string {
  return `Week ${Number(week.slice(6))} of ${week.slice(0, 4)}`
}

/** "October 2024" */
export function monthTitle(month: string): string {
  return format(`${month}-01`, { month: 'long', year: 'numeric' })
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

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
