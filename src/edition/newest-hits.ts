/**
 * A search that is asked again and again, by a feed reader, a letter or an alert: what came in last stands first, or new papers would be
 * lost behind older ones that match better. Since nearly every paper shares a word with a query of several or is near it in meaning by
 * chance, and newest first would show that, only those that match almost as well as the best are in it.
 */
import type { Ranked } from '../rank/fuse.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { Candidate, SearchIndex, SearchOptions, SearchResult } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'

/** Of so many papers that came in last every one that matches is found; of those before, the ones among so many best. */
export const NEWEST_DEPTH = 5000
/** A match by words is at least so good, measured by the best. By judgment: of three words that tell alike, two. */
const SHARE_OF_BEST = 0.6
/** Of so many papers nearest in meaning the middle one is taken to be near by chance. */
const NEAREST = 1000
/**
 * A match in meaning stands at least so far up from what is near by chance to the nearest of all. Read off the titles that twelve queries
 * find among 58,507 papers (bench/RESULTS.md): below, every second one is unlike, and by arrival those would stand among the others.
 * A bound on their number would not do: three papers are like one query, three hundred like another.
 */
const WAY_TO_NEAREST = 0.6

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
 * How near in meaning a match is at least. Measured on all that is held, whatever day or category was asked for, or a month without any match
 * would show what is least unlike; and not from 0, since there are models by which any two texts are rather near.
 * @param query without the filters of the view
 */
export async function leastNearness(index: Pick<SearchIndex, 'search'>, query: ParsedQuery, { vector, vectorModel }: SearchOptions): Promise<number> {
  const { candidates } = await index.search(query, { candidates: NEAREST, evidenceOf: 0, mode: 'meaning', vector, vectorModel })
  const nearest = candidates.map(({ meaning }) => meaning).sort((a, b) => b - a)
  const [best = 0, byChance = 0] = [nearest[0], nearest[nearest.length >> 1]]
  return byChance + WAY_TO_NEAREST * (best - byChance)
}

/**
 * Of hits in any order those that match, the last that came in first. How well is told by the share of the query's words that a paper has;
 * where that is asked of none or has none, by nearness in meaning; without either all match.
 */
export async function newestMatches(hits: readonly Ranked<Candidate>[], byMeaning: boolean, leastNear: () => Promise<number>): Promise<readonly Ranked<Candidate>[]> {
  const coverOf = ({ candidate }: Ranked<Candidate>): number => candidate.evidence?.cover ?? 0
  const bestCover = hits.reduce((best, hit) => Math.max(best, coverOf(hit)), 0)
  const near = (byMeaning || bestCover === 0) && hits.some(({ candidate }) => candidate.meaning > 0) ? await leastNear() : undefined
  const matches = hits.filter((hit) => (near === undefined ? coverOf(hit) >= SHARE_OF_BEST * bestCover : hit.candidate.meaning >= near))
  return matches.sort((a, b) => b.candidate.key - a.candidate.key)
}
