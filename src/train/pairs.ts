import { dampened } from '../search-index/embedder/pool.ts'
import type { Corpus } from './corpus.ts'
import type { Random } from './random.ts'

/** A text as rows of the table and how much each counts. */
export interface Bag {
  readonly rows: Int32Array
  readonly times: Float32Array
  length: number
}

export type PairKind = 'title' | 'sentence' | 'words'

/** The title's words count so often in a paper's vector, as in the index. */
const TITLE_TIMES = 2
/** More rows of a text are left out. */
const MOST_ROWS = 1024

export function emptyBag(): Bag {
  return { rows: new Int32Array(MOST_ROWS), times: new Float32Array(MOST_ROWS), length: 0 }
}

/** Makes a question and the text that answers it out of one paper. */
export class PairMaker {
  readonly #corpus: Corpus
  readonly #random: Random
  readonly #counts = new Map<number, number>()

  constructor(corpus: Corpus, random: Random) {
    this.#corpus = corpus
    this.#random = random
  }

  /**
   * `title`: the title asks for the abstract (for every kind, where there is one sentence only). `sentence`: one
   * sentence asks for the rest with the title. `words`: a few words that stand side by side ask for the paper; half of
   * the time most of them are taken out of it, so that more than the same words must lead there.
   */
  make(paper: number, kind: PairKind, question: Bag, answer: Bag): void {
    const { paperStart } = this.#corpus
    const first = paperStart[paper]!
    const end = paperStart[paper + 1]!
    const random = this.#random
    if (kind === 'title' || end - first < 3) {
      this.#run(first, 1)
      this.#empty(question)
      for (let run = first + 1; run < end; run++) this.#run(run, 1)
      this.#empty(answer)
      return
    }
    if (kind === 'sentence') {
      const asked = first + 1 + random.below(end - first - 1)
      this.#run(asked, 1)
      this.#empty(question)
      this.#paper(first, end, asked)
      this.#empty(answer)
      return
    }
    const { runStart, handles } = this.#corpus
    const run = first + random.below(end - first)
    const length = runStart[run + 1]! - runStart[run]!
    const wanted = 2 + random.below(8)
    const from = runStart[run]! + random.below(Math.max(1, length - wanted + 1))
    for (let i = from; i < Math.min(from + wanted, runStart[run + 1]!); i++) this.#count(handles[i]!, 1)
    const asked = [...this.#counts.keys()]
    this.#empty(question)
    this.#paper(first, end, -1)
    if (random.next() < 0.5) for (const handle of asked) if (random.next() < 0.7) this.#counts.delete(handle)
    this.#empty(answer)
  }

  #paper(first: number, end: number, without: number): void {
    this.#run(first, TITLE_TIMES)
    for (let run = first + 1; run < end; run++) if (run !== without) this.#run(run, 1)
  }

  #run(run: number, times: number): void {
    const { runStart, handles } = this.#corpus
    for (let i = runStart[run]!; i < runStart[run + 1]!; i++) this.#count(handles[i]!, times)
  }

  #count(handle: number, times: number): void {
    this.#counts.set(handle, (this.#counts.get(handle) ?? 0) + times)
  }

  /** Moves what was counted into a bag. */
  #empty(bag: Bag): void {
    const { rows } = this.#corpus.vocabulary
    let length = 0
    for (const [handle, count] of this.#counts) {
      if (length >= MOST_ROWS - 2) break
      const times = dampened(count)
      for (const row of [rows.first(handle), rows.second(handle)]) {
        if (row < 0) continue
        bag.rows[length] = row
        bag.times[length++] = times
      }
    }
    bag.length = length
    this.#counts.clear()
  }
}
