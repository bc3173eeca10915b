import { foldTex } from '../../paper/tex/fold-tex.ts'
import type { Correction, Suggestions } from '../search-index.ts'
import { completeAuthors } from './complete-authors.ts'
import { completeTitles, type Typed } from './complete-titles.ts'
import { correctWords } from './correct.ts'
import { NO_DAY, type Segment } from './segment.ts'

/** More is pasted, not typed. */
const MAX_TYPED = 300
const MAX_WORDS = 24
const MAX_LIMIT = 50

/** Completes and corrects over all segments, on one thread. Holds nothing but views of shared memory. */
export class Suggester {
  #segments: readonly Segment[] = []
  #newest = NO_DAY

  use(segments: readonly Segment[]): void {
    this.#segments = segments
    this.#newest = NO_DAY
    for (const { days } of segments) for (const day of days) if (day > this.#newest) this.#newest = day
  }

  suggest(text: string, limit: number): Suggestions {
    const typed = typedWords(text)
    const most = Math.min(MAX_LIMIT, Math.max(0, Math.floor(limit)))
    if (typed === undefined || most === 0) return { titles: [], authors: [] }
    // One letter of an alphabet begins too much to say anything; a sign of Chinese may be a word.
    if (/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]$/u.test([...typed.whole, typed.last].join(''))) return { titles: [], authors: [] }
    return { titles: completeTitles(this.#segments, this.#newest, typed, most), authors: completeAuthors(this.#segments, typed, most) }
  }

  correct(words: readonly string[]): Correction[] {
    return correctWords(this.#segments, words.slice(0, MAX_WORDS))
  }
}

/** Undefined where nothing, or more than anybody types, stands there. */
function typedWords(text: string): Typed | undefined {
  if (text.length > MAX_TYPED) return undefined
  const words = foldTex(text).split(' ').filter((word) => word !== '')
  if (words.length === 0 || words.length > MAX_WORDS) return undefined
  // After a blank or a full stop the word is finished; a letter on its own may always be the beginning of one.
  const finished = /[\s.,;:!?)\]]$/.test(text)
  return finished ? { whole: words, last: '' } : { whole: words.slice(0, -1), last: words.at(-1)! }
}
