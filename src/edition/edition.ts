/**
 * Conducts the way out: a day, a week, a month, trending, a search, a paper with its similar ones. One view
 * model serves every face (page, API, terminal, later feeds and letters). It knows the store, the index and
 * the ranking; it does not know HTML, JSON shapes or HTTP.
 */
import type { DayEntry, Paper, SourceName } from '../paper/paper.ts'
import type { Person, Submission, VoteCount } from '../paper/people.ts'
import type { ForYouEdition, ForYouOptions } from './for-you/for-you-edition.ts'
import type { LedgerDay } from './ledger-days.ts'
import type { View } from '../paper/view.ts'
import type { ViewRequest } from './view-list.ts'
import type { SourcesEdition } from './sources.ts'

/** Filters that combine with any list or search. */
export interface Filters {
  readonly category?: string | undefined
  readonly venue?: string | undefined
  /** inclusive partial dates */
  readonly after?: string | undefined
  readonly before?: string | undefined
}

export interface Paging {
  /** from 0 */
  readonly page?: number | undefined
  readonly pageSize?: number | undefined
}

/** How a list of days is to be ordered and narrowed; the API of Hugging Face papers asks for both. */
export interface ListOptions extends Filters, Paging {
  /** `votes` (default): upvotes, then place, then newest; `published`: newest first */
  readonly sort?: 'votes' | 'published' | undefined
  /** where nobody has voted on a day, whether to guess its order: true or false for this once; otherwise the reader's setting, then the instance's */
  readonly guess?: boolean | undefined
  /** who reads (a person's id): their own setting of guesses counts */
  readonly reader?: string | undefined
  /** only what curators picked; days only */
  readonly picked?: boolean | undefined
  /** only papers that this person put into the list (user name, any case) */
  readonly submitter?: string | undefined
  /** only papers that came in after the one with this key of the store; days, weeks and months */
  readonly afterKey?: number | undefined
}

/** Why a paper stands where it stands. */
export interface Reason {
  readonly kind: 'words' | 'phrase' | 'author' | 'meaning' | 'title' | 'identifier' | 'votes' | 'recent' | 'listed' | 'close' | 'follow' | 'word' | 'community' | 'guess' | 'explore' | 'new'
  /** a short phrase for a person, e.g. "close in meaning", "28 upvotes" */
  readonly text: string
  readonly value?: number | undefined
  /** public id of the paper that it speaks of */
  readonly paper?: string | undefined
}

/** The numbers behind a hit. */
export interface Explanation {
  /** as measured: BM25 (`words`), cosine (`meaning`), nearness to the best (`company`), and what `Evidence` gives by its own names, where there is some */
  readonly signals: Readonly<Record<string, number>>
  /** what each term gave to the score */
  readonly terms: Readonly<Record<string, number>>
}

/** One part of a score; the parts of an entry add up to its score. */
export interface Term {
  readonly name: string
  /** for a person: "4 votes here, each fading by its own age" */
  readonly text: string
  readonly value: number
  /** of the score, 0 to 1 */
  readonly share: number
}

/** What the people of this instance did with a paper. */
export interface EntryCommunity extends VoteCount {
  /** those shown */
  readonly comments: number
  /** oldest first; of the list's own days where the list is dated */
  readonly submissions: readonly Submission[]
}

/** One paper in a list. */
export interface Entry {
  readonly paper: Paper
  /** its place in a dated list, when the list is dated or the paper has one */
  readonly listed: (DayEntry & { source: SourceName }) | undefined
  readonly score: number | undefined
  readonly reasons: readonly Reason[]
  /** searches and similar papers only */
  readonly explanation?: Explanation | undefined
  /** what the score is the sum of; lists that rank by one formula only */
  readonly terms?: readonly Term[] | undefined
  /** papers that are this one again but for details (a preprint, an earlier version), folded into this entry */
  readonly copies?: readonly Paper[] | undefined
  /** absent where nobody here did anything with it */
  readonly community?: EntryCommunity | undefined
}

