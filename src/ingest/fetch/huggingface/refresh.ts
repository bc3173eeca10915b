import { SERVICE_ZONE, serviceDay } from '../../../paper/announcements.ts'
import { dayState } from '../../../paper/day-state.ts'
import type { LedgerRow } from '../../../paper/ledger.ts'
import { addDays, dayNumber } from '../../../tools/dates.ts'
import { instantOf } from '../../../tools/time-zone.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Votes are followed for so many days. */
export const FOLLOWED_DAYS = 30

/**
 * When a day's list is next read, ms since 1970: hourly on its own day, then more and more seldom as its votes settle;
 * sooner while it is not known to be complete.
 * @param row what is known of the day; undefined before the first reading
 * @returns undefined when it is never read again
 */
export function refreshAt(day: string, row: LedgerRow | undefined, now: number): number | undefined {
  if (row === undefined) return instantOf(day, 0, SERVICE_ZONE)
  const checked = Date.parse(row.checkedAt)
  const age = dayNumber(serviceDay(now)) - dayNumber(day)
  const state = dayState({ source: 'huggingface', day, category: '' }, row, now)
  if (state === 'incomplete') return checked + (age <= 3 ? 20 * MINUTE : age <= 7 ? 3 * HOUR : 12 * HOUR)
  if (age <= 0) return Math.min(checked + HOUR, instantOf(addDays(day, 1), 10, SERVICE_ZONE))
  // One more telling is all that an old day waits for; a day that has just ended may still grow.
  if (state !== 'complete') return checked + (age <= 1 ? HOUR : 10 * MINUTE)
  if (age <= 1) return checked + 6 * HOUR
  if (age <= 3) return checked + 12 * HOUR
  if (age <= 7) return checked + DAY
  return age <= FOLLOWED_DAYS ? checked + 7 * DAY : undefined
}
