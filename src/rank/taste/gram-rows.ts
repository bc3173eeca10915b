/** Words and pairs of neighbouring words of papers, weighted as usual: (1 + ln count) × idf, each paper's row of length 1. */

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

  /** @param text `ReadPaper.terms` */
  add(text: Uint32Array): void {
    this.texts++
    for (const gram of gramsOf(text).keys()) this.counts.set(gram, (this.counts.get(gram) ?? 0) + 1)
  }
}

export class GramRows {
  readonly #ids = new Map<number, number>()
  /** by id: share of the papers that have it */
  readonly shares: Float32Array
  readonly #idf: Float32Array

  /** @param counts of all papers that show what is ordinary */
  constructor({ counts, texts }: GramCounts) {
    const shares: number[] = []
    for (const [gram, count] of counts) {
      if (count < FEWEST_PAPERS || (count > LARGEST_SHARE * texts && texts > FEW)) continue
      this.#ids.set(gram, shares.length)
      shares.push(count / texts)
    }
    this.shares = Float32Array.from(shares)
    this.#idf = this.shares.map((share) => 1 + Math.log((texts + 1) / (share * texts + 1)))
  }

  row(text: Uint32Array): GramRow {
    const ids: number[] = []
    const weights: number[] = []
    let square = 0
    for (const [gram, count] of gramsOf(text)) {
      const id = this.#ids.get(gram)
      if (id === undefined) continue
      const weight = (1 + Math.log(count)) * this.#idf[id]!
      ids.push(id)
      weights.push(weight)
      square += weight * weight
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
    return { ids: Uint32Array.from(ids), weights: Float32Array.from(weights, (weight) => weight * scale) }
  }
}

/** How often each word and pair stands in a text; no pair reaches over a 0. Signed numbers, which a map finds twice as fast. */
function gramsOf(text: Uint32Array): Map<number, number> {
  const grams = new Map<number, number>()
  const last = text.length - 1
  for (let at = 0; at <= last; at++) {
    const word = text[at]! | 0
    if (word === 0) continue
    grams.set(word, (grams.get(word) ?? 0) + 1)
    const next = at < last ? text[at + 1]! | 0 : 0
    if (next === 0) continue
    const pair = joined(word, next)
    grams.set(pair, (grams.get(pair) ?? 0) + 1)
  }
  return grams
}

function joined(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ second
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
