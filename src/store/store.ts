/**
 * The truth: every paper, version, identifier, source record and day, in one database. This file is the
 * room's door and its seam: what the rest of Broadsheet asks of a store, whichever database is behind it.
 * It knows nouns and SQL; not where papers come from, how they are merged, or how they are shown.
 */
import type { Kysely } from 'kysely'
import type { LedgerRow } from '../paper/ledger.ts'
import type { People } from './people.ts'
import type { Hooks } from './hooks.ts'
import type { Post } from './post.ts'
import type { DayEntry, Identifier, IdentifierScheme, Paper, PaperContent, PaperRecord, SourceName, Version } from '../paper/paper.ts'

/** One source's record of a paper as kept. `record` is absent while it is the paper's only source (the paper row says the same). */
export interface SourceRecord {
  readonly source: SourceName
  readonly sourceKey: string
  /** hex digest of the normalised record: equal means nothing changed */
  readonly hash: string
  readonly record: PaperRecord | undefined
}

/** Enough of a held paper to decide whether a record is the same paper. */
export interface IdentityCandidate {
  readonly key: number
  readonly titleKey: string
  readonly firstAuthor: string | undefined
  readonly identifiers: readonly Identifier[]
  readonly sources: readonly { source: SourceName; sourceKey: string; hash: string }[]
}

/** What is to be written for one paper, whole: it replaces what was held under `key`, or is new without one. */
export interface PaperWrite {
  readonly key: number | undefined
  readonly content: PaperContent
  readonly titleKey: string
  readonly sources: readonly SourceRecord[]
  /** every place in a dated list, by the source that placed it there */
  readonly days: readonly (DayEntry & { source: SourceName })[]
}

/** The writing side, alive inside one transaction that excludes every other writer. */
export interface StoreWriter {
  /** Held papers sharing an identifier, a title key or a source record with any of these. */
  candidates(asked: {
    identifiers: readonly Identifier[]
    titleKeys: readonly string[]
    sourceKeys: readonly { source: SourceName; sourceKey: string }[]
  }): Promise<readonly IdentityCandidate[]>
  /** The papers with their source records and days, for merging. */
  load(keys: readonly number[]): Promise<readonly { paper: Paper; sources: readonly SourceRecord[]; days: readonly (DayEntry & { source: SourceName })[] }[]>
  /** Writes papers whole; answers their keys in order. Each gets the next change number. */
  write(papers: readonly PaperWrite[]): Promise<readonly number[]>
  /** Papers that this source alone told of and that nobody here would miss: voted for, saved, tagged, written on, submitted. */
  keysOnlyFrom(source: SourceName): Promise<readonly number[]>
  /** What people did with the absorbed papers goes to the survivor: one vote a person stays one. Before `remove`. */
  absorb(survivor: number, absorbed: readonly number[]): Promise<void>
  /** Removes papers and everything of theirs; remembers the keys as removed for the index. */
  remove(keys: readonly number[]): Promise<void>
  /** As Store.held, with what this write has brought. */
  held(scheme: IdentifierScheme, values: readonly string[]): Promise<ReadonlySet<string>>
  /** As Store.setting, with what this write has saved. */
  setting(name: string): Promise<unknown>
  /** As Store.saveLedger: so that papers go in together with what was said of their days. */
  saveLedger(rows: readonly LedgerRow[], settings?: Readonly<Record<string, unknown>>): Promise<void>
}

/** What changed since a change number: papers to index anew and keys to forget. */
export interface Changes {
  readonly papers: readonly { seq: number; paper: Paper }[]
  readonly removed: readonly { seq: number; key: number }[]
  /** the last change number covered; ask again from here until both lists are empty */
  readonly seq: number
}

export interface DayQuery {
  readonly from: string
  readonly to: string
  readonly source?: SourceName | undefined
  /** places in this source's lists do not count */
  readonly except?: SourceName | undefined
  /** leaves out papers that are listed in these days too */
  readonly unlessIn?: { readonly from: string; readonly to: string } | undefined
  readonly category?: string | undefined
  readonly venue?: string | undefined
  /** `votes`: upvotes and votes given here, then place, then newest; `published`: newest first */
  readonly sort?: 'votes' | 'published' | undefined
  readonly submitter?: string | undefined
  /** only papers that came in after the one with this key */
  readonly afterKey?: number | undefined
  /** of these papers only */
  readonly keys?: readonly number[] | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

/** A step of a walk through all papers by date; `after`: where the step before ended. */
export interface ByDateQuery {
  readonly after?: { readonly published: string; readonly id: string } | undefined
  readonly limit: number
}

/** A paper as it stood in a dated list. Over several days or sources: the entry with the most upvotes. */
export interface ListedPaper {
  readonly paper: Paper
  readonly entry: DayEntry & { source: SourceName }
}

export interface StoreLock {
  release(): Promise<void>
}

/**
 * A database as better-auth takes one (`database: store.accounts`). Statements that write wait for their turn among the store's own;
 * each stands by itself. `sqlite` on both databases: it is what makes the library keep dates as text and yes or no as 1 or 0.
 */
export interface AccountsDatabase {
  /** tables and columns are named at run time */
  readonly db: Kysely<any>
  readonly type: 'sqlite'
  readonly transaction: false
}

export interface Store {
  /** what people do */
  readonly people: People
  /** letters: who asked for which, and what became of each */
  readonly post: Post
  /** addresses that are told of new papers */
  readonly hooks: Hooks
  /** the tables of accounts, for the library that lets people in */
  readonly accounts: AccountsDatabase

