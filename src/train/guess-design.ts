/** What the first guess is fitted to: days of papers as one sparse table. */
import type { GuessFeatures } from '../rank/guess/guess-features.ts'
import { ABSTRACT_WORDS, shareOfWord, TITLE_WORDS, VECTOR } from '../rank/guess/guess-features.ts'

export interface GuessExample {
  readonly features: GuessFeatures
  /** as counted when its day was read; what is to be guessed */
  readonly upvotes: number
  /** hours from its being put into the list to the counting of votes, where known: votes take time, and no guess may know it */
  readonly hours: number | undefined
}

export interface GuessDay {
  /** ISO day */
  readonly date: string
  readonly papers: readonly GuessExample[]
}

/** Rows are papers, day after day; columns are facts, then components of the vector, then buckets of words, then the hours. */
export interface GuessDesign {
  readonly days: readonly GuessDay[]
  /** the first row of each day, one more than there are days */
  readonly dayStart: Uint32Array
  /** where each row begins in `columns` and `values`, one more than there are rows */
  readonly rowStart: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float64Array
  readonly sizes: { readonly facts: number; readonly vector: number; readonly words: number }
  /** how many columns */
  readonly width: number
}

/** Hours weigh so much: they are to take up all of the difference that they make. */
const HOURS = 0.75
const USUAL_HOURS = 5
const HOURS_MOST = 12

export function guessDesign(days: readonly GuessDay[], sizes: GuessDesign['sizes']): GuessDesign {
  const columns: number[] = []
  const values: number[] = []
  const rowStart = [0]
  const dayStart = [0]
  const afterVector = sizes.facts + sizes.vector
  const put = (column: number, value: number): void => {
    columns.push(column)
    values.push(value)
  }
  for (const { papers } of days) {
    for (const { features, hours } of papers) {
      for (const [at, value] of features.facts.entries()) if (value !== 0) put(at, value)
      for (const [at, value] of (features.vector ?? []).entries()) put(sizes.facts + at, VECTOR * value)
      for (const [hashes, whole] of [[features.title, TITLE_WORDS], [features.abstract, ABSTRACT_WORDS]] as const) {
        const share = shareOfWord(whole, hashes.length)
        for (const hash of hashes) put(afterVector + (hash % sizes.words), share)
      }
      if (hours !== undefined) put(afterVector + sizes.words, HOURS * (Math.min(HOURS_MOST, Math.max(0, hours)) - USUAL_HOURS))
      rowStart.push(columns.length)
    }
    dayStart.push(rowStart.length - 1)
  }
  return {
    days, sizes,
    dayStart: Uint32Array.from(dayStart), rowStart: Uint32Array.from(rowStart),
    columns: Uint32Array.from(columns), values: Float64Array.from(values),
    width: afterVector + sizes.words + 1,
  }
}
