import { BroadsheetError } from '../paper/errors.ts'
import type { Ranked } from '../rank/fuse.ts'
import { narrow, parseQuery } from '../search-index/query/parse-query.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { Candidate, SearchIndex, SearchMode, SearchOptions, SearchResult } from '../search-index/search-index.ts'
import { STOP_WORDS } from '../search-index/terms.ts'
import type { Store } from '../store/store.ts'
import { isPartialDate } from '../tools/dates.ts'
import type { Entry, Filters, ListEdition, Paging, SearchRequest } from './edition.ts'
import { countOf } from './ledger.ts'
import { paging } from './lists.ts'
import { foldCopies } from './near-copies.ts'
import { leastNearness, newestCandidates, newestMatches, NEWEST_DEPTH } from './newest-hits.ts'
import { orderHits } from './order-hits.ts'
import { explanationOf, reasonsOf, type Asked } from './reasons.ts'
import { keysWithin, spanAsked } from './search-span.ts'

/** Candidates each signal brings for the first pages; deeper pages bring more. */
export const CANDIDATES = 200
/** Nobody reads further; it bounds the work of a page. */
const MAX_DEPTH = 5000

type QueryVector = Required<Pick<SearchOptions, 'vector' | 'vectorModel'>>

/** What the wiring may bring to a search beside the store and the index. */
export interface SearchParts {
  /**
   * The query's vector and the name of the model that made it, which is to be the index's; undefined where that is a model of words, which the engine
   * asks itself. A failure costs the meaning side of the search, never the search.
   */
  readonly embedQuery?: ((text: string) => Promise<QueryVector | undefined>) | undefined
  /** The query as it may have been meant, in the corpus' own spelling; undefined when nothing looks misspelt. */
  readonly respell?: ((query: ParsedQuery) => Promise<string | undefined>) | undefined
}

/** Words beyond this are a text: marking each would mark the page. */
const MARKED_WORDS = 12

/** What a query finds, best first. Anything typed is a query; what was not understood is in the notes. */
export async function searchList(store: Store, index: SearchIndex, request: SearchRequest & { readonly everything?: boolean }, parts: SearchParts = {}): Promise<ListEdition> {
  const start = performance.now()
  const filters = checked(request)
  const { page, pageSize } = paging(request)
  const written = parseQuery(request.query)
  const span = spanAsked(request.span)
  const within = await keysWithin(store, span, request.within)
  const depth = (page + 1) * pageSize
  const notes: string[] = []
  if (depth > MAX_DEPTH) notes.push(`Only the first ${MAX_DEPTH.toLocaleString('en')} papers of a search can be paged through; narrow it to see others.`)
  const newest = request.sort === 'newest'
  const find = async (parsed: ParsedQuery): Promise<{ parsed: ParsedQuery; query: ParsedQuery; result: SearchResult; options: SearchOptions; note: string | undefined }> => {
    const query = narrow(parsed, filters)
    const asked = request.everything === true || within !== undefined || looksForSomething(query)
    if (!asked) return { parsed, query, result: { total: 0, candidates: [], tookMs: 0 }, options: { candidates: 0, mode: 'both' }, note: undefined }
    const { note, ...meaning } = await meaningOf(query, request.mode ?? 'both', parts.embedQuery)
    const many = newest ? { candidates: NEWEST_DEPTH, evidenceOf: NEWEST_DEPTH } : { candidates: Math.min(MAX_DEPTH, Math.max(CANDIDATES, depth)) }
    const options = { ...many, within, ...meaning }
    return { parsed, query, result: await index.search(query, options), options, note }
  }
  /** What was found then has words like "for" and "the" at most. */
  const saysNothing = async (query: ParsedQuery): Promise<boolean> => {
    const telling = query.words.filter((word) => !STOP_WORDS.has(word))
    if (telling.length === 0 || telling.length === query.words.length) return false
    return (await index.search({ ...query, words: telling }, { candidates: 1, mode: 'words', within })).total === 0
  }
  let found = await find(written)
  const other = request.verbatim === true || written.words.length === 0 ? undefined : await parts.respell?.(written)
  let didYouMean = other === undefined ? undefined : { query: other, used: found.result.total === 0 || (await saysNothing(found.query)) }
  if (didYouMean?.used) {
    const instead = await find(parseQuery(didYouMean.query))
    // A spelling that finds nothing either was not meant: a name that is not held is no misspelt other name.
    if (instead.result.total > 0) found = instead
    else didYouMean = undefined
  }
  const { parsed, query, result, options } = found
  notes.unshift(...query.notes, ...(found.note === undefined ? [] : [found.note]))
  const words = [...new Set([...query.words, ...query.restrictions.flatMap((one) => (one.kind === 'title' ? one.terms : []))])].filter((word) => !STOP_WORDS.has(word))
  const order = (candidates: readonly Candidate[]) => orderHits(candidates, { for: 'query', mode: options.mode, textModel: options.vector !== undefined, words: query.words.length, recent: query.recent })
  const hits = newest
    ? await newestMatches(order(await newestCandidates(store, index, query, options, result)), options.mode === 'meaning', () => leastNearness(index, parsed, options))
    : order(result.candidates)
  const total = newest ? hits.length : result.total
  const entries = await entriesOf(store, depth > MAX_DEPTH ? [] : hits.slice(page * pageSize, depth), query.identifier === undefined ? { kind: 'words', words: words.length } : { kind: 'identifier' })
  const held = index.state().papers
  const count = await store.count()
  if (held < count) notes.push(`${held.toLocaleString('en')} of ${countOf(count)} are indexed so far; the others will be found in a while.`)
  return {
    kind: 'search',
    subject: written.text,
    title: written.text === '' ? 'Search' : written.text,
    from: filters.after,
    to: filters.before,
    previous: undefined,
    next: undefined,
    ledger: `${countOf(total)} found`,
    empty: total > 0 ? undefined : whyNothing(written, filters, count, within, span),
    entries: request.fold === true ? foldCopies(entries, 'title') : entries,
    total,
    page,
    pageSize,
    filters,
    notes,
    tookMs: performance.now() - start,
    marks: words.length > MARKED_WORDS ? [] : words,
    within: span,
    didYouMean,
  }
}

