import { fuse, type Ranked } from '../rank/fuse.ts'
import { narrow, parseQuery } from '../search-index/query/parse-query.ts'
import type { Candidate, SearchIndex } from '../search-index/search-index.ts'
import { STOP_WORDS } from '../search-index/terms.ts'
import { isPartialDate } from '../tools/dates.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { Store } from '../store/store.ts'
import type { Entry, Filters, ListEdition, Paging, Reason, SearchRequest } from './edition.ts'
import { countOf } from './ledger.ts'
import { paging } from './lists.ts'

/** Candidates each signal brings for the first pages; deeper pages bring more. */
const CANDIDATES = 200
/** Nobody reads further; it bounds the work of a page. */
const MAX_DEPTH = 5000

/** What a query finds, best first. Anything typed is a query; what was not understood is in the notes. */
export async function searchList(store: Store, index: SearchIndex, request: SearchRequest & { readonly everything?: boolean }): Promise<ListEdition> {
  const start = performance.now()
  const filters = checked(request)
  const { page, pageSize } = paging(request)
  const parsed = parseQuery(request.query)
  const query = narrow(parsed, filters)
  const notes = [...parsed.notes]
  const depth = (page + 1) * pageSize
  if (depth > MAX_DEPTH) notes.push(`Only the first ${MAX_DEPTH.toLocaleString('en')} papers of a search can be paged through; narrow it to see others.`)
  const asked = request.everything === true || parsed.text !== '' || query.restrictions.length > 0 || query.fromDay !== undefined || query.toDay !== undefined
  const result = asked
    ? await index.search(query, { candidates: Math.min(MAX_DEPTH, Math.max(CANDIDATES, depth)), mode: request.mode ?? 'both' })
    : { total: 0, candidates: [], tookMs: 0 }
  const ranked = fuse(result.candidates.toSorted((a, b) => a.key - b.key))
  const entries = depth > MAX_DEPTH ? [] : await entriesOf(store, ranked.slice(page * pageSize, depth))
  const held = index.state().papers
  const count = await store.count()
  if (held < count) notes.push(`${held.toLocaleString('en')} of ${countOf(count)} are indexed so far; the others will be found in a while.`)
  return {
    kind: 'search',
    subject: parsed.text,
    title: parsed.text === '' ? 'Search' : parsed.text,
    from: filters.after,
    to: filters.before,
    previous: undefined,
    next: undefined,
    ledger: `${countOf(result.total)} found`,
    empty: result.total > 0 ? undefined : whyNothing(parsed.text, parsed.identifier, filters, count),
    entries,
    total: result.total,
    page,
    pageSize,
    filters,
    notes,
    tookMs: performance.now() - start,
    marks: [...new Set([...query.words, ...query.restrictions.flatMap((one) => (one.kind === 'title' ? one.terms : []))])].filter((word) => !STOP_WORDS.has(word)),
  }
}

/** Everything held, newest first, then as it came: the front page of an instance whose papers are listed on no day. */
export async function heldList(store: Store, index: SearchIndex, options: Filters & Paging): Promise<ListEdition> {
  const list = await searchList(store, index, { ...options, query: '', everything: true })
  return {
    ...list,
    kind: 'held',
    title: 'Papers held',
    ledger: `${countOf(list.total)}, none of them listed on a day`,
    entries: list.entries.map((entry) => ({ ...entry, score: undefined })),
    tookMs: undefined,
  }
}

/** Ranked candidates with their papers. A paper that has just gone from the store is left out. */
export async function entriesOf(store: Store, ranked: readonly Ranked<Candidate>[]): Promise<Entry[]> {
  const papers = new Map((await store.papers(ranked.map(({ candidate }) => candidate.key))).map((paper) => [paper.key, paper]))
  return ranked.flatMap(({ candidate, score, parts }) => {
    const paper = papers.get(candidate.key)
    return paper === undefined ? [] : [{ paper, listed: undefined, score, reasons: reasonsOf(candidate, parts) }]
  })
}

/** Meaning is given as a reason where it weighs; a little of it is in every score. */
function reasonsOf(candidate: Candidate, parts: { words: number; meaning: number }): Reason[] {
  const reasons: Reason[] = []
  if (candidate.words > 0) reasons.push({ kind: 'words', text: 'its words', value: parts.words })
  if (parts.meaning > parts.words / 2) reasons.push({ kind: 'meaning', text: 'close in meaning', value: parts.meaning })
  return reasons
}

/** @throws BroadsheetError bad-input for a filter date that does not exist */
function checked({ category, venue, after, before }: Filters): Filters {
  for (const [name, date] of [['after', after], ['before', before]] as const) {
    if (date !== undefined && !isPartialDate(date)) {
      throw new BroadsheetError('bad-input', `“${date.slice(0, 40)}” is not a date (${name}); write a year, 2024-05 or 2024-05-17.`)
    }
  }
  return { category, venue, after, before }
}

function whyNothing(text: string, identifier: string | undefined, filters: Filters, count: number): string {
  if (count === 0) return 'This instance holds no papers yet. Bring some in with `broadsheet import FILE`.'
  if (text === '' && Object.values(filters).every((value) => value === undefined)) return 'Type some words, an author, or an arXiv id.'
  if (identifier !== undefined) return `The paper ${identifier} is not held here.`
  if (Object.values(filters).some((value) => value !== undefined)) return 'No paper held passes the query and the filters together.'
  return 'No paper held matches.'
}
