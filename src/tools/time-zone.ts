/** Clock times of a time zone, by the zone data that Node carries (ICU). */

export interface WallTime {
  /** ISO day in that zone */
  readonly day: string
  /** minutes since that zone's midnight, 0 to 1439 */
  readonly minute: number
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What the clocks of a zone (`America/New_York`) show at an instant, ms since 1970. @throws RangeError for no instant or zone */
export function wallTime(instant: number, zone: string): WallTime {
  const shown = instant + offset(instant, zone)
  const day = Math.floor(shown / DAY_MS)
  return { day: new Date(day * DAY_MS).toISOString().slice(0, 10), minute: Math.floor((shown - day * DAY_MS) / MINUTE_MS) }
}

/**
 * The instant (ms since 1970) at which a zone's clocks show `minute` on `day`. An hour that spring leaves out counts
 * as the one after it; of an hour that autumn repeats, the first.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const naive = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS
  // Zones lie within 14 hours of UTC and shift by an hour or so: of the offsets on either side one is right.
  const before = offset(naive - DAY_MS, zone)
  const after = offset(naive + DAY_MS, zone)
  for (const candidate of [naive - Math.max(before, after), naive - Math.min(before, after)]) {
    if (candidate + offset(candidate, zone) === naive) return candidate
  }
  return naive - before
}

interface Offsets {
  readonly format: Intl.DateTimeFormat
  /** by UTC day number: the offset at its first instant, ms */
  readonly atMidnight: Map<number, number>
}

const ZONES = new Map<string, Offsets>()
/** Two centuries of days are more than any reader turns over. */
const MIDNIGHTS_MAX = 73_000

/**
 * How far a zone's clocks are ahead of UTC at an instant, ms. Asking Intl takes some ten microseconds, and a month of the
 * ledger asks thousands of times: where a UTC day begins and ends with the same offset, that is the day's.
 */
function offset(instant: number, zone: string): number {
  let known = ZONES.get(zone)
  if (known === undefined) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    known = { format, atMidnight: new Map() }
    ZONES.set(zone, known)
  }
  const day = Math.floor(instant / DAY_MS)
  const begin = midnightOffset(day, known)
  return begin === midnightOffset(day + 1, known) ? begin : askedOffset(instant, known.format)
}

function midnightOffset(day: number, { format, atMidnight }: Offsets): number {
  let found = atMidnight.get(day)
  if (found === undefined) {
    found = askedOffset(day * DAY_MS, format)
    if (atMidnight.size >= MIDNIGHTS_MAX) atMidnight.clear()
    atMidnight.set(day, found)
  }
  return found
}

function askedOffset(instant: number, format: Intl.DateTimeFormat): number {
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  const shown = Date.parse(`${part['year']!.padStart(4, '0')}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:00Z`)
  return shown - Math.floor(instant / MINUTE_MS) * MINUTE_MS
}