/** Not so of an empty query, nor of one that is all signs, such as 🦉: every paper would match. */
function looksForSomething({ words, restrictions, excluded, named, identifier, recent, fromDay, toDay }: ParsedQuery): boolean {
  return words.length + restrictions.length + excluded.length + named.length > 0 || identifier !== undefined || recent || fromDay !== undefined || toDay !== undefined
}

/** The meaning side of a search, or the sentence that says why there is none. */
async function meaningOf(query: ParsedQuery, mode: SearchMode, embedQuery: SearchParts['embedQuery']): Promise<Partial<QueryVector> & { mode: SearchMode; note: string | undefined }> {
  if (mode === 'words' || embedQuery === undefined || query.words.length === 0) return { mode, note: undefined }
  try {
    return { mode, ...(await embedQuery(query.text)), note: undefined }
  } catch (error) {
    const why = error instanceof BroadsheetError ? ` (${error.message.replace(/[.\s]+$/, '')})` : ''
    return { mode: 'words', note: `Meaning is unavailable just now${why}; these were found by words.` }
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
    entries: list.entries.map((entry) => ({ ...entry, score: undefined, explanation: undefined })),
    tookMs: undefined,
  }
}

/** Ranked candidates with their papers and reasons. A paper that has just gone from the store is left out. */
export async function entriesOf(store: Store, ranked: readonly Ranked<Candidate>[], asked: Asked): Promise<Entry[]> {
  const papers = new Map((await store.papers(ranked.map(({ candidate }) => candidate.key))).map((paper) => [paper.key, paper]))
  return ranked.flatMap(({ candidate, score, parts }) => {
    const paper = papers.get(candidate.key)
    const terms: Readonly<Record<string, number>> = { ...parts }
    return paper === undefined ? [] : [{ paper, listed: undefined, score, reasons: reasonsOf(candidate, terms, asked), explanation: explanationOf(candidate, terms) }]
  })
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

function whyNothing(query: ParsedQuery, filters: Filters, count: number, within: readonly number[] | undefined, span: ListEdition['within']): string {
  const { text, identifier } = query
  if (count === 0) return 'This instance holds no papers yet. Bring some in with `broadsheet import FILE`.'
  const filtered = Object.values(filters).some((value) => value !== undefined)
  if (within?.length === 0) return span === undefined ? 'There are no papers here to search in.' : `No paper held is listed on ${span.kind === 'day' ? span.title : `any day of ${span.title}`}, so there is nothing to search in.`
  if (text === '' && !filtered && within === undefined) return 'Type some words, an author, or an arXiv id.'
  if (!looksForSomething(query) && !filtered && within === undefined) return 'There is no word in this to look for. Type some words, an author, or an arXiv id.'
  if (identifier !== undefined && within === undefined) return `The paper ${identifier} is not held here.`
  const where = span === undefined ? 'held' : `listed on ${span.kind === 'day' ? span.title : `a day of ${span.title}`}`
  if (filtered) return `No paper ${where} passes the query and the filters together.`
  return `No paper ${where} matches.`
}
