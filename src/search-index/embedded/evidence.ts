import type { Evidence } from '../search-index.ts'
import { STOP_WORDS } from '../terms.ts'
import { termNumber } from './dictionary.ts'
import { PAIR_HIGH, type Segment } from './segment.ts'

/** Words beyond the heaviest so many are left aside: they are bits of one number, and a text's other words tell little more. */
const MAX_WORDS = 30
/** So many words apart is near. */
const NEAR = 8

interface Word {
  readonly term: string
  /** its IDF, as a share of all words' */
  readonly share: number
}

interface Pair {
  readonly first: number
  readonly second: number
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
  const telling = typed.filter((term) => !STOP_WORDS.has(term))
  for (let i = 1; i < telling.length; i++) {
    const first = numberOf.get(telling[i - 1]!)
    const second = numberOf.get(telling[i]!)
    if (first === undefined || second === undefined || first === second) continue
    found.set(first * MAX_WORDS + second, { first, second, share: Math.min(words[first]!.share, words[second]!.share) })
  }
  const pairs = [...found.values()].sort((a, b) => b.share - a.share).slice(0, MAX_WORDS)
  const whole = pairs.reduce((sum, { share }) => sum + share, 0) || 1
  return { words, pairs: pairs.map((pair) => ({ ...pair, share: pair.share / whole })) }
}

/** Finds what stands where in papers of one segment: one pass over a paper's text, no allocation but the answer. */
export class EvidenceReader {
  readonly #segment: Segment
  readonly #sought: Sought
  readonly #numberOf = new Map<number, number>()
  readonly #stops: ReadonlySet<number>
  readonly #last: Int32Array
  readonly #pairsOf: readonly (readonly number[])[]

  constructor(segment: Segment, wanted: Sought, stops: ReadonlySet<number>) {
    this.#segment = segment
    this.#sought = wanted
    this.#stops = stops
    for (const [number, { term }] of wanted.words.entries()) {
      const here = termNumber(segment, term)
      if (here !== 0) this.#numberOf.set(here, number)
    }
    this.#last = new Int32Array(wanted.words.length)
    this.#pairsOf = wanted.words.map((_, word) => wanted.pairs.flatMap(({ first, second }, pair) => (first === word || second === word ? [pair] : [])))
  }

  read(paper: number): Evidence {
    const { units, unitStart } = this.#segment
    const { words, pairs } = this.#sought
    const last = this.#last.fill(-1000)
    const seen = [0, 0, 0, 0]
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
        field = Math.min(3, field + 1)
        position += 1000 // nothing is near across fields
        continue
      }
      position++
      const number = unit < PAIR_HIGH ? unit : PAIR_HIGH + ((unit - PAIR_HIGH) << 11) + (units[++i]! & 0x7ff)
      const word = this.#numberOf.get(number)
      if (field === 0 && !this.#stops.has(number)) {
        titleWords++
        if (word !== undefined) titleFound++
      }
      if (word === undefined) continue
      seen[field]! |= 1 << word
      last[word] = position
      for (const pair of this.#pairsOf[word]!) {
        const { first, second } = pairs[pair]!
        const apart = position - last[first === word ? second : first]!
        if (apart > NEAR) continue
        near |= 1 << pair
        if (apart === 1 && second === word) together |= 1 << pair
      }
    }
    const share = (bits: number): number => {
      let sum = 0
      for (let word = 0; bits !== 0; word++, bits >>>= 1) if (bits & 1) sum += words[word]!.share
      return Math.min(1, sum)
    }
    const shareOfPairs = (bits: number): number => {
      let sum = 0
      for (let pair = 0; bits !== 0; pair++, bits >>>= 1) if (bits & 1) sum += pairs[pair]!.share
      return Math.min(1, sum)
    }
    const [title, abstract, keywords, authors] = seen as [number, number, number, number]
    return {
      cover: share(title | abstract | keywords | authors),
      title: share(title),
      abstract: share(abstract),
      keywords: share(keywords),
      authors: share(authors),
      ofTitle: titleWords === 0 ? 0 : titleFound / titleWords,
      phrase: shareOfPairs(together),
      near: shareOfPairs(near),
    }
  }
}

/** The numbers of the stop words in a segment. */
export function stopNumbers(segment: Segment): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const word of STOP_WORDS) numbers.add(termNumber(segment, word))
  return numbers
}
