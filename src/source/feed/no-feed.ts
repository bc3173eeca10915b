/**
 * What an answer is that is no feed, in a sentence for the person who gave its address; a web page that names its feed is quoted with it.
 * @param root the outermost element, where there is one
 */
export function noFeed(text: string, root: string | undefined, url: string): string {
  const head = text.slice(0, 300_000)
  if (root === undefined ? /<(?:!doctype\s+html|html|head|body)\b/i.test(head.slice(0, 5000)) : /^(?:html|head|body|div|p|script)$/i.test(root)) {
    const feed = namedFeed(head, url)
    return `The address gives a web page, not a feed${feed === undefined ? '.' : `; its feed may be at ${feed}`}`
  }
  if (/^\s*[{[]/.test(head)) return 'The address gives JSON, not an RSS or Atom feed.'
  if (head.trim() === '') return 'The address gives nothing.'
  if (root !== undefined) return `The address gives XML, but no RSS or Atom feed (its outermost element is ${root.slice(0, 60)}).`
  return 'The address gives neither an RSS nor an Atom feed.'
}

/** `<link rel="alternate" type="application/rss+xml" href="…">` (https://www.rssboard.org/rss-autodiscovery). */
function namedFeed(page: string, url: string): string | undefined {
  let links = 0
  for (const [tag] of page.matchAll(/<link\s[^<>]{1,1000}>/gi)) {
    if (++links > 200) return undefined
    if (!/\btype\s{0,5}=\s{0,5}["']?application\/(?:rss|atom|rdf)\+xml/i.test(tag) || !/\brel\s{0,5}=\s{0,5}["']?alternate/i.test(tag)) continue
    const href = /\bhref\s{0,5}=\s{0,5}(?:"([^"]{1,500})"|'([^']{1,500})')/i.exec(tag)
    const address = (href?.[1] ?? href?.[2])?.replaceAll('&amp;', '&')
    if (address === undefined || !URL.canParse(address, url)) continue
    const found = new URL(address, url)
    if (found.protocol === 'https:' || found.protocol === 'http:') return found.href.slice(0, 500)
  }
  return undefined
}
