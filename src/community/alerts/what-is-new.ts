/** Which papers of a view an alert has not told of. */
import type { Paper } from '../../paper/paper.ts'
import { type View, viewOfPath } from '../../paper/view.ts'

/** A view's papers, as `editions.view` lists them. */
export type ListView = (view: View, asked: { readonly person: { readonly id: string } | undefined; readonly page: number; readonly pageSize: number; readonly newestFirst: boolean }) => Promise<{ readonly entries: readonly { readonly paper: Paper }[] }>

/**
 * Whether a paper is new in a view by having come in: true of lists by date and of searches. Of the others (trending, picks, somebody's own)
 * an old paper may be news.
 */
export function isByArrival(path: string): boolean {
  const kind = viewOfPath(path)?.kind
  return kind === 'latest' || kind === 'search' || kind === 'day' || kind === 'week' || kind === 'month'
}

/** The most that a view gives at once: each page of a search is the whole search anew. */
const PAGE = 500
/** Of lists whose order has no end, what stands at the front is what is told. */
const DEPTH: Readonly<Partial<Record<View['kind'], number>>> = { trending: 50, 'for-you': 50, latest: 1000 }
const DEPTH_ELSE = 500
/** A search asks for papers of so many days: of what is new, and not of everything there ever was. */
const SEARCH_DAYS = 30
const DAY_MS = 86_400_000

/** The front of a view as far as alerts look, in its order. @param now ms since 1970 */
export async function frontOf(list: ListView, path: string, personId: string, now: number): Promise<readonly Paper[]> {
  const view = viewOfPath(path)
  if (view === undefined) return []
  const asked = view.kind === 'search' ? lately(view, now) : view
  const depth = DEPTH[view.kind] ?? DEPTH_ELSE
  const pageSize = Math.min(depth, PAGE)
  const papers: Paper[] = []
  for (let page = 0; papers.length < depth; page++) {
    const { entries } = await list(asked, { person: { id: personId }, page, pageSize, newestFirst: true })
    papers.push(...entries.map(({ paper }) => paper))
    if (entries.length < pageSize) break
  }
  return papers
}

function lately(view: View, now: number): View {
  const since = new Date(now - SEARCH_DAYS * DAY_MS).toISOString().slice(0, 10)
  const asked = view.filters?.after
  return asked !== undefined && asked > since ? view : { ...view, filters: { ...view.filters, after: since } }
}
