/**
 * Assembles the faces into one HTTP application, and is the one place where an error becomes a response and
 * where the limits of a request stand. It knows HTTP; not what a page or an answer says.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import type { MiddlewareHandler } from 'hono'
import { setVisitor } from '../community/visitor.ts'
import type { Visitor } from '../paper/people.ts'
import { ACCESS } from './access.ts'
import type { AccessRow } from './access.ts'
import { enforceAccess } from './enforce-access.ts'
import { errorResponse } from './error-response.ts'
import type { ErrorDeps, ErrorPage } from './error-response.ts'
import { knownHostsOnly, ownFormsOnly, ownSessionsOnly, soundAddress } from './guards.ts'
import type { Log } from './log.ts'
import { loggedPath } from './logged-path.ts'
import { preparedPage } from './prepared-page.ts'
import { rateLimit, type REQUESTS_A_MINUTE } from './rate-limit.ts'
import type { Clock } from '../tools/clock.ts'

/** Largest request body, bytes. */
export const BODY_BYTES_MAX = 1_048_576
/** Where somebody sends a whole library, or everything of theirs, and how much that may be, bytes. */
const LARGE_BODIES: ReadonlySet<string> = new Set(['/account/taste/seeds', '/account/data/import', '/api/me/import', '/api/me/taste'])
const LARGE_BODY_BYTES_MAX = 17 * 1_048_576

export interface AppParts {
  /** the page room's routes, full paths such as /papers */
  readonly pages: Hono
  /** the API room's routes, full paths such as /api/papers/search */
  readonly api: Hono
  /** the feed room's routes: views in other formats */
  readonly feeds?: Hono
  /** the MCP room's route: the same views as tools */
  readonly mcp?: Hono
  readonly log: Log
  /** who asks; nobody without it. Cookies that it renews go out with the answer. */
  readonly who?: (request: Request, setCookie: (cookie: string) => void) => Promise<Visitor>
  /** draws an error for a person; plain text without it */
  readonly errorPage?: ErrorPage
  /** `loopback` (default): only requests to localhost by name are answered; those and further hosts (papers.example); `any` behind a public address */
  readonly hosts?: 'loopback' | 'any' | readonly string[]
  /** people sign in, and programs with tokens */
  readonly accounts?: boolean
  /** reading is for members only */
  readonly membersOnly?: boolean
  /** how often one reader may ask; as often as they like without it */
  readonly limits?: { readonly clock: Clock; readonly most?: Readonly<Record<keyof typeof REQUESTS_A_MINUTE, number>> | undefined } | undefined
  /** who may ask for what, for tests with routes of their own */
  readonly access?: readonly AccessRow[]
}

/** The whole application, to be driven by `serve` or, in tests, by `app.request`. */
export function createApp({ pages, api, feeds, mcp, log, who, errorPage, hosts = 'loopback', accounts = false, membersOnly = false, limits, access = ACCESS }: AppParts): Hono {
  const app = new Hono({ strict: false })
  const errors: ErrorDeps = { log, errorPage, refusalPage: errorPage && preparedPage(errorPage, 429) }
  app.onError((error, c) => errorResponse(c, error, errors))
  app.notFound((c) => errorResponse(c, new HTTPException(404, { message: 'There is nothing at this address.' }), errors))

  app.use(requestLog(log))
  app.use(safeHeaders())
  if (hosts !== 'any') app.use(knownHostsOnly(hosts === 'loopback' ? [] : hosts))
  app.use(soundAddress())
  app.use(ownFormsOnly({ tokens: accounts }))
  app.use(compress())
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = [...new Set([...methods, 'OPTIONS'])].join(', ')
        if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } })
        c.header('Allow', allow)
        return errorResponse(c, new HTTPException(405, { message: `This address takes ${allow}.` }), errors)
      },
    }),
  )
  const limited = (maxSize: number, called: string): MiddlewareHandler =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new HTTPException(413, { message: `The request is too large: ${called} at most.` })
      },
    })
  const [usual, large] = [limited(BODY_BYTES_MAX, '1 MB'), limited(LARGE_BODY_BYTES_MAX, '16 MB')]
  app.use((c, next) => (LARGE_BODIES.has(c.req.path) ? large : usual)(c, next))
  if (who !== undefined) {
    app.use(async (c, next) => {
      // Style sheets are everybody's and are kept by whatever stands between: no cookie goes with them.
      if (!c.req.path.startsWith('/assets/')) setVisitor(c, await who(c.req.raw, (cookie) => c.header('Set-Cookie', cookie, { append: true })))
      await next()
    })
    app.use(ownSessionsOnly())
  }
  if (limits !== undefined) app.use(rateLimit(limits.clock, limits.most))
  app.use(enforceAccess(access, membersOnly))
  app.route('/', api)
  if (mcp !== undefined) app.route('/', mcp)
  if (feeds !== undefined) app.route('/', feeds)
  app.route('/', pages)
  return app
}

/** One line a request, without the query: what somebody searches for is theirs. */
function requestLog(log: Log): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const tookMs = Math.round((performance.now() - start) * 10) / 10
    log.info({ method: c.req.method, path: loggedPath(c), status: c.res.status, tookMs }, 'request')
  }
}

/** Nothing from elsewhere but pictures, no frames, no guessing of types; a face that sets its own policy keeps it. */
function safeHeaders(): MiddlewareHandler {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; font-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', policy)
    if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'same-origin')
    headers.set('X-Content-Type-Options', 'nosniff')
  }
}
