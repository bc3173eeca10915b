/** Hugging Face's Daily Papers, a page of a day's list at a time. This file is the folder's door. */
import type { RawRecord, Rejection } from '../source.ts'

export interface DailyPage {
  /** of shape huggingface-entry, with the day asked for and their place in the whole list */
  readonly records: readonly { readonly id: string; readonly raw: RawRecord }[]
  /** how many entries the answer had, unreadable ones included */
  readonly entries: number
  readonly rejected: readonly Rejection[]
  /** ids of rejected entries, where they could be read */
  readonly unread: readonly string[]
  /** true when the answer itself says that there is more (Link rel=next), false when it says nothing of the kind */
  readonly more: boolean
}

export interface DailyPapers {
  /**
   * @param page from 0
   * @param position place in the day's list of the page's first entry: pages may turn out shorter than asked
   * @throws SourceTrouble
   */
  day(day: string, page: number, position: number, signal?: AbortSignal): Promise<DailyPage>
}

/** Entries asked for at a time: the most that the service gives. */
export const DAILY_PAGE = 100
