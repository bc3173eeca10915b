/**
 * The ledger: for a day, a source and a category, which papers were said to belong there, by whom, and which are not
 * held. "Complete" is decided by ids, never by dates that a feed prints.
 */
import type { SourceName } from './paper.ts'

/**
 * Who told what a day holds: `feed` an announcement feed, `oai` a harvest by date of change, `list` a dated list.
 * A telling counts only when its answer was whole.
 */
export type Witness = 'feed' | 'oai' | 'list'

export interface Testimony {
  /** ISO instant of the last whole answer */
  readonly at: string
  /** how many whole answers in a row named the same papers */
  readonly agreed: number
}

export interface LedgerRow {
  readonly source: SourceName
  readonly day: string
  /** arXiv category; '' for sources that have one list a day */
  readonly category: string
  /** ids that any witness named, ascending; as the source writes them (arXiv ids without version) */
  readonly expected: readonly string[]
  /** those of `expected` that are not held */
  readonly missing: readonly string[]
  readonly told: Readonly<Partial<Record<Witness, Testimony>>>
  /** ISO instant of the last attempt, whole or not */
  readonly checkedAt: string
  /** what is wrong as far as the last attempt knows; a phrase such as "the feed still shows yesterday's papers" */
  readonly trouble?: string | undefined
  /** ISO instant at which the row was complete for the first time; stays */
  readonly completeAt?: string | undefined
}

/**
 * - `none`: nothing is announced on this day (weekend, holiday, deferral)
 * - `ahead`: the announcement is still to come
 * - `waiting`: it is due, and nothing of it has been seen yet
 * - `incomplete`: papers are missing, or the last answer was cut short or stale
 * - `unconfirmed`: all that was named is held; a second telling is awaited
 * - `complete`
 */
export type DayState = 'none' | 'ahead' | 'waiting' | 'incomplete' | 'unconfirmed' | 'complete'
