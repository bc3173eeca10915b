import type { GuessPaper, GuessReading } from '../rank/guess/guess-paper.ts'
import type { Paper } from '../paper/paper.ts'
import { houseEmbedder } from '../search-index/embedder/house.ts'
import { pool } from '../search-index/embedder/pool.ts'
import { hashBytes, hashTerm } from '../search-index/hash-term.ts'
import { STOP_WORDS, terms } from '../search-index/terms.ts'
import { dayNumber } from '../tools/dates.ts'

const encoder = new TextEncoder()
const scratch = new Uint8Array(1024)

/** As `hashTerm`, without a new array for each of the hundreds of pairs of words of an abstract. */
function quickHash(term: string): number {
  // UTF-8 takes at most three bytes for what a string counts as one.
  return term.length * 3 > scratch.length ? hashTerm(term) : hashBytes(scratch, 0, encoder.encodeInto(term, scratch).written)
}

/** How the first guess reads texts, whatever embedder searches: it was trained with the house's. Loads the house's vectors. */
export function guessReading(): GuessReading {
  const embedder = houseEmbedder()
  return { terms, hash: quickHash, stop: STOP_WORDS, embed: (words) => pool(embedder, words) }
}

/** A paper as it was known when the day listed it. @param day ISO day of the list */
export function guessPaper({ title, abstract, authors, published }: Pick<Paper, 'title' | 'abstract' | 'authors' | 'published'>, day: string): GuessPaper {
  // A source that knows only the month or the year tells nothing of an age in days.
  const daysOld = published !== undefined && published.length >= 10 ? dayNumber(day) - dayNumber(published) : undefined
  return { title, abstract, authors: authors.length, daysOld }
}
