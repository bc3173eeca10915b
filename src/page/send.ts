import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export const NOSNIFF = { 'x-content-type-options': 'nosniff' } as const

/** What every page says to the browser: nothing from elsewhere, nothing inline, nobody may frame it. */
export const PAGE_HEADERS = {
  ...NOSNIFF,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not `no-referrer`: under it a browser sends `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** A whole document. Control characters mean nothing in HTML, and some of them are errors; a paper's text may hold any. */
export async function documentOf(page: unknown): Promise<string> {
  return `<!doctype html>\n${String(await page).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')}`
}

/** Sends a page, or 304 when the reader holds the same one already. */
export async function send(c: Context, page: unknown, status: ContentfulStatusCode = 200): Promise<Response> {
  const html = await documentOf(page)
  const headers: Record<string, string> = { ...PAGE_HEADERS }
  if (status !== 200) return c.html(html, status, { ...headers, 'cache-control': 'no-store' })
  // Weak, because compression on the way changes the bytes and not the page.
  headers['etag'] = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  headers['cache-control'] = 'private, max-age=0, must-revalidate'
  const known = (c.req.header('if-none-match') ?? '').slice(0, 1000).split(/\s*,\s*/)
  if (known.includes(headers['etag'])) return c.body(null, 304, headers)
  return c.html(html, 200, headers)
}

/** Sends the reader on to another address of this site. */
export function sendTo(c: Context, path: string, status: 301 | 302 | 303): Response {
  return c.body(null, status, { ...PAGE_HEADERS, location: path, 'cache-control': status === 301 ? 'private, max-age=3600' : 'no-store' })
}
