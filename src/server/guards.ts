import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { visitorOf } from '../community/visitor.ts'
import { isLoopback } from '../config/loopback.ts'

/** Longest address taken, in characters; browsers and proxies differ, none needs more. */
export const URL_LENGTH_MAX = 16_384

/**
 * Refuses a request whose Host is neither this machine's own name nor one of those given: a hostile page can point its own
 * name at 127.0.0.1 and read what is served there (DNS rebinding), and links in letters lead to one name only.
 * @param also hosts with their port, as in an address: papers.example
 */
export function knownHostsOnly(also: readonly string[] = []): MiddlewareHandler {
  const known = new Set(also.map((host) => host.toLowerCase()))
  return async (c, next) => {
    // The request line may name a host too (`GET http://…`), and then both must be ours.
    const fromAddress = new URL(c.req.url).host
    const isKnown = (host: string): boolean => namesLoopback(host) || known.has(host.toLowerCase().replace(/:(80|443)$/, ''))
    if (![c.req.header('host') ?? fromAddress, fromAddress].every(isKnown)) {
      throw new HTTPException(421, { message: `Broadsheet answers here as ${also[0] ?? 'localhost'} only.` })
    }
    await next()
  }
}

function namesLoopback(host: string): boolean {
  const name = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::\d{1,5})?$/i.exec(host)?.[1]
  return name !== undefined && isLoopback(name)
}

/** Refuses addresses that are too long, whose percent signs mean nothing, or that hold a NUL. */
export function soundAddress(): MiddlewareHandler {
  return async (c, next) => {
    const url = c.req.url
    if (url.length > URL_LENGTH_MAX) {
      throw new HTTPException(414, { message: `The address is too long: ${URL_LENGTH_MAX} characters at most.` })
    }
    let decoded: string
    try {
      decoded = decodeURIComponent(url)
    } catch {
      throw new HTTPException(400, { message: 'The address holds a percent sign that encodes nothing, or broken UTF-8.' })
    }
    if (decoded.includes('\0')) throw new HTTPException(400, { message: 'The address holds a NUL character.' })
    await next()
  }
}

/**
 * Refuses changes that another site's page asks a reader's browser for. Clients that are no browser send neither header.
 * @param options.tokens programs say who they are with a token, which no page of another site can add: they may come from anywhere
 */
export function ownFormsOnly({ tokens = false }: { readonly tokens?: boolean } = {}): MiddlewareHandler {
  return async (c, next) => {
    const byToken = tokens && /^bearer\b/i.test(c.req.header('authorization') ?? '')
    if (changes(c.req.method) && !byToken && !isOneClick(c) && isForeign(c)) throw new HTTPException(403, { message: 'This change was asked for by another site.' })
    await next()
  }
}

/** Refuses changes in the name of a session unless the browser says that a page of this site asks for them. Stands after who asks is known. */
export function ownSessionsOnly(): MiddlewareHandler {
  return async (c, next) => {
    const said = c.req.header('sec-fetch-site') ?? c.req.header('origin')
    if (changes(c.req.method) && visitorOf(c).by === 'session' && !isOneClick(c) && (said === undefined || said === 'none' || isForeign(c))) {
      throw new HTTPException(403, { message: 'This change was not asked for from a page of this site. Programs use a personal token.' })
    }
    await next()
  }
}

/** A mail program that stops letters (RFC 8058) comes from wherever it is; the signature in the address is its right, and a cookie beside it says nothing. */
const isOneClick = (c: Context): boolean => c.req.method === 'POST' && /^\/letters\/unsubscribe\/[\w.-]+$/.test(c.req.path)

const changes = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && hostOf(origin) !== (c.req.header('host') ?? new URL(c.req.url).host)
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
