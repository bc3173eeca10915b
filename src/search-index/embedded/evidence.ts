import type { Evidence } from '../search-index.ts'
import { STOP_WORDS } from '../terms.ts'
import { termNumber } from './dictionary.ts'
import { PAIR_HIGH, type Segment } from './segment.ts'
import { termAt } from './units.ts'

/** Words beyond the heaviest so many are left aside: they are bits of one number, and a text's other words tell little more. */
const MAX_WORDS = 30
/** So many words apart is near. */
const NEAR = 8
/** Nothing is near across fields. */
const BETWEEN_FIELDS = 1000

interface Word {
  readonly term: string
  /** its IDF, as a share of all words' */
  readonly share: number
}

interface Pair {
  readonly first: number
  readonly second: number
  /** where the second is typed after the first: 1 is next to it, more when stop words stand between */
  readonly apart: number
  readonly share: number
}

/** What is looked for in papers: the query's telling words, and those of them that are neighbours. */
export interface Sought {
  readonly words: readonly Word[]
  readonly pairs: readonly Pair[]
}

/**
 * @param weighted distinct terms with their IDF, heaviest first
 * @param typed terms in the order typed
 */
export function sought(weighted: readonly { term: string; weight: number }[], typed: readonly string[]): Sought {
  const heaviest = weighted.slice(0, MAX_WORDS)
  const total = heaviest.reduce((sum, { weight }) => sum + weight, 0) || 1
  const words = heaviest.map(({ term, weight }) => ({ term, share: weight / total }))
  const numberOf = new Map(words.map(({ term }, number) => [term, number]))
  const found = new Map<number, Pair>()
  let before = -1
  for (const [at, term] of typed.entries()) {
    if (STOP_WORDS.has(term)) continue
    const first = before < 0 ? undefined : numberOf.get(typed[before]!)
    const apart = at - before
    before = at
    const second = numberOf.get(term)
    if (first === undefined || second === undefined || first === second || apart > NEAR) continue
    const pair = first * MAX_WORDS + second
    // Typed twice, it is the way that it was typed first.
    if (!found.has(pair)) found.set(pair, { first, second, apart, share: Math.min(words[first]!.share, words[second]!.share) })
  }
  const pairs = [...found.values()].sort((a, b) => b.share - a.share).slice(0, MAX_WORDS)
  const whole = pairs.reduce((sum, { share }) => sum + share, 0) || 1
  return { words, pairs: pairs.map((pair) => ({ ...pair, share: pair.share / whole })) }
}

/** Slots of the table of words sought: a power of two, several times as many as words, so that few units meet in one. */
const SLOTS = 256
const SPREAD = 0x9e3779b1
const FIELDS = 4

/** Finds what stands where in papers of one segment: one pass over a paper's text, no allocation but the answer. */
export class EvidenceReader {
  readonly #segment: Segment
  readonly #stops: ReadonlySet<number>
  readonly #shares: Float64Array
  readonly #pairShares: Float64Array
  /** term numbers by open addressing, 0 where none is, and the words that they are */
  readonly #slotNumber = new Int32Array(SLOTS)
  readonly #slotWord = new Uint8Array(SLOTS)
  /** of each word the pairs that it is in, and of each of these the other word and how far before this one it is typed; 0 when after */
  readonly #pairsOf: readonly Int32Array[]
  readonly #last: Int32Array
  readonly #seen = new Int32Array(FIELDS)

  constructor(segment: Segment, { words, pairs }: Sought, stops: ReadonlySet<number>) {
    this.#segment = segment
    this.#stops = stops
    this.#shares = Float64Array.from(words, ({ share }) => share)
    this.#pairShares = Float64Array.from(pairs, ({ share }) => share)
    for (const [word, { term }] of words.entries()) {
      const number = termNumber(segment, term)
      if (number === 0) continue
      const slot = this.#slotOf(number)
      this.#slotNumber[slot] = number
      this.#slotWord[slot] = word
    }
    this.#last = new Int32Array(words.length)
    this.#pairsOf = words.map((_, word) =>
      Int32Array.from(pairs.flatMap(({ first, second, apart }, pair) => (second === word ? [pair, first, apart] : first === word ? [pair, second, 0] : []))),
    )
  }

  /** The slot that has a term number, or the empty one where it would be. */
  #slotOf(number: number): number {
    let slot = Math.imul(number, SPREAD) >>> 24
    for (;;) {
      const there = this.#slotNumber[slot]!
      if (there === number || there === 0) return slot
      slot = (slot + 1) & (SLOTS - 1)
    }
  }

  read(paper: number): Evidence {
    const { units, unitStart } = this.#segment
    const last = this.#last.fill(-BETWEEN_FIELDS)
    const seen = this.#seen.fill(0)
    let together = 0
    let near = 0
    let field = 0
    let position = 0
    let titleWords = 0
    let titleFound = 0
    const end = unitStart[paper + 1]!
    for (let i = unitStart[paper]!; i < end; i++) {
      const unit = units[i]!
      if (unit === 0) {
        field = Math.min(FIELDS - 1, field + 1)
        position += BETWEEN_FIELDS
        continue
      }
      position++
      const number = termAt(units, i)
      if (unit >= PAIR_HIGH) i++
      const slot = this.#slotOf(number)
      const found = this.#slotNumber[slot] === number
      if (field === 0 && !this.#stops.has(number)) {
        titleWords++
        if (found) titleFound++
      }
      if (!found) continue
      const word = this.#slotWord[slot]!
      seen[field]! |= 1 << word
      last[word] = position
      const pairs = this.#pairsOf[word]!
      for (let at = 0; at < pairs.length; at += 3) {
        const apart = position - last[pairs[at + 1]!]!
        if (apart > NEAR) continue
        near |= 1 << pairs[at]!
        if (apart === pairs[at + 2]) together |= 1 << pairs[at]!
      }
    }
    const [title, abstract, keywords, authors] = [seen[0]!, seen[1]!, seen[2]!, seen[3]!]
    return {
      cover: sum(this.#shares, title | abstract | keywords | authors),
      title: sum(this.#shares, title),
      abstract: sum(this.#shares, abstract),
      keywords: sum(this.#shares, keywords),
      authors: sum(this.#shares, authors),
      ofTitle: titleWords === 0 ? 0 : titleFound / titleWords,
      phrase: sum(this.#pairShares, together),
      near: sum(this.#pairShares, near),
    }
  }
}

/** The shares whose bits are set, together; a little over 1 by rounding is 1. */
function sum(shares: Float64Array, bits: number): number {
  let whole = 0
  for (let at = 0; bits !== 0; at++, bits >>>= 1) if (bits & 1) whole += shares[at]!
  return Math.min(1, whole)
}

/** The numbers of the stop words in a segment. */
export function stopNumbers(segment: Segment): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const word of STOP_WORDS) numbers.add(termNumber(segment, word))
  return numbers
}
