/** The address of `rel="next"` in a Link header (RFC 8288), made absolute; undefined when there is none. */
export function nextLink(header: string | null, base: URL): string | undefined {
  if (header === null || header.length > 8000) return undefined
  // Addresses may hold commas, so links are told apart by their angle brackets.
  for (const part of header.split('<').slice(1)) {
    const end = part.indexOf('>')
    if (end < 0) continue
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(part.slice(end + 1))
    if (!(relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')) continue
    const address = part.slice(0, end).trim()
    if (!URL.canParse(address, base.href)) continue
    const url = new URL(address, base)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href
  }
  return undefined
}
