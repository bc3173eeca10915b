import { fuse, type Ranked } from '../rank/fuse.ts'
import { MEANING_ONLY, QUERY_WEIGHTS, SIMILAR_WEIGHTS, TEXT_MODEL_WEIGHTS, WORDS_ONLY, type Weights } from '../rank/weights.ts'
import type { Candidate, SearchMode } from '../search-index/search-index.ts'

/** What the order depends on beside the candidates. */
export interface Asking {
  /** a query, or a whole paper that others are to be like */
  readonly for: 'query' | 'paper'
  readonly mode: SearchMode
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
  return fuse(settled, weightsFor(asking), { recent: asking.recent ?? false })
}

function weightsFor({ for: what, mode, textModel }: Asking): Weights {
  if (mode === 'words') return WORDS_ONLY
  if (mode === 'meaning') return MEANING_ONLY
  if (what === 'paper') return SIMILAR_WEIGHTS
  return textModel === true ? TEXT_MODEL_WEIGHTS : QUERY_WEIGHTS
}
