import { guessFacts } from './guess-facts.ts'
import type { GuessPaper, GuessReading } from './guess-paper.ts'

/** A paper as a guess sees it: numbers only. */
export interface GuessFeatures {
  /** in the order of `FACT_NAMES` */
  readonly facts: Float64Array
  /** of title and abstract together, length 1; undefined where their words say nothing */
  readonly vector: Float32Array | undefined
  /** 32-bit hashes of words and of pairs of neighbours, each once: those of the title, then those of the abstract, told apart */
  readonly title: Uint32Array
  readonly abstract: Uint32Array
}

/** How much all words of a title, and all of an abstract, weigh beside one fact; the longer the text, the less each. */
export const TITLE_WORDS = 1.5
export const ABSTRACT_WORDS = 2.5
/** How much the vector weighs beside one fact. */
export const VECTOR = 1.5
const FEWEST = 5
/** No abstract has more; what is longer is no abstract, and must not cost more than one. */
const MOST_TERMS = 2_000

export function guessFeatures(paper: GuessPaper, reading: GuessReading): GuessFeatures {
  const title = reading.terms(paper.title.slice(0, 2_000)).slice(0, MOST_TERMS)
  const abstract = reading.terms(paper.abstract.slice(0, 20_000)).slice(0, MOST_TERMS)
  return {
    facts: guessFacts(paper),
    vector: reading.embed([...title, ...abstract]),
    title: hashes('t:', title, reading),
    abstract: hashes('a:', abstract, reading),
  }
}

/** What each of so many words of a text counts. */
export function shareOfWord(whole: number, words: number): number {
  return whole / Math.sqrt(Math.max(FEWEST, words))
}

function hashes(field: string, terms: readonly string[], { hash, stop }: GuessReading): Uint32Array {
  const found = new Set<number>()
  for (const [at, term] of terms.entries()) {
    if (!stop.has(term)) found.add(hash(field + term))
    const next = terms[at + 1]
    if (next !== undefined) found.add(hash(`${field}${term} ${next}`))
  }
  return Uint32Array.from(found)
}
