/** What the services ask of those who come, written down where it is not kept. */

/** After a 429 arXiv wants this much quiet. */
const QUIET_MS = 10 * 60_000
/** Hugging Face: requests without an account in five minutes. */
const HUGGINGFACE_MOST = 500
const HUGGINGFACE_WINDOW_MS = 5 * 60_000
/** Ids of one request. */
const IDS_MOST = 2000

export interface Visit {
  readonly service: string
  readonly url: string
  readonly at: number
  readonly userAgent: string | undefined
  readonly ids?: number
}

export interface PolitenessRecord {
  /** a sentence for each breach */
  readonly broken: string[]
  /** A request comes in; call `done` when its answer is over. */
  visit(visit: Visit): { done(): void }
  /** The service has asked to be left alone: a 429, or any answer with Retry-After (seconds). */
  turnedAway(service: string, at: number, status: number, retryAfter: number | undefined): void
}

/**
 * @param gateMs least time between the beginnings of two requests to arXiv, all of its services together
 * @param slackMs so much less is let pass: over a real network two requests may come closer than they were sent
 */
export function politeness({ gateMs, slackMs }: { gateMs: number; slackMs: () => number }): PolitenessRecord {
  const broken: string[] = []
  const last = new Map<string, number>()
  const underWay = new Map<string, number>()
  const quietUntil = new Map<string, { until: number; why: string }>()
  let recent: number[] = []
  const houseOf = (service: string): string => (service.startsWith('arxiv-') ? 'arxiv' : service)

  return {
    broken,
    visit: ({ service, url, at, userAgent, ids = 0 }) => {
      const house = houseOf(service)
      const say = (what: string): void => void broken.push(`${new Date(at).toISOString()} ${url.slice(0, 200)}: ${what}`)
      if (userAgent === undefined || /^(?:node|undici)?$/i.test(userAgent.trim())) say('no User-Agent')
      const quiet = quietUntil.get(house)
      if (quiet !== undefined && at < quiet.until) say(`${Math.ceil((quiet.until - at) / 1000)} s too early after ${quiet.why}`)
      if (house === 'arxiv') {
        const before = last.get(house)
        if (before !== undefined && at - before < gateMs - slackMs()) say(`${at - before} ms after the request before it`)
        if ((underWay.get(house) ?? 0) > 0) say('while another request was under way')
        if (ids > IDS_MOST) say(`${ids} ids at once`)
      }
      if (house === 'huggingface') {
        recent = [...recent.filter((one) => one > at - HUGGINGFACE_WINDOW_MS), at]
        if (recent.length > HUGGINGFACE_MOST) say(`${recent.length} requests in five minutes`)
      }
      last.set(house, at)
      underWay.set(house, (underWay.get(house) ?? 0) + 1)
      let over = false
      return {
        done: () => {
          if (over) return
          over = true
          underWay.set(house, underWay.get(house)! - 1)
        },
      }
    },
    turnedAway: (service, at, status, retryAfter) => {
      const house = houseOf(service)
      const least = status === 429 && house === 'arxiv' ? QUIET_MS : 0
      const until = at + Math.max(least, (retryAfter ?? 0) * 1000)
      if (until > Math.max(at, quietUntil.get(house)?.until ?? 0)) quietUntil.set(house, { until, why: retryAfter === undefined ? `a ${status}` : `a ${status} with Retry-After ${retryAfter}` })
    },
  }
}
