/**
 * A search that is asked again and again, by a feed reader, a letter or an alert: what came in last stands first, or new papers would be
 * lost behind older ones that match better. Since nearly every paper shares a word with a query of several, and newest first would show
 * that, only those that match almost as well as the best are in it.
 */
import type { Ranked } from '../rank/fuse.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { Candidate, SearchIndex, SearchOptions, SearchResult } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'

/** Of so many papers that came in last every one that matches is found; of those before, the ones among so many best. */
export const NEWEST_DEPTH = 5000
/** A match is at least so good, measured by the best. By judgment: of three words that tell alike, two. */
const SHARE_OF_BEST = 0.6

/** All candidates of a search, or where those are too many, the best and those among the papers that came in last. */
export async function newestCandidates(store: Pick<Store, 'lastKey'>, index: Pick<SearchIndex, 'search'>, query: ParsedQuery, options: SearchOptions, best: SearchResult): Promise<readonly Candidate[]> {
  if (best.total <= best.candidates.length) return best.candidates
  const last = await store.lastKey()
  const first = Math.max(1, last - NEWEST_DEPTH + 1)
  const within = options.within?.filter((key) => key >= first) ?? Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const { candidates } = await index.search(query, { ...options, within })
  return [...new Map([...best.candidates, ...candidates].map((one) => [one.key, one])).values()]
}

/**
 * Of hits in any order those that match, the last that came in first. How well is told by the share of the query's words that a paper has;
 * where that is asked of none or has none, by nearness in meaning; without either all match.
 */
export function newestMatches(hits: readonly Ranked<Candidate>[], byMeaning: boolean): readonly Ranked<Candidate>[] {
  const coverOf = ({ candidate }: Ranked<Candidate>): number => candidate.evidence?.cover ?? 0
  const meaningOf = ({ candidate }: Ranked<Candidate>): number => candidate.meaning
  const goodness = byMeaning || hits.every((hit) => coverOf(hit) === 0) ? meaningOf : coverOf
  const least = SHARE_OF_BEST * hits.reduce((best, hit) => Math.max(best, goodness(hit)), 0)
  return hits.filter((hit) => goodness(hit) >= least).sort((a, b) => b.candidate.key - a.candidate.key)
}
