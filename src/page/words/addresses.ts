/** Addresses inside Broadsheet. Everything that comes from a paper is percent-encoded here and nowhere else. */
import { asPage } from '../../paper/format-of-path.ts'
import { wellFormed } from './well-formed.ts'

/** An id as a path: slashes stay slashes, everything else that matters to an address is encoded. */
export function idPath(id: string): string {
  return wellFormed(id).split('/').map(encodeURIComponent).join('/')
}

export function paperHref(id: string): string {
  return asPage(`/papers/${idPath(id)}`)
}

/** The fragment at which a paper stands in a list. */
export function paperAnchor(id: string): string {
  return `p-${idPath(id)}`
}

/** The papers that a reader gave a tag. */
export function tagHref(tag: string): string {
  return asPage(`/saved/tag/${encodeURIComponent(wellFormed(tag))}`)
}

/** A path with those query values that are set, in the order given. */
export function withQuery(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const query = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(String(value))).replace(/%20/g, '+')}`)
    .join('&')
  return query === '' ? path : `${path}?${query}`
}

/** The search page for a query. */
export function searchHref(query: string): string {
  return withQuery('/papers', { q: query })
}

/** A search by one author's exact name; quotes inside a name would end the phrase, so they go. */
export function authorHref(name: string): string {
  return searchHref(`author:"${name.replace(/["\u201c\u201d]/g, ' ').replace(/\s+/g, ' ').trim()}"`)
}

/** The address as browsers would follow it when it is plain http or https, else undefined. */
export function safeUrl(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  if (parsed.username !== '' || parsed.password !== '') return undefined
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : undefined
}
