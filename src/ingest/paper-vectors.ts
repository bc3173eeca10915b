import type { Paper } from '../paper/paper.ts'
import { paperText } from '../search-index/embedder/text-model.ts'
import type { IndexDocument } from '../search-index/search-index.ts'
import { textHash, type ModelVectors } from '../search-index/vector-cache.ts'
import { documentOf } from './document-of.ts'

/** Papers as documents with the vectors that are held of them: what an index of a model of texts is fed with. */
export class PaperVectors {
  readonly #held: ModelVectors
  /** fed with a vector since the last commit */
  #fed: { key: number; hash: Buffer }[] = []

  constructor(held: ModelVectors) {
    this.#held = held
  }

  documents(papers: readonly Paper[]): IndexDocument[] {
    return papers.map((paper) => {
      const hash = textHash(paperText(paper))
      const vector = this.#held.get(hash)
      if (vector !== undefined) this.#fed.push({ key: paper.key, hash })
      return { ...documentOf(paper), vector }
    })
  }

  /** What was fed is in the index for good. */
  committed(): void {
    this.#held.indexed(this.#fed)
    this.#fed = []
  }
}
