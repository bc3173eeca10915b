/** Dates as a person reads them, in British order. Whatever is not a date comes back as it was. */
import { monthDays, weekDays } from '../../tools/dates.ts'

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function weekday(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
}

function month(number: string): string {
  return MONTHS[Number(number) - 1] ?? number
}

/** `2024-10-18` as `Friday, 18 October 2024`. */
export function longDay(day: string): string {
  return `${weekday(day)}, ${Number(day.slice(8, 10))} ${month(day.slice(5, 7))} ${day.slice(0, 4)}`
}

/** `2024-10-18` as `Fri 18 Oct`. */
export function shortDay(day: string): string {
  return `${weekday(day).slice(0, 3)} ${Number(day.slice(8, 10))} ${month(day.slice(5, 7)).slice(0, 3)}`
}

/** An instant of the last days as `Friday 09:12`, an older one as `18 Oct 09:12`, in universal time and saying so. @param now ms since 1970 */
export function sinceText(instant: string, now: number): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  const day = new Date(ms).toISOString()
  const near = now - ms < 6 * 86_400_000
  return `${near ? weekday(day.slice(0, 10)) : shortDate(day.slice(0, 10)).slice(0, -5)} ${day.slice(11, 16)} UTC`
}

/** A partial date or instant: `18 Oct 2024`, `Oct 2024`, `2024`. */
export function shortDate(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T|$)/.exec(date)
  if (!match) return date
  const [, year = '', monthNumber, day] = match
  if (monthNumber === undefined) return year
  const name = month(monthNumber).slice(0, 3)
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}

/** `2024-W42` as `Week 42 of 2024`, or `Week 42` when short. */
export function weekName(week: string, short = false): string {
  const number = Number(week.slice(6))
  return short ? `Week ${number}` : `Week ${number} of ${week.slice(0, 4)}`
}

/** `2024-10` as `October 2024`. */
export function monthName(text: string): string {
  return `${month(text.slice(5, 7))} ${text.slice(0, 4)}`
}

/** The month in which most days of an ISO week lie. */
export function monthOfWeek(week: string): string {
  const { from } = weekDays(week)
  const thursday = new Date(Date.parse(`${from}T00:00:00Z`) + 3 * 86_400_000)
  return thursday.toISOString().slice(0, 7)
}

/** The days of an ISO week, Monday first. */
export function daysOfWeek(week: string): readonly string[] {
  const start = Date.parse(`${weekDays(week).from}T00:00:00Z`)
  return Array.from({ length: 7 }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10))
}

/** The days of a month in steps of a week, from its first: one in each ISO week that the month touches, at least. */
export function weekStartsOfMonth(text: string): readonly string[] {
  const { from, to } = monthDays(text)
  const days: string[] = []
  for (let time = Date.parse(`${from}T00:00:00Z`); time <= Date.parse(`${to}T00:00:00Z`); time += 7 * 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10))
  }
  if (days.at(-1) !== to) days.push(to)
  return days
}