/** `held`: everything, for an instance whose papers are listed on no day */
export type ListKind = 'day' | 'week' | 'month' | 'trending' | 'search' | 'shelf' | 'held' | 'picks' | 'for-you' | 'own'

export interface ListEdition {
  readonly kind: ListKind
  /** what the list is of: `2024-10-18`, `2024-W42`, `2024-10`, the query, or '' */
  readonly subject: string
  /** for a person: "Friday, 18 October 2024", "Week 42 of 2024" */
  readonly title: string
  /** span of days, for dated lists */
  readonly from: string | undefined
  readonly to: string | undefined
  /** the nearest earlier and later subject of the same kind that has papers */
  readonly previous: string | undefined
  readonly next: string | undefined
  /** the ledger line: what is held of this, from where */
  readonly ledger: string
  /** the ledger of its days, ascending; dated lists only */
  readonly days?: readonly LedgerDay[] | undefined
  /** set when there are no entries: the sentence that says why */
  readonly empty: string | undefined
  readonly entries: readonly Entry[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly filters: Filters
  /** sentences for the reader: parts of a query that were not understood, and the like */
  readonly notes: readonly string[]
  /** how long the search took, ms; searches only */
  readonly tookMs: number | undefined
  /** words to mark in titles and abstracts, folded as the index folds them */
  readonly marks: readonly string[]
  /** the day, week or month that was searched; its papers are those listed then */
  readonly within?: { readonly kind: 'day' | 'week' | 'month'; readonly subject: string; readonly title: string } | undefined
  /** how the list stood at the end of its day is kept; past days only */
  readonly kept?: boolean | undefined
  /** this is the list as it stood at the end of its day, kept at this ISO instant */
  readonly stoodAt?: string | undefined
  /** days on which nobody has voted: `shown` where the order is a guess of what readers tend to like, `possible` where it could be */
  readonly guessed?: 'shown' | 'possible' | undefined
  /** what the reader may have meant to write; `used`: that is what was searched for, because what was written finds nothing */
  readonly didYouMean?: { readonly query: string; readonly used: boolean } | undefined
}

/** Papers that appeared after, or before, the one that they are similar to. */
export type Side = 'newer' | 'older'

export interface SimilarOptions {
  readonly limit?: number | undefined
  /** inclusive partial dates */
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly side?: Side | undefined
}

/** A paper's counts over time, each list ascending by ISO day. */
export interface VoteHistory {
  /** counts at the end of each UTC day on which they changed */
  readonly here: readonly ({ readonly day: string } & VoteCount)[]
  /** upvotes that other services showed, one row a listing */
  readonly elsewhere: readonly { readonly day: string; readonly source: SourceName; readonly upvotes: number }[]
}

export interface PaperEdition {
  readonly paper: Paper
  readonly days: readonly (DayEntry & { source: SourceName })[]
  readonly similar: readonly Entry[]
  /** absent where nobody here did anything with it */
  readonly community?: EntryCommunity | undefined
  readonly history?: VoteHistory | undefined
  /** the reader came by an old id: the public one is `paper.id` */
  readonly askedId: string
}

/** What is in the instance, for the masthead, the about line and `doctor`. */
export interface InstanceStatus {
  readonly papers: number
  readonly bySource: Readonly<Partial<Record<SourceName, number>>>
  readonly firstDay: string | undefined
  readonly lastDay: string | undefined
  /** true while nothing but the starter shelf is held */
  readonly shelfOnly: boolean
  /** true while any starter-shelf record is held */
  readonly hasShelf: boolean
  readonly indexed: number
  readonly indexing: boolean
  readonly model: string
}

export interface SearchRequest extends Filters, Paging {
  readonly query: string
  readonly mode?: 'both' | 'words' | 'meaning' | undefined
  /** a day, week or month (`2024-10-18`, `2024-W42`, `2024-10`): only papers listed then */
  readonly span?: string | undefined
  /** only the papers with these keys of the store */
  readonly within?: readonly number[] | undefined
  /** hits on one page that are the same work become one entry; without it every hit is an entry */
  readonly fold?: boolean | undefined
  /** search for exactly what was written, also where another spelling would find more */
  readonly verbatim?: boolean | undefined
  /** `best` (default): best match first; `newest`: only good matches, and what came in last first */
  readonly sort?: 'best' | 'newest' | undefined
}

/** What somebody who is typing into the search field may mean. `query` is what to search for. */
export interface SuggestionList {
  /** titles as plain text */
  readonly papers: readonly { readonly id: string; readonly title: string }[]
  readonly authors: readonly { readonly name: string; readonly papers: number; readonly query: string }[]
  readonly categories: readonly { readonly id: string; readonly name: string | undefined; readonly papers: number; readonly query: string }[]
}

export interface Editions {
  /**
   * `/papers`: today, else the latest day with papers, else all that is held. With `allDays`: the listed papers
   * of every day, newest day first, then as `sort` says; a page past the end is empty.
   */
  front(options?: ListOptions & { readonly allDays?: boolean | undefined }): Promise<ListEdition>
  /** @throws BroadsheetError bad-input for a day, week or month that does not exist */
  day(day: string, options?: ListOptions): Promise<ListEdition>
  week(week: string, options?: ListOptions): Promise<ListEdition>
  month(month: string, options?: ListOptions): Promise<ListEdition>
  shelf(options?: Filters & Paging): Promise<ListEdition>
  trending(options?: ListOptions): Promise<ListEdition>
  /**
   * A day's list, or trending, as it stood at the end of that day; undefined where that was not kept.
   * @throws BroadsheetError bad-input for a day that does not exist
   */
  stood(kind: 'day' | 'trending', day: string, options?: ListOptions): Promise<ListEdition | undefined>
  /** What curators picked, the last pick first; with `by`, what those of this name did. */
  picks(options?: Filters & Paging & { readonly by?: string | undefined }): Promise<ListEdition>
  /**
   * Any view as a list, for faces that show them all alike: feeds, exports, letters, alerts, tools.
   * @throws BroadsheetError not-signed-in for somebody's own view without its person
   */
  view(view: View, request?: ViewRequest): Promise<ListEdition>
  /** A reader's own front page. */
  forYou(person: Pick<Person, 'id'>, options?: ForYouOptions): Promise<ForYouEdition>
  search(request: SearchRequest): Promise<ListEdition>
  /** Every paper that has a date, newest first, from the one after `after` on. */
  byDate(query: { readonly after?: { readonly published: string; readonly id: string } | undefined; readonly limit: number }): Promise<readonly Entry[]>
  /** These papers (keys of the store) as entries, in the order asked; what is not held is left out. */
  entries(paperKeys: readonly number[]): Promise<readonly Entry[]>
  /** How many papers of a day, week or month, on whichever page and with its filters, came in after the one with this key of the store. */
  countNew(list: Pick<ListEdition, 'kind' | 'from' | 'to' | 'filters'>, afterKey: number): Promise<number>
  /** Completes what is being typed into the search field; nothing for what is no beginning of anything. */
  suggest(typed: string): Promise<SuggestionList>
  /** By public id, identifier, versioned arXiv id or former id; undefined when not held. */
  paper(id: string, options?: { similar?: number; side?: Side | undefined }): Promise<PaperEdition | undefined>
  /** Closest first, near-copies folded. @throws BroadsheetError bad-input when a side is asked of a paper without a date */
  similar(id: string, options?: SimilarOptions): Promise<readonly Entry[] | undefined>
  /** The most frequent categories and venues, for the filters. */
  facets(): Promise<{ categories: readonly { name: string; papers: number }[]; venues: readonly { name: string; papers: number }[] }>
  status(): Promise<InstanceStatus>
  /**
   * What was expected of each day of a span (inclusive) and what of it is held; of days to come, what the calendar says.
   * @throws BroadsheetError bad-input for days that do not exist, or more than 400 of them
   */
  ledger(from: string, to: string): Promise<readonly LedgerDay[]>
  /** where the paper comes from, and how each source fares */
  sources(): Promise<SourcesEdition>
}
