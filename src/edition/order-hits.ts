import { fuse, type Ranked } from '../rank/fuse.ts'
import type { Candidate } from '../search-index/search-index.ts'

/** Meaning says more of a whole abstract than of a few words. */
const SIMILAR_WEIGHTS = { words: 0.7, meaning: 0.3 }

/**
 * The order of hits, best first, the same for the page, the API, the terminal and `evaluate`. Candidates come from
 * several threads in no promised order, so equal ones go by key.
 * @param asked `query`: what somebody wrote; `paper`: a whole paper that others are to be like
 */
export function orderHits(candidates: readonly Candidate[], asked: 'query' | 'paper'): Ranked<Candidate>[] {
  const settled = candidates.toSorted((a, b) => a.key - b.key)
  return asked === 'paper' ? fuse(settled, SIMILAR_WEIGHTS) : fuse(settled)
}
