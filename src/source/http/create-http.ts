import { lookup as lookUp } from 'node:dns/promises'
import type { Time } from '../../tools/clock.ts'
import type { Gate } from './gate.ts'
import { SourceTrouble, type Http, type HttpAnswer, type HttpRequest } from './http.ts'
import { nextLink } from './next-link.ts'
import { isPublicAddress, mayAskHost } from './public-address.ts'
import { readBody } from './read-body.ts'
import { retryAt } from './retry-after.ts'
import { unreachable } from './unreachable.ts'

export interface HttpOptions {
  /** the service's name for a person: "arXiv" */
  readonly name: string
  readonly gate: Gate
  readonly userAgent: string
  readonly time: Time
  readonly fetch?: typeof globalThis.fetch | undefined
  /** ms without a byte after which an answer is given up */
  readonly timeoutMs?: number | undefined
  /** longest body, unpacked */
  readonly maxBytes?: number | undefined
  /**
   * statuses after which the service is left alone for the gate's quiet time: by default 429, and 403, after which arXiv
   * takes further requests for an attack (https://info.arxiv.org/help/robots.html)
   */
  readonly quietAfter?: readonly number[] | undefined
  /** addresses of a name; for tests */
  readonly lookup?: ((host: string) => Promise<readonly string[]>) | undefined
}

const MAX_REDIRECTS = 3
/** An answer that trickles is given up after this many times the timeout. */
const PATIENCE = 10
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** The door to one service: GET only, bounded, polite. See http.ts for what it promises. */
export function createHttp(options: HttpOptions): Http {
  const { name, gate, userAgent, time, fetch = globalThis.fetch, timeoutMs = 60_000, maxBytes = 64 * 1024 * 1024, quietAfter = [403, 429], lookup = addressesOf } = options

  /** One request and its whole answer: a body, or where it was moved to. */
  const ask = async (url: URL, request: HttpRequest): Promise<HttpAnswer | URL> => {
    const stop = new AbortController()
    const timers = new Timers(stop, timeoutMs)
    const give = (): void => stop.abort(request.signal?.reason)
    request.signal?.addEventListener('abort', give, { once: true })
    try {
      request.signal?.throwIfAborted()
      let response: Response
      try {
        response = await fetch(url, { method: 'GET', redirect: 'manual', headers: headersOf(request, userAgent), signal: stop.signal })
      } catch (error) {
        request.signal?.throwIfAborted()
        throw timers.over !== undefined ? new SourceTrouble('unreachable', `${name} did not answer within ${inSeconds(timeoutMs)}.`, { cause: error }) : unreachable(name, url, error)
      }
      // Zotero asks so for a pause, with any answer: https://www.zotero.org/support/dev/web_api/v3/basics#rate_limiting
      const pause = retryAt(response.headers.get('backoff'), null, time.now())
      if (pause !== undefined) await gate.quietUntil(pause)
      if (REDIRECTS.has(response.status)) {
        await discard(response)
        return movedTo(name, url, response)
      }
      if (response.status === 304) {
        await discard(response)
        if (request.etag === undefined && request.lastModified === undefined) throw new SourceTrouble('broken', `${name} answered that nothing has changed, which it was not asked.`, { status: 304 })
        return { ...factsOf(response, url), etag: response.headers.get('etag') ?? request.etag, lastModified: response.headers.get('last-modified') ?? request.lastModified, body: Buffer.alloc(0) }
      }
      if (response.status !== 200) {
        await discard(response)
        throw await troubleOf(response)
      }
      try {
        return { ...factsOf(response, url), body: await readBody(response, name, maxBytes, () => timers.restart()) }
      } catch (error) {
        request.signal?.throwIfAborted()
        if (error instanceof SourceTrouble) throw error
        const why = timers.over === undefined ? 'the connection was lost' : timers.over === 'idle' ? `nothing more came for ${inSeconds(timeoutMs)}` : `it was not whole after ${inSeconds(timeoutMs * PATIENCE)}`
        throw new SourceTrouble('cut', `The answer of ${name} broke off: ${why}.`, { status: 200, cause: error })
      }
    } finally {
      timers.stop()
      request.signal?.removeEventListener('abort', give)
      // Whatever is left of the answer is not waited for.
      stop.abort()
    }
  }

  const troubleOf = async (response: Response): Promise<SourceTrouble> => {
    const { status } = response
    const now = time.now()
    const asked = retryAt(response.headers.get('retry-after'), response.headers.get('date'), now)
    const at = quietAfter.includes(status) ? Math.max(asked ?? 0, now + gate.quietMs) : status === 503 ? asked : undefined
    if (at !== undefined) await gate.quietUntil(at)
    if (status === 429 || status === 503) return new SourceTrouble('busy', `${name} is too busy to answer (status ${status}).`, { status, retryAt: at })
    if (status >= 500) return new SourceTrouble('failed', `${name} failed to answer (status ${status}).`, { status, retryAt: at })
    if (status >= 400) return new SourceTrouble('refused', `${name} refused to answer (status ${status}).`, { status, retryAt: at })
    return new SourceTrouble('broken', `${name} answered in a way that is not understood (status ${status}).`, { status })
  }

  /** Redirects never lead from the web into this machine or its network, nor from https to http. */
  const mayFollow = async (from: URL, to: URL): Promise<void> => {
    const refuse = (why: string): never => {
      throw new SourceTrouble('refused', `${name} sends to another address ${why}, which is not followed.`)
    }
    if (to.protocol !== 'https:' && to.protocol !== 'http:') refuse('that is no web address')
    if (from.protocol === 'https:' && to.protocol === 'http:') refuse('without encryption')
    if (to.username !== '' || to.password !== '') refuse('with a name and password')
    if (mayAskHost(from.hostname) === 'no') return
    const may = mayAskHost(to.hostname)
    const found = may === 'resolve' ? await lookup(to.hostname) : []
    if (may === 'no' || !found.every(isPublicAddress)) refuse('within your own network')
    // Nothing was found, so nothing was checked.
    if (may === 'resolve' && found.length === 0) throw new SourceTrouble('unreachable', `${name} sends to another address, which could not be looked up.`)
  }

  return {
    async get(request) {
      const first = parse(name, request.url)
      let url = first
      for (let hops = 0; ; hops++) {
        const allowed = url.origin === first.origin ? request : { ...request, authorization: undefined }
        const answer = await gate.through(() => ask(url, allowed), request.signal)
        if (!(answer instanceof URL)) return answer
        if (hops === MAX_REDIRECTS) throw new SourceTrouble('broken', `${name} sends from address to address without an end.`)
        if (url.protocol === 'https:' && answer.protocol === 'http:') await mayFollow(url, answer)
        await mayFollow(first, answer)
        url = answer
      }
    },
  }
}