  /** Runs `work` in one transaction that excludes other writers (of this and of other processes); all or nothing. */
  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>

  /** Papers by key, in the order asked; unknown keys are left out. */
  papers(keys: readonly number[]): Promise<readonly Paper[]>
  /** Papers that have a date, newest first (then by public id, falling), from the one after `after` on. */
  papersByDate(query: ByDateQuery): Promise<readonly Paper[]>
  /** The paper with this public id or this identifier value in any scheme (case-insensitive), current or former. */
  find(id: string): Promise<Paper | undefined>
  /** The first public id that each of these papers had, and when it came in (ISO instant), by key. */
  origins(keys: readonly number[]): Promise<ReadonlyMap<number, { readonly firstId: string; readonly addedAt: string }>>
  /** Every place of a paper in dated lists, newest day first. */
  daysOf(key: number): Promise<readonly (DayEntry & { source: SourceName })[]>
  versionsOf(key: number): Promise<readonly Version[]>

  /** Papers listed in a span of days (inclusive) and how many there are in all. */
  listed(query: DayQuery): Promise<{ total: number; papers: readonly ListedPaper[] }>
  /** As `listed`, without the papers themselves: far less work where only a few of many will be shown. */
  places(query: DayQuery): Promise<readonly { paperKey: number; entry: ListedPaper['entry'] }[]>
  /** The keys of the papers listed in a span of days (inclusive), ascending. */
  keysListed(from: string, to: string): Promise<readonly number[]>
  /** The nearest days before and after that list a paper. @param except sources whose lists do not count */
  neighbours(day: string, except?: readonly SourceName[]): Promise<{ previous: string | undefined; next: string | undefined }>
  /** First and last day that list a paper. */
  daySpan(): Promise<{ first: string | undefined; last: string | undefined }>
  /** Papers listed per day in a span, by source, ascending; days without any are left out. */
  countsByDay(from: string, to: string): Promise<readonly { day: string; source: SourceName; papers: number }[]>
  /** Categories (or venues) with how many papers have them, most first. */
  facets(kind: 'category' | 'venue', limit: number): Promise<readonly { name: string; papers: number }[]>

  count(): Promise<number>
  /** How many papers each source told of. */
  countBySource(): Promise<Readonly<Partial<Record<SourceName, number>>>>
  /** The number of the last change; 0 in an empty store. */
  seq(): Promise<number>
  /** The last key given to a paper, 0 in an empty store. Keys only grow: papers that come from now on have greater ones. */
  lastKey(): Promise<number>
  /** Changes after `seq`, at most `limit` papers, in order of change. */
  changes(seq: number, limit: number): Promise<Changes>

  /** Small settings of the instance (JSON values). */
  setting(name: string): Promise<unknown>
  setSetting(name: string, value: unknown): Promise<void>

  /** Every setting whose name begins so, by name. */
  settingsUnder(prefix: string): Promise<Readonly<Record<string, unknown>>>

  /** Rows of the ledger in a span of days (inclusive), or of these days only, by day, source and category. */
  ledger(query: ({ from: string; to: string } | { days: readonly string[] }) & { source?: SourceName | undefined }): Promise<readonly LedgerRow[]>
  /** Writes rows whole, replacing those of the same day, source and category; all or nothing, with `settings` beside them. */
  saveLedger(rows: readonly LedgerRow[], settings?: Readonly<Record<string, unknown>>): Promise<void>
  /** Those of the values (in any case) that are an identifier of a paper held, as they were given. */
  held(scheme: IdentifierScheme, values: readonly string[]): Promise<ReadonlySet<string>>

  /**
   * Takes a lock that one process holds at a time: it lasts until released, until the store is closed or
   * until the process ends in whatever way.
   * Undefined while another, in this or another process, has it.
   */
  tryLock(name: string): Promise<StoreLock | undefined>

  /** Checks the database itself; empty when sound, else sentences that say what is wrong. */
  check(): Promise<readonly string[]>
  close(): Promise<void>
}
