import type { Context } from 'hono'

/**
 * True when a browser says that a page of this very site sent the form. A browser that says nothing about it is
 * too old to be trusted, and a program has the command line.
 */
export function isOwnForm(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host)
}
