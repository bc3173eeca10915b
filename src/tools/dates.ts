/** Calendar arithmetic on ISO days (`2024-10-18`), ISO weeks (`2024-W42`) and months (`2024-10`). All in UTC. */

const DAY_MS = 86_400_000

/** True for a day that exists: `2024-02-30` and `2024-13-45` do not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === text
}

/** True for a month that exists, `2024-10`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** True for an ISO 8601 week that exists in its year, `2020-W53`. */
export function isWeek(text: string): boolean {
  const match = /^(\d{4})-W(\d{2})$/.exec(text)
  if (!match) return false
  const week = Number(match[2])
  if (week < 1 || week > 53) return false
  return weekOf(weekDays(text).from) === text
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days since 1970-01-01 of a day or partial date (`2024` counts as its first day). */
export function dayNumber(date: string): number {
  const full = date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date.slice(0, 10)
  return Math.round(Date.parse(`${full}T00:00:00Z`) / DAY_MS)
}

/** The ISO day of a day number. */
export function dayOfNumber(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

/** The ISO week that a day lies in. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const weekday = (date.getUTCDay() + 6) % 7
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS))
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Monday and Sunday of an ISO week. */
export function weekDays(week: string): { from: string; to: string } {
  const year = Number(week.slice(0, 4))
  const number = Number(week.slice(6))
  const fourth = new Date(Date.UTC(year, 0, 4))
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS + (number - 1) * 7 * DAY_MS
  const from = new Date(monday).toISOString().slice(0, 10)
  return { from, to: addDays(from, 6) }
}

/** First and last day of a month. */
export function monthDays(month: string): { from: string; to: string } {
  const year = Number(month.slice(0, 4))
  const number = Number(month.slice(5))
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}

/** True for a year, month or day that exists: `2024`, `2024-10`, `2024-10-18`. */
export function isPartialDate(text: string): boolean {
  return /^\d{4}$/.test(text) || isMonth(text) || isDay(text)
}
