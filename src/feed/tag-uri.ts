/** When the scheme of these names was made; it is part of them and never changes. */
const SINCE = 2026

/**
 * A name that lasts (RFC 4151), of a paper or a list at this Broadsheet. It holds the host's name without port or scheme, so that
 * moving to https or to another port makes nothing new of what a feed reader has seen.
 * @param path of this site, percent-encoded, perhaps with a query
 */
export function tagUri(publicUrl: string, path: string): string {
  const { hostname } = new URL(publicUrl)
  const specific = path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/g, (one) => encodeURIComponent(one))
  return `tag:${hostname.replace(/[^a-z0-9.-]/gi, '-').replace(/^-+|-+$/g, '')},${SINCE}:${specific}`
}