/** Ends a request that is silent for too long, or that goes on without an end. */
class Timers {
  over: 'idle' | 'whole' | undefined
  private readonly idle: NodeJS.Timeout
  private readonly whole: NodeJS.Timeout

  constructor(stop: AbortController, ms: number) {
    const give = (which: 'idle' | 'whole'): void => {
      this.over ??= which
      stop.abort(new Error('timeout'))
    }
    this.idle = setTimeout(give, ms, 'idle')
    this.whole = setTimeout(give, ms * PATIENCE, 'whole')
  }

  restart(): void {
    this.idle.refresh()
  }

  stop(): void {
    clearTimeout(this.idle)
    clearTimeout(this.whole)
  }
}

function parse(name: string, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new SourceTrouble('refused', `The address of ${name} is no web address.`)
  return url
}

function movedTo(name: string, url: URL, response: Response): URL {
  const location = response.headers.get('location') ?? ''
  if (location === '' || !URL.canParse(location, url.href)) throw new SourceTrouble('broken', `${name} sends to another address without saying which (status ${response.status}).`, { status: response.status })
  return new URL(location, url)
}

function headersOf(request: HttpRequest, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': userAgent, accept: request.accept ?? '*/*', 'accept-encoding': 'gzip' }
  if (request.authorization !== undefined) headers['authorization'] = request.authorization
  if (request.etag !== undefined) headers['if-none-match'] = request.etag
  if (request.lastModified !== undefined) headers['if-modified-since'] = request.lastModified
  return headers
}

function factsOf(response: Response, url: URL): Omit<HttpAnswer, 'body'> {
  return {
    status: response.status,
    etag: bounded(response.headers.get('etag')),
    lastModified: bounded(response.headers.get('last-modified')),
    contentType: (response.headers.get('content-type') ?? '').toLowerCase().slice(0, 200),
    next: nextLink(response.headers.get('link'), url),
    total: /^\d{1,9}$/.test(response.headers.get('total-results') ?? '') ? Number(response.headers.get('total-results')) : undefined,
  }
}

/** Validators are kept over restarts; one of unreasonable length is none. */
function bounded(header: string | null): string | undefined {
  return header === null || header === '' || header.length > 500 ? undefined : header
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined)
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookUp(host, { all: true })).map(({ address }) => address)
  } catch {
    // A name that cannot be found now will not be reached either.
    return []
  }
}

function inSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`
}
