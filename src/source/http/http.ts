/**
 * How every source asks: one door through which each request goes, with the gate of its service, a User-Agent that
 * names a contact, bounded sizes and times, and troubles that say what happened in words for a person.
 */

export interface HttpRequest {
  readonly url: string
  /** of the last answer, for a conditional request */
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  readonly accept?: string | undefined
  /** sent as Authorization, to the address asked for and never to another host that it sends to */
  readonly authorization?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  /** 200, or 304 when a conditional request found nothing new */
  readonly status: number
  /** whole and as long as announced, unpacked; empty for 304 */
  readonly body: Buffer
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** of the Content-Type, lower case: `text/xml; charset=utf-8` */
  readonly contentType: string
  /** the address of `rel="next"` in Link, absolute */
  readonly next: string | undefined
  /** of Total-Results, where the service says how many there are in all */
  readonly total?: number | undefined
}

/** Asks one service. All its requests, of all of its hosts, go through one gate. */
export interface Http {
  /** @throws SourceTrouble for everything but 200 and 304, and for a body that is cut short or too large */
  get(request: HttpRequest): Promise<HttpAnswer>
}

/**
 * - `unreachable`: no connection, a name that is not found, no answer in time
 * - `cut`: the answer broke off
 * - `busy`: 429 or 503; `retryAt` says when to come back
 * - `refused`: another 4xx: asking again will not help before something changes
 * - `failed`: another 5xx
 * - `broken`: an answer that cannot be read as what was asked for
 */
export type TroubleKind = 'unreachable' | 'cut' | 'busy' | 'refused' | 'failed' | 'broken'

/** Why a source gave nothing. The message is a sentence for a person. */
export class SourceTrouble extends Error {
  override readonly name = 'SourceTrouble'
  readonly kind: TroubleKind
  /** HTTP status, where there was one */
  readonly status: number | undefined
  /** ms since 1970; not before then may the service be asked again */
  readonly retryAt: number | undefined

  constructor(kind: TroubleKind, message: string, options: { status?: number | undefined; retryAt?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.status = options.status
    this.retryAt = options.retryAt
  }
}
