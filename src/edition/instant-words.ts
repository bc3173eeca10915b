/** Instants in words for a person, in the time of the services that are spoken of. */
import { SERVICE_ZONE } from '../paper/announcements.ts'
import { wallTime } from '../tools/time-zone.ts'
import { shortDay } from './calendar.ts'

/** How the zone is called where a time is given. */
export const ZONE_NAME = 'New York'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * An ISO instant as New York's clocks show it: `06:10` on the same day there, else with the day, `18 October 2024, 06:10`.
 * @param now ms since 1970
 */
export function serviceTime(instant: string, now: number): string {
  const { day, minute } = wallTime(Date.parse(instant), SERVICE_ZONE)
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  return day === wallTime(now, SERVICE_ZONE).day ? time : `${shortDay(day)}, ${time}`
}

const two = (number: number): string => String(number).padStart(2, '0')

/** How far an ISO instant is from now: `in 12 minutes`, `3 hours ago`, `just now`. */
export function fromNow(instant: string, now: number): string {
  const ahead = Date.parse(instant) - now
  const away = Math.abs(ahead)
  if (away < MINUTE) return ahead > 0 ? 'in less than a minute' : 'just now'
  const length =
    away < 90 * MINUTE ? counted(Math.round(away / MINUTE), 'minute') : away < 36 * HOUR ? counted(Math.round(away / HOUR), 'hour') : counted(Math.round(away / DAY), 'day')
  return ahead > 0 ? `in ${length}` : `${length} ago`
}

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`
