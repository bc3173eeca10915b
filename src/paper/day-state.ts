/** Whether a day of a source is complete, judged from its row of the ledger, the calendar and the hour. */
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { arxivDay, SERVICE_ZONE, serviceDay } from './announcements.ts'
import type { DayState, LedgerRow } from './ledger.ts'
import type { SourceName } from './paper.ts'

/** arXiv announces at 20:00 Eastern time; by 22:30 its harvest has the changes of the evening. */
const HARVESTABLE_MINUTE = 22 * 60 + 30

/** So many whole answers in a row must name the same papers before a list counts as settled. */
const AGREEING = 2

export interface LedgerPlace {
  readonly source: SourceName
  /** ISO day */
  readonly day: string
  /** arXiv category; '' for sources that have one list a day */
  readonly category: string
}

/**
 * The state of one row of the ledger, or of the place where none stands yet.
 *
 * arXiv is complete when a harvest from 22:30 Eastern time of the announcement evening on names nothing that is not
 * held, and a second voice agrees: the announcement feed, or the harvest once the day is over. A dated list is
 * complete when it was read twice alike, the last time after its day was over.
 * @param now ms since 1970
 * @param deferrals arXiv days that were put off beside the yearly holidays
 */
export function dayState({ source, day }: LedgerPlace, row: LedgerRow | undefined, now: number, deferrals?: ReadonlySet<string>): DayState {
  const expectsNothing = row === undefined || row.expected.length === 0
  if (source === 'arxiv') {
    const planned = arxivDay(day, deferrals)
    if (!planned.announced && expectsNothing) return 'none'
    if (planned.announced && planned.at > now) return 'ahead'
  } else if (source === 'huggingface') {
    if (day > serviceDay(now)) return 'ahead'
  } else if (row === undefined) {
    return 'none'
  }
  if (row === undefined) return 'waiting'
  if (row.missing.length > 0 || row.trouble !== undefined) return 'incomplete'
  if (expectsNothing && Object.keys(row.told).length === 0) return 'waiting'
  return (source === 'arxiv' ? announcementSettled(row) : listSettled(row)) ? 'complete' : 'unconfirmed'
}

function announcementSettled({ day, told }: LedgerRow): boolean {
  if (told.oai === undefined) return false
  const harvested = Date.parse(told.oai.at)
  const evening = instantOf(addDays(day, -1), HARVESTABLE_MINUTE, SERVICE_ZONE)
  return harvested >= evening && (told.feed !== undefined || harvested >= endOfDay(day))
}

function listSettled({ day, told }: LedgerRow): boolean {
  return told.list !== undefined && told.list.agreed >= AGREEING && Date.parse(told.list.at) >= endOfDay(day)
}

/** The instant at which a day ends in New York, ms since 1970. */
function endOfDay(day: string): number {
  return instantOf(addDays(day, 1), 0, SERVICE_ZONE)
}

/** From what needs a person's eye first to what needs none. */
const WORST_FIRST: readonly DayState[] = ['incomplete', 'waiting', 'unconfirmed', 'ahead', 'complete', 'none']

/** The state of a whole from those of its parts; `none` of no parts. */
export function worstState(states: Iterable<DayState>): DayState {
  const seen = new Set(states)
  return WORST_FIRST.find((state) => seen.has(state)) ?? 'none'
}
