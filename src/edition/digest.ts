/** What a letter is made of: a view, cut down to what its reader has not been told yet. */
import type { Rhythm } from '../paper/subscription.ts'
import type { View } from '../paper/view.ts'
import type { Entry } from './edition.ts'

export interface Digest {
  readonly view: View
  /** ISO day: the last day of papers that the letter covers, or for lists that stand the reader's own day */
  readonly day: string
  /** in the order of the view */
  readonly entries: readonly Entry[]
  /** listed on days of earlier letters, but only after those had gone */
  readonly late: readonly Entry[]
  /** how many further ones there are for which the letter has no room */
  readonly more: number
  /** what is held of the letter's days, and what is missing */
  readonly ledger: string
  /** plain sentences for the reader, e.g. that a day is not complete */
  readonly notes: readonly string[]
}

export interface DigestRequest {
  readonly view: View
  readonly rhythm: Rhythm
  /** at most so many papers */
  readonly papers: number
  /** IANA; of the reader */
  readonly timeZone: string
  /** whose views may be shown; without it private ones are refused */
  readonly person?: { readonly id: string } | undefined
  /** ISO instant at which the letter fell due */
  readonly plannedAt: string
  /** now or never: a day that is not complete is told as it is */
  readonly impatient?: boolean | undefined
  /** undefined for a subscription's first letter */
  readonly previous?: EarlierLetter | undefined
  /** keys of papers that letters to this address have had */
  readonly shown: ReadonlySet<number>
  /**
   * of a letter that may have arrived and goes again, the papers that it had: it is about these and no others. Both copies have one
   * Message-ID, and whoever's program shows one of them is to miss nothing
   */
  readonly again?: readonly number[] | undefined
}

/** The last letter that a subscription was sent. */
export interface EarlierLetter {
  /** ISO instants: when it fell due, and when it had gone */
  readonly plannedAt: string
  readonly sentAt: string
}

export type DigestPlan =
  | { readonly state: 'ready'; readonly digest: Digest }
  /** a day is not complete yet: ask again at `until` (ISO instant). `why` is a phrase for the ledger of letters */
  | { readonly state: 'wait'; readonly until: string; readonly why: string }
  /** nothing new: no letter */
  | { readonly state: 'empty'; readonly why: string }
