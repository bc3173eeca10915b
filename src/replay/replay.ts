/**
 * The services as a world would have them answer, for tests and for a demonstration without network: arXiv's feeds,
 * OAI-PMH and query API and Hugging Face's Daily Papers, below one address each: `/arxiv-feed`, `/arxiv-oai`,
 * `/arxiv-api`, `/huggingface`; simply also `/biorxiv`, `/openreview`, `/openalex` and `/feed/NAME`. It answers wrongly where a plan of faults says so, and writes down who is impolite.
 * This room may be used by tests, by the command line and by the wiring; nothing else knows it.
 */
import type { Time } from '../tools/clock.ts'
import { JSON_TYPE, type Answer } from './answer.ts'
import { answerArxivApi } from './answer-arxiv-api.ts'
import { answerArxivFeed } from './answer-arxiv-feed.ts'
import { answerArxivOai } from './answer-arxiv-oai.ts'
import { answerFurther, FURTHER } from './answer-further.ts'
import { answerHuggingface } from './answer-huggingface.ts'
import { ArchiveView } from './archive-view.ts'
import { NO_FAULTS, type Asked, type Faults } from './faults.ts'
import { politeness } from './politeness.ts'
import { fetchInProcess } from './fetch-in-process.ts'
import { listenReplay, type ListeningReplay } from './listen-replay.ts'
import { instead, replaces, spoilt, type Wire } from './spoil.ts'
import type { World } from './world.ts'

export interface ReplayOptions {
  readonly world: World
  readonly time: Time
  readonly faults?: Faults
  /** least time between two requests to arXiv */
  readonly gateMs?: number
  /** records of a page of OAI-PMH */
  readonly pageSize?: number
  /** in process an answer that is too slow is given up after so long, as a client's time-out would */
  readonly clientTimeoutMs?: number
  /** longest wait of a slow answer that still comes in time, ms */
  readonly slowMs?: number
  /** told of every request as it comes in */
  readonly onRequest?: (url: URL) => void
}

export interface ReplayStats {
  readonly requests: number
  readonly byService: Readonly<Record<string, number>>
  /** answers given, by status; those that never came count as 0 */
  readonly byStatus: Readonly<Record<string, number>>
  /** a sentence for each breach of politeness */
  readonly broken: readonly string[]
}

export interface Replay {
  /** As globalThis.fetch, answered in process; any host will do. It waits by the replay's own time. */
  readonly fetch: typeof globalThis.fetch
  /** Answers over HTTP on the loopback interface; port 0 lets the system choose. */
  listen(port: number): Promise<ListeningReplay>
  readonly stats: ReplayStats
}

/** A request as both ways of asking have it. `undefined` in answer: the connection is refused. */
export interface Exchange {
  readonly wire: Wire | undefined
  /** to be called when the answer has been sent, or given up */
  done(): void
}

export function createReplay(options: ReplayOptions): Replay {
  const { world, time, faults = NO_FAULTS, gateMs = 3000, pageSize = 1300, clientTimeoutMs = 30_000, slowMs = 5000, onRequest = () => {} } = options
  const view = new ArchiveView(world)
  let overNetwork = false
  const record = politeness({ gateMs, slackMs: () => (overNetwork ? 50 : 0) })
  const byService: Record<string, number> = {}
  const byStatus: Record<string, number> = {}
  let requests = 0

  const exchange = (url: URL, headers: Headers): Exchange => {
    const now = time.now()
    const asked = askedOf(url)
    onRequest(url)
    requests++
    byService[asked.service] = (byService[asked.service] ?? 0) + 1
    const { done } = record.visit({ service: asked.service, url: `${url.pathname}${url.search}`, at: now, userAgent: headers.get('user-agent') ?? undefined, ids: asked.service === 'arxiv-api' ? asked.ids.length : 0 })
    const wire = wireOf(url, asked, headers, now)
    const status = String(wire?.status ?? 0)
    byStatus[status] = (byStatus[status] ?? 0) + 1
    if (wire !== undefined && (wire.status === 429 || wire.retryAfter !== undefined)) record.turnedAway(asked.service, now, wire.status, wire.retryAfter)
    return { wire, done }
  }

  const wireOf = (url: URL, asked: Asked, headers: Headers, now: number): Wire | undefined => {
    const fault = faults.draw(asked, now)
    if (fault?.kind === 'refused') return undefined
    if (fault !== undefined && replaces(fault)) return instead(fault, now)
    const answer = answerOf(url, asked, now, fault)
    const { etag } = answer.headers ?? {}
    if (answer.status === 200 && etag !== undefined && headers.get('if-none-match') === etag) return { status: 304, headers: { ...answer.headers }, body: Buffer.alloc(0), end: 'whole', delayMs: 0 }
    return spoilt(answer, fault, { slowMs })
  }

  const answerOf = (url: URL, asked: Asked, now: number, fault: ReturnType<Faults['draw']>): Answer => {
    switch (asked.service) {
      case 'arxiv-feed':
        return answerArxivFeed(world, asked.what, asked.categories.join('+'), now, fault)
      case 'arxiv-oai':
        return answerArxivOai(world, view, url.searchParams, now, pageSize, fault)
      case 'arxiv-api':
        return answerArxivApi(world, view, url.searchParams, now, fault)
      case 'huggingface':
        return answerHuggingface(world, url, now, fault)
      case 'biorxiv':
      case 'openreview':
      case 'openalex':
      case 'feed':
        return answerFurther(asked.service, asked.path, url.searchParams, now)
      case 'other':
        return { status: 404, contentType: JSON_TYPE, text: JSON.stringify({ error: 'Nothing is replayed here.' }) }
    }
  }

  return {
    fetch: fetchInProcess(exchange, time, clientTimeoutMs),
    listen: (port) => {
      overNetwork = true
      return listenReplay(exchange, port)
    },
    stats: {
      get requests() {
        return requests
      },
      byService,
      byStatus,
      broken: record.broken,
    },
  }
}

function askedOf(url: URL): Asked {
  const [, service, ...rest] = url.pathname.split('/')
  const query = url.searchParams
  if (service === 'arxiv-feed' && (rest[0] === 'rss' || rest[0] === 'atom') && rest.length === 2) return { service, what: rest[0], categories: plain(rest[1]!).split('+') }
  if (service === 'arxiv-oai') return { service, what: query.get('verb') ?? '', token: query.has('resumptionToken'), set: query.get('set') ?? undefined }
  if (service === 'arxiv-api') return { service, ids: (query.get('id_list') ?? '').split(',').filter((one) => one !== '') }
  if (service === 'huggingface' && rest.join('/') === 'api/daily_papers') return { service, day: query.get('date') ?? undefined, page: Number(query.get('p') ?? 0) }
  const further = FURTHER.find((one) => one === service)
  return further === undefined ? { service: 'other', path: url.pathname } : { service: further, path: rest.map(plain).join('/') }
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
