import type { Context } from 'hono'

/**
 * Whether whoever asks for a page is to get what programs read from it, which is more than half of a page's weight. Browsers say that they
 * want `text/html`, and send `Sec-Fetch-Dest` or, where the address is not secure, `Upgrade-Insecure-Requests`. Programs that pretend to be a
 * browser mostly forget one of the two; those that do not may add `props=1` to the address.
 */
export function readsProps(c: Context): boolean {
  if (c.req.query('props') === '1') return true
  const asksAsBrowser = c.req.header('sec-fetch-dest') !== undefined || c.req.header('upgrade-insecure-requests') !== undefined
  return !(asksAsBrowser && (c.req.header('accept') ?? '').includes('text/html'))
}
