/**
 * The nouns of Broadsheet as zod schemas and pure functions: what a paper is, however it arrived.
 * This room knows no source, no database, no page; everything above it speaks in these words.
 */
import { z } from 'zod'

/** A partial ISO 8601 date: `2024`, `2024-10` or `2024-10-18`, as precise as the source is. Sorts as text. */
export const PartialDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)

/** A full ISO 8601 day, `2024-10-18`. */
export const Day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Schemes of identifiers. `local` names the ids that Broadsheet gives to papers which bring none. */
export const IdentifierScheme = z.enum(['arxiv', 'doi', 'openreview', 'acl', 'pubmed', 'conference', 'local'])
export type IdentifierScheme = z.infer<typeof IdentifierScheme>

/** An identifier as the field writes it: arXiv ids without version (`2403.07691`, `cs/9301111`), DOIs in lower case. */
export const Identifier = z.object({ scheme: IdentifierScheme, value: z.string().min(1).max(300) })
export type Identifier = z.infer<typeof Identifier>

export const Author = z.object({ name: z.string().min(1).max(300), affiliation: z.string().max(1000).optional() })
export type Author = z.infer<typeof Author>

/** One version of a paper. `submittedAt` is an ISO 8601 instant or partial date. */
export const Version = z.object({
  number: z.int().min(1).max(10_000),
  submittedAt: z.string().max(40).optional(),
})
export type Version = z.infer<typeof Version>

/** A person or bot of another service who put a paper into a day. */
export const Submitter = z.object({
  name: z.string().max(200),
  fullname: z.string().max(300).optional(),
  avatarUrl: z.string().max(2000).optional(),
})
export type Submitter = z.infer<typeof Submitter>

/** A paper's place in a dated list (one row of Daily Papers, or arXiv's own day). */
export const DayEntry = z.object({
  day: Day,
  /** place in the source's own order, from 0 */
  position: z.int().min(0).default(0),
  upvotes: z.int().min(0).default(0),
  numComments: z.int().min(0).default(0),
  submittedAt: z.string().max(40).optional(),
  submittedBy: Submitter.optional(),
  /** the day is reckoned from the submission's date; no list of that day was seen */
  estimated: z.boolean().optional(),
})
export type DayEntry = z.infer<typeof DayEntry>

/** Links to other places of the same paper: code, project page, full text. Only http and https. */
export const Link = z.object({
  kind: z.enum(['abstract', 'fulltext', 'code', 'project', 'thumbnail', 'media', 'other']),
  url: z.string().max(2000).regex(/^https?:\/\//i),
})
export type Link = z.infer<typeof Link>

/**
 * Sources by how far their text is to be trusted, weakest first: the last named that has a field gives it. `community` tells of no
 * paper: it is the list that the people of this instance make.
 */
export const SOURCES = ['community', 'openalex', 'shelf', 'pages', 'feed', 'bibliography', 'conference', 'acl', 'openreview', 'huggingface', 'biorxiv', 'medrxiv', 'arxiv'] as const
export const SourceName = z.enum(SOURCES)
export type SourceName = z.infer<typeof SourceName>

/**
 * What one source says of one paper, normalised. Titles and abstracts are plain text with TeX
 * in `$…$`, white space folded to single blanks (abstracts may hold `\n\n` between paragraphs).
 */
export const PaperRecord = z.object({
  source: SourceName,
  /** the record's name within its source; (source, sourceKey) is unique */
  sourceKey: z.string().min(1).max(400),
  title: z.string().min(1).max(2000),
  abstract: z.string().max(200_000).default(''),
  authors: z.array(Author).max(10_000).default([]),
  identifiers: z.array(Identifier).max(50).default([]),
  /** arXiv categories, primary first */
  categories: z.array(z.string().min(1).max(60)).max(60).default([]),
  venue: z.string().max(300).optional(),
  keywords: z.array(z.string().min(1).max(200)).max(100).default([]),
  /** first appearance; partial where the source knows only the year */
  published: PartialDate.optional(),
  /** last change */
  updated: PartialDate.optional(),
  versions: z.array(Version).max(1000).default([]),
  comment: z.string().max(5000).optional(),
  journalRef: z.string().max(2000).optional(),
  licence: z.string().max(500).optional(),
  citations: z.int().min(0).optional(),
  links: z.array(Link).max(100).default([]),
  aiSummary: z.string().max(20_000).optional(),
  /** what a service says beside the paper and only that service's API needs again (discussionId, githubStars …) */
  extras: z.record(z.string(), z.unknown()).optional(),
  withdrawn: z.boolean().optional(),
  /** days in whose list the source placed it */
  days: z.array(DayEntry).max(400).default([]),
})
export type PaperRecord = z.infer<typeof PaperRecord>

/** A paper as Broadsheet keeps it: all that its sources say, merged. */
export interface Paper {
  /** the store's own number; never shown */
  readonly key: number
  /** public id: arXiv id without version, else DOI, else the source's id, else `b-` and 12 hex digits */
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly Author[]
  readonly identifiers: readonly Identifier[]
  readonly categories: readonly string[]
  readonly venue: string | undefined
  readonly keywords: readonly string[]
  readonly published: string | undefined
  readonly updated: string | undefined
  readonly versions: readonly Version[]
  readonly comment: string | undefined
  readonly journalRef: string | undefined
  readonly licence: string | undefined
  readonly citations: number | undefined
  readonly links: readonly Link[]
  readonly aiSummary: string | undefined
  readonly extras: Readonly<Record<string, unknown>>
  readonly withdrawn: boolean
  /** every source that told of it, strongest last */
  readonly sources: readonly SourceName[]
  /** the highest count of upvotes that any of its days shows */
  readonly upvotes: number
}

/** A merged paper before the store has numbered it. */
export type PaperContent = Omit<Paper, 'key'>
