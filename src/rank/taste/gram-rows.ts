/** Words and pairs of neighbouring words of papers, weighted as usual: (1 + ln count) × idf, each paper's row of length 1. */
import type { CountedGrams } from './counted-grams.ts'

export interface GramRow {
  readonly ids: Uint32Array
  readonly weights: Float32Array
}

/** In more than this share of papers a word says nothing; in fewer papers than this it can join none. */
const LARGEST_SHARE = 0.15
const FEWEST_PAPERS = 2
/** Among so few papers a share says nothing of how common a word is. */
const FEW = 20

/** In how many texts each word and pair stands. */
export class GramCounts {
  readonly counts = new Map<number, number>()
  texts = 0

  add({ grams }: CountedGrams): void {
    this.texts++
    for (const gram of grams) this.counts.set(gram, (this.counts.get(gram) ?? 0) + 1)
  }
}

export class GramRows {
  readonly #ids = new Map<number, number>()
  /** by id: share of the papers that have it */
  readonly shares: Float32Array
  readonly #idf: Float32Array
  /** weights by id while `sums` works, else zeros: a new one for every reader would keep the collector busy */
  readonly #weights: Float32Array

  /** @param counts of all papers that show what is ordinary */
  constructor({ counts, texts }: GramCounts) {
    const shares: number[] = []
    for (const [gram, count] of counts) {
      if (count < FEWEST_PAPERS || (count > LARGEST_SHARE * texts && texts > FEW)) continue
      this.#ids.set(gram, shares.length)
      shares.push(count / texts)
    }
    this.shares = Float32Array.from(shares)
    this.#weights = new Float32Array(this.shares.length)
    this.#idf = this.shares.map((share) => 1 + Math.log((texts + 1) / (share * texts + 1)))
  }

  /** The sum of each row's weights, each times what is given for its word or pair. */
  sums(given: ReadonlyMap<number, number>, rows: readonly { readonly grams: GramRow }[]): Float64Array {
    const weights = this.#weights
    const sums = new Float64Array(rows.length)
    for (const [id, weight] of given) weights[id] = weight
    for (let row = 0; row < sums.length; row++) {
      const { ids, weights: own } = rows[row]!.grams
      let sum = 0
      for (let i = 0; i < ids.length; i++) sum += weights[ids[i]!]! * own[i]!
      sums[row] = sum
    }
    for (const id of given.keys()) weights[id] = 0
    return sums
  }

  row({ grams, counts }: CountedGrams): GramRow {
    const ids: number[] = []
    const weights: number[] = []
    let square = 0
    for (let at = 0; at < grams.length; at++) {
      const id = this.#ids.get(grams[at]!)
      if (id === undefined) continue
      const weight = (1 + Math.log(counts[at]!)) * this.#idf[id]!
      ids.push(id)
      weights.push(weight)
      square += weight * weight
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
    return { ids: Uint32Array.from(ids), weights: Float32Array.from(weights, (weight) => weight * scale) }
  }
}
