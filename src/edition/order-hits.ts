import { fuse, type Ranked } from '../rank/fuse.ts'
import { LONG_QUERY_WEIGHTS, MEANING_ONLY, QUERY_WEIGHTS, SIMILAR_WEIGHTS, TEXT_MODEL_WEIGHTS, WORDS_ONLY, type Weights } from '../rank/weights.ts'
import type { Candidate, SearchMode } from '../search-index/search-index.ts'

/** What the order depends on beside the candidates. */
export interface Asking {
  /** a query, or a whole paper that others are to be like */
  readonly for: 'query' | 'paper'
  readonly mode: SearchMode
  /** how many words were asked with */
  readonly words?: number | undefined
  /** a model of whole texts gave the query's vector */
  readonly textModel?: boolean | undefined
  /** the query asks for recent papers */
  readonly recent?: boolean | undefined
}

/**
 * The order of hits, best first, the same for the page, the API, the terminal and `evaluate`. Candidates come from
 * several threads in no promised order, so equal ones go by key.
 */
export function orderHits(candidates: readonly Candidate[], asking: Asking): Ranked<Candidate>[] {
  const settled = candidates.toSorted((a, b) => a.key - b.key)
  // Where meaning was asked and there is none, the words found them all the same.
  const meant = asking.mode !== 'meaning' || settled.some(({ meaning }) => meaning > 0)
  return fuse(settled, meant ? weightsFor(asking) : WORDS_ONLY, { recent: asking.recent ?? false })
}

/** From so many words on a query is a text. */
const LONG_QUERY = 50

function weightsFor({ for: what, mode, textModel, words = 0 }: Asking): Weights {
  if (mode === 'words') return WORDS_ONLY
  if (mode === 'meaning') return MEANING_ONLY
  if (what === 'paper') return SIMILAR_WEIGHTS
  if (textModel === true) return TEXT_MODEL_WEIGHTS
  return words >= LONG_QUERY ? LONG_QUERY_WEIGHTS : QUERY_WEIGHTS
}
