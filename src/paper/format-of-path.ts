/**
 * What an address ends in says in which format a program wants what the page of that address shows: `/papers.atom?q=…` is
 * `/papers?q=…` as Atom, `/papers/2403.07691.bib` that paper as BibTeX. Every face reads and writes such addresses with this file.
 * The ending counts as it stands in the address, before decoding: where a paper's id or a tag itself ends so, its page is written with
 * `%2E` (`/papers/10.1000/notes%2Ejson`).
 */

/** Feeds of views. */
export const FEED_FORMATS = ['atom', 'rss', 'json'] as const
/** References, of views and of papers. */
export const EXPORT_FORMATS = ['bib', 'ris', 'csl.json'] as const
/** The longest of two that end alike comes first. */
export const FORMATS = [...EXPORT_FORMATS, ...FEED_FORMATS, 'md'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export type Format = (typeof FORMATS)[number]

const ENDING = /^(\/.*?[^/.])\.(csl\.json|bib|ris|atom|rss|json|md)$/s
/** With what `csl.json` would make an ending of, were `.json` put after it. */
const LIKE_A_FORMAT = /\.(csl|bib|ris|atom|rss|json|md)$/

/**
 * Page and format of an address's path (still percent-encoded, no query): `/saved/tag/to%20read.rss` is
 * `{ path: '/saved/tag/to%20read', format: 'rss' }`. Undefined for a page's own address. Never throws.
 */
export function formatOfPath(pathname: string): { readonly path: string; readonly format: Format } | undefined {
  const [, path, format] = ENDING.exec(pathname) ?? []
  return path === undefined ? undefined : { path, format: format as Format }
}

/** The address of a page (path, perhaps a query; as `viewPath` gives it) in a format: `/papers?q=x` as `/papers.atom?q=x`. */
export function inFormat(address: string, format: Format): string {
  const query = address.indexOf('?')
  return query < 0 ? `${address}.${format}` : `${address.slice(0, query)}.${format}${address.slice(query)}`
}

/** The path of a page, so written that its last letters are not taken for a format. */
export function asPage(path: string): string {
  return path.replace(LIKE_A_FORMAT, '%2E$1')
}
