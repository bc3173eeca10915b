import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isLoopback } from '../config/loopback.ts'

/** Longest address taken, in characters; browsers and proxies differ, none needs more. */
export const URL_LENGTH_MAX = 16_384

/**
 * Refuses a request whose Host is another name than this machine's own: a hostile page can point its own
 * name at 127.0.0.1 and read what is served there (DNS rebinding).
 */
export function loopbackHostOnly(): MiddlewareHandler {
  return async (c, next) => {
    // The request line may name a host too (`GET http://…`), and then both must be ours.
    const fromAddress = new URL(c.req.url).host
    if (![c.req.header('host') ?? fromAddress, fromAddress].every(namesLoopback)) {
      throw new HTTPException(421, { message: 'Broadsheet answers here as localhost only.' })
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

/** Refuses changes that another site's page asks a reader's browser for. Clients that are no browser send neither header. */
export function ownFormsOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      const site = c.req.header('sec-fetch-site')
      const origin = c.req.header('origin')
      const foreign =
        site !== undefined ? site !== 'same-origin' && site !== 'none' : origin !== undefined && hostOf(origin) !== (c.req.header('host') ?? new URL(c.req.url).host)
      if (foreign) throw new HTTPException(403, { message: 'This change was asked for by another site.' })
    }
    await next()
  }
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
