/**
 * How often one reader may ask, told in headers as draft-ietf-httpapi-ratelimit-headers has them. Kept in memory, bounded, apart for each
 * person and way of asking; who is not known is their address. The one reader of this machine may ask as often as they like.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { RateLimit } from '../community/accounts/rate-limit.ts'
import { visitorOf } from '../community/visitor.ts'
import { askedFrom } from '../page/account/asked-from.ts'
import type { Clock } from '../tools/clock.ts'

/** Requests that one reader may make in a minute, by what they are. */
export const REQUESTS_A_MINUTE = { reading: 600, searching: 120, writing: 120 } as const
type Kind = keyof typeof REQUESTS_A_MINUTE

const WINDOW_S = 60
/** What is answered with “not modified” counts as the twentieth part of a request: feed readers may poll often. */
const UNCHANGED_COUNTS = 1 / 20

const SEARCHES: ReadonlySet<string> = new Set(['/papers/search', '/api/papers/search', '/mcp'])
/** Machines that speak for many readers at once, and say so by a signature or a secret: a request that is refused would be lost. */
const NEVER = /^\/(?:assets\/|favicon\.ico$|letters\/unsubscribe\/|api\/mail\/events\/)/

export function kindOf(c: Context): Kind | undefined {
  const { method, path } = c.req
  if (method === 'OPTIONS' || NEVER.test(path)) return undefined
  if (SEARCHES.has(path) || path.endsWith('/similar') || (/^\/papers(?:\.|$)/.test(path) && c.req.query('q'))) return 'searching'
  return method === 'GET' || method === 'HEAD' ? 'reading' : 'writing'
}

/** Counts requests and refuses those beyond the limit with 429. Stands after who asks is known. */
export function rateLimit(clock: Clock, most: Readonly<Record<Kind, number>> = REQUESTS_A_MINUTE): MiddlewareHandler {
  const limits = Object.fromEntries(Object.entries(most).map(([kind, times]) => [kind, new RateLimit(clock, times, WINDOW_S * 1000)])) as Record<Kind, RateLimit>
  return async (c, next) => {
    const kind = kindOf(c)
    const key = kind === undefined ? undefined : askerOf(c)
    if (kind === undefined || key === undefined) return next()
    const { allowed, left, forMs } = limits[kind].count(key)
    const seconds = Math.max(1, Math.ceil(forMs / 1000))
    const say = (): void => {
      c.header('RateLimit-Policy', `"${kind}";q=${most[kind]};w=${WINDOW_S}`)
      c.header('RateLimit', `"${kind}";r=${left};t=${seconds}`)
    }
    if (!allowed) {
      say()
      c.header('Retry-After', String(seconds))
      throw new HTTPException(429, { message: `You may make ${most[kind]} requests for ${kind} in a minute, and these were more. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.` })
    }
    await next()
    // Not before: an answer that a face made whole takes no headers along that were said earlier.
    say()
    if (c.res.status === 304) limits[kind].giveBack(key, 1 - UNCHANGED_COUNTS)
  }
}

/** Whom a request counts for; undefined for whoever may ask without end. A program's requests do not use up those of its person's browser. */
function askerOf(c: Context): string | undefined {
  const { by, person } = visitorOf(c)
  if (by === 'local') return undefined
  if (person !== undefined) return `${by} ${person.id}`
  const from = askedFrom(c)
  // Without an address nothing came over a network.
  return from === '' ? undefined : `address ${from}`
}
