/** Clock times of a time zone, by the zone data that Node carries (ICU). */

export interface WallTime {
  /** ISO day in that zone */
  readonly day: string
  /** minutes since that zone's midnight, 0 to 1439 */
  readonly minute: number
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** Offsets change on the quarter of an hour at the finest; asking ICU costs a hundred times what remembering does. */
const QUARTER_MS = 900_000
const REMEMBERED_MAX = 20_000
const OFFSETS = new Map<string, Map<number, number>>()

/** What the clocks of a zone (`America/New_York`) show at an instant, ms since 1970. */
export function wallTime(instant: number, zone: string): WallTime {
  const local = new Date(instant + offset(instant, zone)).toISOString()
  return { day: local.slice(0, local.indexOf('T')), minute: Number(local.slice(-13, -11)) * 60 + Number(local.slice(-10, -8)) }
}

/** The same, asked of ICU. */
function askedWallTime(instant: number, zone: string): WallTime {
  let format = FORMATS.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    FORMATS.set(zone, format)
  }
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  return { day: `${part['year']!.padStart(4, '0')}-${part['month']}-${part['day']}`, minute: Number(part['hour']) * 60 + Number(part['minute']) }
}

/**
 * The instant (ms since 1970) at which a zone's clocks show `minute` on `day`. An hour that spring leaves out counts
 * as the one after it; of an hour that autumn repeats, the first.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const naive = Date.parse(`${day}T00:00:00Z`) + minute * 60_000
  // Zones lie within 14 hours of UTC and shift by an hour or so: of the offsets on either side one is right.
  const before = offset(naive - 86_400_000, zone)
  const after = offset(naive + 86_400_000, zone)
  for (const candidate of [naive - Math.max(before, after), naive - Math.min(before, after)]) {
    if (candidate + offset(candidate, zone) === naive) return candidate
  }
  return naive - before
}

/** How far a zone's clocks are ahead of UTC at an instant, ms. */
function offset(instant: number, zone: string): number {
  let known = OFFSETS.get(zone)
  if (known === undefined) OFFSETS.set(zone, (known = new Map()))
  const quarter = Math.floor(instant / QUARTER_MS)
  let found = known.get(quarter)
  if (found === undefined) {
    const begin = quarter * QUARTER_MS
    const { day, minute } = askedWallTime(begin, zone)
    found = Date.parse(`${day}T00:00:00Z`) + minute * 60_000 - begin
    if (known.size >= REMEMBERED_MAX) known.clear()
    known.set(quarter, found)
  }
  return found
}
