/**
 * The tables as Kysely sees them, the same on both databases. Lists and open shapes are JSON text, so that
 * either database keeps them byte for byte; what is asked for by value has a column or a row of its own.
 */
import type { HookTables } from './hooks/hook-tables.ts'
import type { PeopleTables } from './people/people-tables.ts'
import type { PostTables } from './post/post-tables.ts'

export interface PapersTable {
  key: number
  /** number of the last change of this paper */
  seq: number
  /** public id as shown */
  id: string
  title: string
  /** the title as duplicates are recognised by */
  title_key: string
  /** JSON, `[{name, affiliation?}]` */
  authors: string
  /** JSON, `[{scheme, value}]`, spelled as the sources spell them; the table `identifiers` finds them */
  identifiers: string
  /** JSON, `["cs.LG","cs.CL"]`, written without blanks: filters look for `"cs.LG"` */
  categories: string
  venue: string | null
  /** JSON, `["…"]` */
  keywords: string
  published: string | null
  updated: string | null
  comment: string | null
  journal_ref: string | null
  licence: string | null
  citations: number | null
  /** JSON, `[{kind, url}]` */
  links: string
  ai_summary: string | null
  /** JSON object */
  extras: string
  /** 0 or 1 */
  withdrawn: number
  /** JSON, weakest source first */
  sources: string
  upvotes: number
  /** JSON, public ids that the paper once had */
  former_ids: string
  added_at: string
  /** last: it is long, and the columns before it are read without it */
  abstract: string
}

export interface PaperVersionsTable {
  paper_key: number
  number: number
  submitted_at: string | null
}

/** Every name by which a paper is found, folded to lower case. Scheme `title` holds digests of title keys. */
export interface IdentifiersTable {
  scheme: string
  value: string
  paper_key: number
}

export interface PaperSourcesTable {
  source: string
  source_key: string
  paper_key: number
  hash: string
  /** JSON, null while the paper row says the same */
  record: string | null
}

export interface DayEntriesTable {
  day: string
  source: string
  paper_key: number
  position: number
  upvotes: number
  num_comments: number
  submitted_at: string | null
  /** the submitter's name, lower case, to filter by */
  submitter: string | null
  /** JSON, `{name, fullname?, avatarUrl?}` */
  submitted_by: string | null
  /** The paper's own, again: lists are filtered and ordered without touching the wide rows of `papers`. */
  published: string | null
  venue: string | null
  categories: string
  /** 0 or 1 */
  estimated: number
}

export interface RemovedTable {
  key: number
  seq: number
}

/** How many papers have what, kept with every write: `papers` in all, and per `category`, `venue`, `source`. */
export interface CountsTable {
  kind: string
  name: string
  papers: number
}

/** The last key and the last change number given out; neither is ever given twice. */
export interface CountersTable {
  name: string
  value: number
}

export interface SettingsTable {
  name: string
  /** JSON */
  value: string
}

/** Keyed by day, source and category; lists and shapes as JSON. */
export interface LedgerTable {
  day: string
  source: string
  category: string
  /** JSON, `["2403.07691"]` */
  expected: string
  missing: string
  /** JSON, `{feed?: {at, agreed}, …}` */
  told: string
  checked_at: string
  trouble: string | null
  complete_at: string | null
}

export interface Tables extends PeopleTables, PostTables, HookTables {
  papers: PapersTable
  paper_versions: PaperVersionsTable
  identifiers: IdentifiersTable
  paper_sources: PaperSourcesTable
  day_entries: DayEntriesTable
  removed: RemovedTable
  counts: CountsTable
  counters: CountersTable
  settings: SettingsTable
  ledger: LedgerTable
}
