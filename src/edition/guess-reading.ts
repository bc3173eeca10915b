import type { GuessPaper, GuessReading } from '../rank/guess/guess-paper.ts'
import type { Paper } from '../paper/paper.ts'
import { houseEmbedder } from '../search-index/embedder/house.ts'
import { pool } from '../search-index/embedder/pool.ts'
import { hashTerm } from '../search-index/hash-term.ts'
import { STOP_WORDS, terms } from '../search-index/terms.ts'
import { dayNumber } from '../tools/dates.ts'

/** How the first guess reads texts, whatever embedder searches: it was trained with the house's. Loads the house's vectors. */
export function guessReading(): GuessReading {
  const embedder = houseEmbedder()
  return { terms, hash: hashTerm, stop: STOP_WORDS, embed: (words) => pool(embedder, words) }
}

/** A paper as it was known when the day listed it. @param day ISO day of the list */
export function guessPaper({ title, abstract, authors, published }: Pick<Paper, 'title' | 'abstract' | 'authors' | 'published'>, day: string): GuessPaper {
  // A source that knows only the month or the year tells nothing of an age in days.
  const daysOld = published !== undefined && published.length >= 10 ? dayNumber(day) - dayNumber(published) : undefined
  return { title, abstract, authors: authors.length, daysOld }
}
