import type { Segment } from './segment.ts'
import { wordCount, wordsBeginning } from './vocabulary.ts'

const encoder = new TextEncoder()
/** Longer words are not looked for. Bytes. */
const MAX_NEAR_BYTES = 40

/**
 * Visits the words of a segment's vocabulary that are written with at most `most` mistakes (a letter too much, missing,
 * wrong, or two neighbours exchanged: Damerau's distance in the restricted form, "optimal string alignment"). As the
 * words stand in order, each shares the rows of the table that belong to the beginning it has in common with the one
 * before, and where a beginning has too many mistakes already all words that begin so are skipped: a walk through a
 * trie that nobody had to build. With `sameFirst` only words with the same first letter are visited.
 */
export function eachNearWord(segment: Segment, text: string, most: number, sameFirst: boolean, visit: (word: number, distance: number) => void): void {
  const target = encoder.encode(text)
  const width = target.length + 1
  if (target.length === 0 || target.length > MAX_NEAR_BYTES) return
  const { wordStart, wordBytes } = segment
  const deepest = target.length + most
  const rows = new Uint8Array((deepest + 2) * width)
  for (let j = 0; j < width; j++) rows[j] = j
  const least = new Uint8Array(deepest + 2)
  const path = new Uint8Array(deepest + 1)
  let held = 0 // rows that are right for the beginning in `path`
  const count = wordCount(segment)
  for (let word = sameFirst ? wordsBeginning(segment, [...text][0]!).from : 0; word < count; ) {
    const start = wordStart[word]!
    const length = wordStart[word + 1]! - start
    if (sameFirst && wordBytes[start] !== target[0]) return
    let depth = 0
    while (depth < held && depth < length && path[depth] === wordBytes[start + depth]) depth++
    let dead = false
    while (depth < length) {
      if (depth >= deepest) {
        dead = true
        depth++
        break
      }
      path[depth] = wordBytes[start + depth]!
      depth++
      least[depth] = fillRow(rows, width, depth, most, path, target)
      // Two exchanged letters reach back over one row, so the row before must be beyond hope too.
      if (least[depth]! > most && least[depth - 1]! + 1 > most) {
        dead = true
        break
      }
    }
    held = Math.min(depth, deepest)
    if (!dead) {
      const distance = Math.abs(length - target.length) > most ? most + 1 : rows[length * width + target.length]!
      if (distance <= most) visit(word, distance)
      word++
      continue
    }
    word = pastBeginning(segment, word, depth)
  }
}

/**
 * Computes row `depth` of the table, which ends with letter `path[depth - 1]`; answers its least value. Only the band of
 * `most` columns to both sides can hold values that count; a value beyond stands at each of its edges.
 */
function fillRow(rows: Uint8Array, width: number, depth: number, most: number, path: Uint8Array, target: Uint8Array): number {
  const row = depth * width
  const above = row - width
  const letter = path[depth - 1]
  const from = Math.max(1, depth - most)
  const to = Math.min(width - 1, depth + most)
  let least = depth - most > 0 ? most + 1 : depth
  if (from - 1 < width) rows[row + from - 1] = least
  for (let j = from; j <= to; j++) {
    let value = rows[above + j - 1]! + (letter === target[j - 1] ? 0 : 1)
    if (rows[above + j]! + 1 < value) value = rows[above + j]! + 1
    if (rows[row + j - 1]! + 1 < value) value = rows[row + j - 1]! + 1
    if (depth > 1 && j > 1 && letter === target[j - 2] && path[depth - 2] === target[j - 1] && rows[above - width + j - 2]! + 1 < value) value = rows[above - width + j - 2]! + 1
    rows[row + j] = value
    if (value < least) least = value
  }
  if (to + 1 < width) rows[row + to + 1] = most + 1
  return least
}

/** First word after `word` that does not share its first `depth` bytes: doubling steps, then bisection. */
function pastBeginning(segment: Segment, word: number, depth: number): number {
  const { wordStart, wordBytes } = segment
  const start = wordStart[word]!
  const shares = (other: number): boolean => {
    const from = wordStart[other]!
    if (wordStart[other + 1]! - from < depth) return false
    for (let i = depth - 1; i >= 0; i--) if (wordBytes[from + i] !== wordBytes[start + i]) return false
    return true
  }
  const count = wordCount(segment)
  let low = word
  let step = 1
  while (low + step < count && shares(low + step)) {
    low += step
    step *= 2
  }
  let high = Math.min(count, low + step)
  low++
  while (low < high) {
    const middle = (low + high) >>> 1
    if (shares(middle)) low = middle + 1
    else high = middle
  }
  return low
}
