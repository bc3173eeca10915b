import type { Segment } from './segment.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Words `from` to before `to` of a segment's vocabulary. */
export interface WordRange {
  readonly from: number
  readonly to: number
}

/** How many words a segment's vocabulary has: they are numbered from 0 in the order of their bytes. */
export const wordCount = (segment: Segment): number => segment.wordTerm.length

export function wordText(segment: Segment, word: number): string {
  return decoder.decode(segment.wordBytes.slice(segment.wordStart[word]!, segment.wordStart[word + 1]!))
}

/** The words that begin with a folded text. */
export function wordsBeginning(segment: Segment, text: string): WordRange {
  const bytes = encoder.encode(text)
  return { from: firstPast(segment, bytes, 0), to: firstPast(segment, bytes, 1) }
}

/** The number of a word, -1 when the vocabulary lacks it. */
export function wordNumber(segment: Segment, text: string): number {
  const bytes = encoder.encode(text)
  const word = firstPast(segment, bytes, 0)
  const same = word < wordCount(segment) && segment.wordStart[word + 1]! - segment.wordStart[word]! === bytes.length && compare(segment, word, bytes) === 0
  return same ? word : -1
}

/** First word whose beginning stands at `least` or later: 0 at the text itself, 1 after all that begin with it. */
function firstPast(segment: Segment, bytes: Uint8Array, least: 0 | 1): number {
  let low = 0
  let high = wordCount(segment)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(segment, middle, bytes) < least) low = middle + 1
    else high = middle
  }
  return low
}

/** The word's beginning against the text: before it (-1), the same (0), after it (1). */
function compare({ wordStart, wordBytes }: Segment, word: number, bytes: Uint8Array): number {
  const start = wordStart[word]!
  const length = wordStart[word + 1]! - start
  for (let i = 0; i < bytes.length; i++) {
    if (i === length) return -1
    const difference = wordBytes[start + i]! - bytes[i]!
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return 0
}
