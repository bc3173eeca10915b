import { SERVICE_ZONE, serviceDay } from '../paper/announcements.ts'
import { wallTime } from '../tools/time-zone.ts'
import { dayAndMonth } from './calendar.ts'

/**
 * A moment as the clocks of New York show it: "14:20" today, else "14:20 on 8 November". The services' days begin and
 * end there; a reader's own zone is not known.
 * @param at ISO instant, or ms since 1970
 */
export function newYorkTime(at: string | number, now: number): string {
  const instant = typeof at === 'number' ? at : Date.parse(at)
  if (Number.isNaN(instant)) return 'an unknown time'
  const { day, minute } = wallTime(instant, SERVICE_ZONE)
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return day === serviceDay(now) ? clock : `${clock} on ${dayAndMonth(day)}`
}
