/**
 * A view: any list of papers that a reader can see, as one value. Its address on the pages is its name everywhere: a feed, an export, a
 * letter, an alert and a tool are the same view under the same name, so that two programs that ask for it mean the same.
 */
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import { asPage } from './format-of-path.ts'
import { PartialDate } from './paper.ts'

export interface ViewFilters {
  readonly category?: string | undefined
  readonly venue?: string | undefined
  /** inclusive partial dates */
  readonly after?: string | undefined
  readonly before?: string | undefined
}

/** Lists of a reader's own beside what they saved. */
export const OWN_SHELVES = ['voted', 'read', 'noted', 'hidden'] as const
export type OwnShelf = (typeof OWN_SHELVES)[number]

export type View = (
  /** the latest papers, newest day first; with a category: that category's */
  | { readonly kind: 'latest' }
  /** with an evening: as it stood when that day was over */
  | { readonly kind: 'trending'; readonly evening?: string | undefined }
  | { readonly kind: 'day' | 'week' | 'month'; readonly subject: string }
  /** `within`: among the papers of a day, week or month; `verbatim`: not respelled */
  | { readonly kind: 'search'; readonly query: string; readonly mode?: 'words' | 'meaning' | undefined; readonly within?: string | undefined; readonly verbatim?: true | undefined }
  /** what curators picked; with a name: what this person picked or submitted */
  | { readonly kind: 'picks'; readonly by?: string | undefined }
  /** a reader's own; private */
  | { readonly kind: 'for-you' }
  | { readonly kind: 'saved'; readonly shelf?: OwnShelf | undefined }
  | { readonly kind: 'tag'; readonly tag: string }
) & { readonly filters?: ViewFilters | undefined }

/** Views that are somebody's own: shown to their owner only. */
export const isPrivate = (view: View): boolean => view.kind === 'for-you' || view.kind === 'saved' || view.kind === 'tag'

const QUERY_CHARACTERS = 1000
const NAME_CHARACTERS = 200

/** The address of a view on the pages, canonical: equal views have equal addresses. */
export function viewPath(view: View): string {
  const { category, venue, after, before } = view.filters ?? {}
  const own: Record<string, string | undefined> = view.kind === 'search' ? { q: view.query, mode: view.mode, day: view.within, verbatim: view.verbatim && '1' } : view.kind === 'picks' ? { by: view.by } : {}
  const values = Object.entries({ ...own, category, venue, after, before }).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== '')
  const query = new URLSearchParams(values).toString()
  return query === '' ? pathOf(view) : `${pathOf(view)}?${query}`
}

function pathOf(view: View): string {
  switch (view.kind) {
    case 'latest':
    case 'search':
      return '/papers'
    case 'trending':
      return view.evening === undefined ? '/papers/trending' : `/papers/trending/${view.evening}`
    case 'day':
      return `/papers/date/${view.subject}`
    case 'week':
    case 'month':
      return `/papers/${view.kind}/${view.subject}`
    case 'picks':
      return '/picks'
    case 'for-you':
      return '/papers/for-you'
    case 'saved':
      return view.shelf === undefined ? '/saved' : `/saved/${view.shelf}`
    case 'tag':
      return asPage(`/saved/tag/${encodeURIComponent(view.tag)}`)
  }
}

/** The view that an address of this site names (path and query, no host); undefined for anything else. Never throws. */
export function viewOfPath(address: string): View | undefined {
  if (!/^\/(?![/\\])/.test(address) || address.length > 4000 || !URL.canParse(address, 'http://here.invalid')) return undefined
  const { pathname, searchParams } = new URL(address, 'http://here.invalid')
  const view = bareView(pathname.replace(/\/$/, ''), searchParams)
  if (view === undefined) return undefined
  const filters = filtersOf(searchParams)
  return filters === undefined ? undefined : Object.keys(filters).length === 0 ? view : { ...view, filters }
}

/** Of pages that show a part of a list, or it as it stood. */
const PARTS = ['stood', 'picked', 'since']

function bareView(path: string, values: URLSearchParams): View | undefined {
  const text = (name: string, most: number): string | undefined => {
    const value = (values.get(name) ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
    return value === '' || value.length > most ? undefined : value
  }
  if (path === '/papers') {
    // `search` is what Hugging Face calls it.
    const name = values.has('search') && (values.get('q') ?? '').trim() === '' ? 'search' : 'q'
    const query = text(name, QUERY_CHARACTERS)
    if (query === undefined) return (values.get(name) ?? '') === '' && !PARTS.some((part) => values.has(part)) ? { kind: 'latest' } : undefined
    const mode = values.get('mode')
    const within = values.get('day') || undefined
    if (within !== undefined && !isDay(within) && !isWeek(within) && !isMonth(within)) return undefined
    return {
      kind: 'search', query,
      ...((mode === 'words' || mode === 'meaning') && { mode }), ...(within !== undefined && { within }), ...(values.get('verbatim') === '1' && { verbatim: true as const }),
    }
  }
  // A search within such a list, or a part of it, is another list.
  if (['q', 'search', ...PARTS].some((name) => values.has(name))) return undefined
  if (path === '/papers/trending') return { kind: 'trending' }
  const evening = /^\/papers\/trending\/([\d-]{10})$/.exec(path)?.[1]
  if (evening !== undefined) return isDay(evening) ? { kind: 'trending', evening } : undefined
  if (path === '/papers/for-you') return { kind: 'for-you' }
  if (path === '/saved') return { kind: 'saved' }
  const shelf = OWN_SHELVES.find((one) => path === `/saved/${one}`)
  if (shelf !== undefined) return { kind: 'saved', shelf }
  if (path === '/picks') {
    const by = text('by', NAME_CHARACTERS)
    return by === undefined ? { kind: 'picks' } : { kind: 'picks', by }
  }
  const tag = /^\/saved\/tag\/([^/]{1,600})$/.exec(path)?.[1]
  if (tag !== undefined) return decoded(tag)
  const dated = /^\/papers\/(date|week|month)\/([\dW-]{7,10})$/.exec(path)
  if (dated === null) return undefined
  const subject = dated[2]!
  if (dated[1] === 'date') return isDay(subject) ? { kind: 'day', subject } : undefined
  if (dated[1] === 'week') return isWeek(subject) ? { kind: 'week', subject } : undefined
  return isMonth(subject) ? { kind: 'month', subject } : undefined
}

function decoded(tag: string): View | undefined {
  try {
    return { kind: 'tag', tag: decodeURIComponent(tag) }
  } catch {
    return undefined
  }
}

function filtersOf(values: URLSearchParams): ViewFilters | undefined {
  const filters: { -readonly [name in keyof ViewFilters]: string } = {}
  for (const name of ['category', 'venue'] as const) {
    const value = (values.get(name) ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
    if (value.length > NAME_CHARACTERS) return undefined
    if (value !== '') filters[name] = value
  }
  for (const name of ['after', 'before'] as const) {
    const value = values.get(name) ?? ''
    if (value === '') continue
    if (!PartialDate.safeParse(value).success || (value.length === 10 && !isDay(value))) return undefined
    filters[name] = value
  }
  return filters
}
