import type { Context } from 'hono'

/** Names where a walk goes on, in the same way. */
export function linkCursor(c: Context, cursor: string): void {
  const url = new URL(c.req.url)
  url.searchParams.set('cursor', cursor)
  c.header('Link', `<${url.href}>; rel="next"`)
}

/** Names the next page in a `Link` header, absolute, because the official client follows it as it stands. */
export function linkNextPage(c: Context, page: number): void {
  const url = new URL(c.req.url)
  url.searchParams.set('p', String(page + 1))
  c.header('Link', `<${url.href}>; rel="next"`)
}
