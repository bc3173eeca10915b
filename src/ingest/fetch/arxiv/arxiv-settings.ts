import { DEFERRALS_SETTING, deferralsOf } from '../../../paper/deferrals.ts'
import type { Store } from '../../../store/store.ts'
import type { HarvestState } from './harvest-state.ts'

/** What is remembered of a category's announcement feed. Instants are ms since 1970. */
export interface FeedState {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  readonly checkedAt?: number | undefined
  /** the day that was being waited for at that time, and how often it has been looked for */
  readonly day?: string | undefined
  readonly tries?: number | undefined
  /** ids that a harvest took for papers of that day, ascending, and the last reading did not name */
  readonly doubts?: readonly string[] | undefined
}

/** What is remembered of a category's harvests. */
export interface OaiState {
  /** the last day of change that a whole harvest has seen: the next begins there */
  readonly from?: string | undefined
  /** when the last whole harvest began */
  readonly doneAt?: number | undefined
  /** harvests since the last announcement */
  readonly tries?: number | undefined
  readonly running?: HarvestState | undefined
  /** harvests in a row in which records were that nobody could read or name */
  readonly holes?: number | undefined
  /** ids of the last announcement that the harvest did not have */
  readonly unconfirmed?: readonly string[] | undefined
}

export interface MendState {
  readonly at: number
  readonly tries: number
}

export const names = {
  feed: (category: string) => `fetch/arxiv/feed/${category}`,
  oai: (category: string) => `fetch/arxiv/oai/${category}`,
  backfill: 'fetch/arxiv/backfill',
  /** begins the names of asks that nobody has taken up yet */
  asked: 'fetch/arxiv/asked/',
  mend: 'fetch/arxiv/mend',
  wanted: 'fetch/arxiv/wanted',
}

export async function read<T extends object>(store: Store, name: string, otherwise: T): Promise<T> {
  const value = await store.setting(name)
  return typeof value === 'object' && value !== null ? (value as T) : otherwise
}

export async function readDeferrals(store: Store): Promise<ReadonlySet<string>> {
  return deferralsOf(await store.setting(DEFERRALS_SETTING))
}
