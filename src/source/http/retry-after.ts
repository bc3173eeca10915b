import { MAX_QUIET_MS } from './gate.ts'

/**
 * The instant that a Retry-After names (RFC 9110, section 10.2.3), ms since 1970: seconds from now, or an HTTP date,
 * which is read against the answer's own Date, as clocks differ. At most a day away; undefined when it names none.
 */
export function retryAt(retryAfter: string | null, date: string | null, now: number): number | undefined {
  const text = retryAfter?.trim().slice(0, 60) ?? ''
  if (text === '') return undefined
  const wait = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) - serviceNow(date, now) : NaN
  return Number.isFinite(wait) ? now + Math.min(Math.max(wait, 0), MAX_QUIET_MS) : undefined
}

function serviceNow(date: string | null, now: number): number {
  const time = Date.parse(date ?? '')
  return Number.isFinite(time) ? time : now
}
