/**
 * arXiv's three services for programs, each asked one request at a time: announcement feeds (rss.arxiv.org), OAI-PMH in
 * arXivRaw (oaipmh.arxiv.org) and, for ids only, the query API (export.arxiv.org). This file is the folder's door: what
 * the answers are. What they mean for a day is decided in ingest/.
 * Rules: https://info.arxiv.org/help/api/tou.html, https://info.arxiv.org/help/oa/index.html, https://info.arxiv.org/help/rss.html
 */
import type { RawRecord, Rejection } from '../source.ts'

export type AnnounceType = 'new' | 'cross' | 'replace' | 'replace-cross'

export interface FeedEntryOfArxiv {
  /** without version */
  readonly id: string
  readonly version: number | undefined
  readonly type: AnnounceType
  /** of shape arxiv-atom */
  readonly raw: RawRecord
}

export interface ArxivFeed {
  /** nothing has changed since the ETag that was sent */
  readonly notModified: boolean
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** the Eastern day that the feed prints as its own; not to be believed (stale feeds carry fresh dates) */
  readonly printedDay: string | undefined
  readonly entries: readonly FeedEntryOfArxiv[]
  /** false when the feed may have been cut at its limit of 2,000 entries, or has an entry of which nobody can say what it lists */
  readonly whole: boolean
  readonly rejected: readonly Rejection[]
  /** ids of entries that could not be read and may list a paper as new or newly cross-listed */
  readonly unread: readonly string[]
}

export interface OaiRecord {
  /** arXiv id without version, from the header */
  readonly id: string
  /** UTC day of the last change */
  readonly datestamp: string
  readonly deleted: boolean
  /** absent for deleted records; of shape arxiv-oai */
  readonly raw: RawRecord | undefined
}

export interface OaiPage {
  readonly records: readonly OaiRecord[]
  /** undefined on the last page */
  readonly token: string | undefined
  /** ISO instant, when the service says until when the token is good */
  readonly tokenExpires: string | undefined
  /** ISO instant: the service's own clock */
  readonly responseDate: string
  readonly rejected: readonly Rejection[]
  readonly unread: readonly string[]
}

/** What to list: a category since a day, or the page after another. */
export type OaiRequest =
  | { readonly category: string; readonly from: string; readonly until?: string | undefined }
  | { readonly token: string }

export interface Arxiv {
  /** The announcement feed of a category. @throws SourceTrouble; `refused` when arXiv knows no such category */
  feed(category: string, known: { etag?: string | undefined; lastModified?: string | undefined }, signal?: AbortSignal): Promise<ArxivFeed>
  /** One page of records changed since a day; `expired` when the token is no longer good. @throws SourceTrouble */
  records(request: OaiRequest, signal?: AbortSignal): Promise<OaiPage | 'expired'>
  /** Papers by id, at most 100 at a time, as the query API tells them; ids that it does not know are left out. @throws SourceTrouble */
  byIds(ids: readonly string[], signal?: AbortSignal): Promise<{ readonly records: readonly { readonly id: string; readonly raw: RawRecord }[]; readonly rejected: readonly Rejection[] }>
}
