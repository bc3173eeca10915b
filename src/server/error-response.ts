import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { visitorOf } from '../community/visitor.ts'
import { safeBack } from '../page/back.ts'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { BroadsheetError, publicMessage } from '../paper/errors.ts'
import type { ErrorCode } from '../paper/errors.ts'
import { formatOfPath } from '../paper/format-of-path.ts'
import type { Visitor } from '../paper/people.ts'
import type { Log } from './log.ts'
import { loggedPath } from './logged-path.ts'

/** What the page room draws for a person when something went wrong: HTML, whole. */
export type ErrorPage = (error: { status: number; message: string; path: string; visitor: Visitor }) => unknown

const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-input': 400,
  'not-found': 404,
  'not-signed-in': 401,
  'not-allowed': 403,
  'too-many': 429,
  'too-large': 413,
  'broken-file': 422,
  busy: 503,
  unavailable: 503,
  internal: 500,
}

/** Status and sentence of any error that a route threw. */
export function statusOf(error: unknown): { status: ContentfulStatusCode; message: string } {
  if (error instanceof HTTPException) {
    return { status: error.status, message: error.message || 'The request could not be answered.' }
  }
  return { status: error instanceof BroadsheetError ? STATUS[error.code] : 500, message: publicMessage(error) }
}

export interface ErrorDeps {
  readonly log: Log
  readonly errorPage: ErrorPage | undefined
  /** for those who ask too often: costs next to nothing to draw */
  readonly refusalPage: ErrorPage | undefined
}

/** The one place where an error becomes a response: JSON `{error}` under /api/, the page room's error page elsewhere. */
export async function errorResponse(c: Context, error: unknown, deps: ErrorDeps): Promise<Response> {
  const { status, message } = statusOf(error)
  if (status >= 500) deps.log.error({ cause: error, method: c.req.method, path: loggedPath(c) }, message)
  else if (error instanceof Error && error.cause !== undefined) deps.log.debug({ cause: error, path: loggedPath(c) }, message)
  if (status === 503) c.header('Retry-After', '5')
  if (status === 401 && !readsPages(c)) c.header('WWW-Authenticate', 'Bearer')
  c.header('Cache-Control', 'no-store')
  if (error instanceof BroadsheetError && error.code === 'not-signed-in' && readsPages(c) && visitorOf(c).canSignIn && visitorOf(c).person === undefined) return c.redirect(`/sign-in?${new URLSearchParams({ back: backOf(c) })}`, 303)
  if (isApi(c)) return c.json({ error: message }, status)
  // Who asks too often is answered with as little work as can be.
  const refused = status === 429 && error instanceof HTTPException
  if (isForPrograms(c) || (refused && !/\btext\/html\b/i.test(c.req.header('accept') ?? ''))) {
    // A token may stand in the address.
    c.header('Referrer-Policy', 'no-referrer')
    return c.text(`${message}\n`, status)
  }
  const drawPage = refused ? deps.refusalPage : deps.errorPage
  if (drawPage) {
    try {
      // The page room may answer with a string or with JSX, whose text is its toString.
      const drawn = await drawPage({ status, message, path: c.req.path, visitor: visitorOf(c) })
      return c.html(String(await drawn), status)
    } catch (cause) {
      deps.log.error({ cause, path: loggedPath(c) }, 'The error page itself could not be drawn.')
    }
  }
  return c.text(`${message}\n`, status)
}

/** Where answers are JSON, errors too. */
const isApi = ({ req: { path } }: Context): boolean => path === '/api' || path.startsWith('/api/') || path === '/mcp'

/** An address that ends in a format, such as .atom: as it was sent, before decoding. */
function isForPrograms(c: Context): boolean {
  return formatOfPath(new URL(c.req.url).pathname) !== undefined
}

/** Programs are told in JSON or plain words that they must say who they are; a page leads to where somebody can. */
function readsPages(c: Context): boolean {
  return !isApi(c) && !isForPrograms(c) && !/^bearer\b/i.test(c.req.header('authorization') ?? '')
}

/** Where somebody wanted to go: the page itself, or the page whose form they sent. */
function backOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return safeBack(pathname + search)
  const referer = c.req.header('referer')
  const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined
  return from?.host === (c.req.header('host') ?? new URL(c.req.url).host) ? safeBack(from.pathname + from.search) : '/papers'
}
