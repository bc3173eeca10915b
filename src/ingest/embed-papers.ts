import type { Paper } from '../paper/paper.ts'
import { embedOrRefuse } from '../search-index/embedder/embed-or-refuse.ts'
import { paperText, type TextModel } from '../search-index/embedder/text-model.ts'
import { textHash, type ModelVectors } from '../search-index/vector-cache.ts'
import type { Store } from '../store/store.ts'

const BATCH = 500
/** Papers whose vectors are kept together: what a kill costs at most. */
const GROUP = 64

/** Takes note of what the store has gained and lost, so that it is known which vectors are wanted. */
export async function trackPapers(store: Store, held: ModelVectors, signal?: AbortSignal): Promise<void> {
  let { seq } = held
  while (!signal?.aborted) {
    const { papers, removed, seq: reached } = await store.changes(seq, BATCH)
    if (reached === seq && papers.length + removed.length === 0) return
    held.track(papers.map(({ paper }) => ({ key: paper.key, hash: textHash(paperText(paper)) })), removed.map(({ key }) => key), reached)
    seq = reached
  }
}

/**
 * Has some of the papers embedded whose vectors are wanted, and keeps them.
 * @returns how many papers were done; 0 when none is wanted
 * @throws TextModelError when the model does not answer; what came before is kept
 */
export async function embedSome(store: Store, held: ModelVectors, model: TextModel, signal?: AbortSignal): Promise<number> {
  const papers = await store.papers(held.wanted(GROUP))
  if (papers.length === 0) return 0
  const texts = papers.map(paperText)
  const vectors = await embedOrRefuse(texts, model, signal)
  held.keep(papers.map(({ key }: Paper, at) => ({ key, hash: textHash(texts[at]!), vector: vectors[at] })))
  return papers.length
}
