import type { RawRecord, Rejection } from './source.ts'
import type { Http } from './http/http.ts'

/** What is to be asked for; ISO days, inclusive. */
export interface PageRequest {
  readonly from: string
  readonly to: string
  /** where the page before ended, as it said; undefined at the beginning. Plain JSON: it is kept over restarts */
  readonly cursor: unknown
  /** what the last whole reading left behind (an ETag …). Plain JSON */
  readonly memory: unknown
  readonly signal?: AbortSignal | undefined
}

export interface SourcePage {
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
  /** where the next page begins; undefined after the last */
  readonly next: unknown
  /** to be kept for the next reading */
  readonly memory?: unknown
  /** how far the reading has come, 0 to 1, if it can be told */
  readonly progress?: number | undefined
}

/**
 * A source that is read a page at a time: one request, its records, and where to go on. Between two pages a process
 * may end; the cursor is kept in the store.
 */
export interface PagedSource {
  /** unique and lasting: names its state in the store, such as `biorxiv` or `openreview:ICLR.cc/2026/Conference` */
  readonly key: string
  /** for a person: "bioRxiv", "ICLR 2026 on OpenReview" */
  readonly label: string
  /** the service whose gate it goes through: `biorxiv`, `openreview` … */
  readonly service: string
  /** how often it is read anew, ms */
  readonly everyMs: number
  /** how many days back a regular reading looks; later corrections are found that way */
  readonly daysBack: number
  /** @throws SourceTrouble */
  page(http: Http, request: PageRequest): Promise<SourcePage>
}
