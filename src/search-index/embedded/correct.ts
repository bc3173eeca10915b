import type { Correction } from '../search-index.ts'
import { stem, STOP_WORDS } from '../terms.ts'
import { documentFrequency, termNumber } from './dictionary.ts'
import { eachNearWord } from './near-words.ts'
import { gallop } from './restrict.ts'
import { runStands, unitsOf } from './text-match.ts'
import type { Segment } from './segment.ts'
import { wordNumber, wordText } from './vocabulary.ts'

/** Words of a query that are corrected; a longer text finds what it seeks in spite of a mistake or two. */
const MAX_CORRECTED = 6
/** Shorter words have too many neighbours; two mistakes are only believed in long ones. Characters. */
const LEAST_LETTERS = 4
const LEAST_LETTERS_TWICE = 6
/** A word that some papers have is only doubted where at most so many have it, and so many times more have the other. */
const RARE_PAPERS = 30
const TIMES_COMMONER = 100
/** A second mistake, or one in the first letter, is so much less likely: in powers of two of the frequency. */
const SECOND_MISTAKE = 7
const FIRST_LETTER = 3
/** A word is split in two where they stand side by side in one of so many papers that have both, or so many times oftener than the word stands. */
const MAX_PAIR_PAPERS = 400
const TIMES_SPLIT = 10
const MAX_SPLITS = 3
const LEAST_HALF = 3
/** Postings gone through for one split, over all segments. */
const MAX_STEPS = 6000

interface Near {
  distance: number
  titles: number
}

/** Better spellings of words, as `SearchIndex.correct` says. Mistakes are told apart by how many papers have the other word. */
export function correctWords(segments: readonly Segment[], words: readonly string[]): Correction[] {
  const papers = segments.reduce((sum, { layout }) => sum + layout.papers, 0)
  const frequencies = words.map((word) => (word === '' ? 0 : frequencyOf(segments, word)))
  const found: Correction[] = []
  for (let at = 0; at < words.length && found.length < MAX_CORRECTED; at++) {
    const word = words[at]!
    const frequency = frequencies[at]!
    if (word === '' || frequency > RARE_PAPERS || /\d/.test(word) || STOP_WORDS.has(stem(word))) continue
    const joined = frequency === 0 ? joinedWith(segments, words, at) : undefined
    if (joined !== undefined && found.every(({ to }) => to <= joined.from)) {
      found.push(joined)
      at = joined.to - 1
      continue
    }
    const text = nearest(segments, word, frequency, papers) ?? split(segments, word, frequency)
    if (text !== undefined) found.push({ from: at, to: at + 1, text })
  }
  return found
}

/** In how many papers a word stands, however inflected. */
function frequencyOf(segments: readonly Segment[], word: string): number {
  const term = stem(word)
  return segments.reduce((sum, segment) => sum + documentFrequency(segment, termNumber(segment, term)), 0)
}

/** The likeliest word that is one or two mistakes away. */
function nearest(segments: readonly Segment[], word: string, frequency: number, papers: number): string | undefined {
  const letters = [...word].length
  if (letters < LEAST_LETTERS) return undefined
  const near = new Map<string, Near>()
  gather(segments, word, 1, near)
  const one = likeliest(segments, word, near)
  if (frequency > 0) {
    if (one === undefined || letters <= LEAST_LETTERS || one.frequency < frequency * TIMES_COMMONER) return undefined
    return one.text
  }
  // A neighbour that hardly any paper has may itself be a slip: a commoner word two mistakes away goes before it.
  if (letters < LEAST_LETTERS_TWICE || (one !== undefined && one.frequency > papers / 5000)) return one?.text
  gather(segments, word, 2, near)
  return likeliest(segments, word, near)?.text
}

function gather(segments: readonly Segment[], word: string, most: 1 | 2, into: Map<string, Near>): void {
  for (const segment of segments) {
    eachNearWord(segment, word, most, most === 2, (number, distance) => {
      if (distance === 0) return
      const text = wordText(segment, number)
      const titles = segment.wordTitles[number]!
      const known = into.get(text)
      if (known === undefined) into.set(text, { distance, titles })
      else known.titles += titles
    })
  }
}

function likeliest(segments: readonly Segment[], word: string, near: ReadonlyMap<string, Near>): { text: string; frequency: number } | undefined {
  const term = stem(word)
  let best: { text: string; frequency: number } | undefined
  let bestScore = -Infinity
  for (const [text, { distance, titles }] of near) {
    if (text.length < 3 || /\d/.test(text) || stem(text) === term) continue
    const frequency = frequencyOf(segments, text)
    const score = Math.log2(1 + frequency) + Math.log2(1 + titles) / 4 - (distance - 1) * SECOND_MISTAKE - (text[0] === word[0] ? 0 : FIRST_LETTER)
    if (frequency > 0 && (score > bestScore || (score === bestScore && text < best!.text))) {
      best = { text, frequency }
      bestScore = score
    }
  }
  return best
}

/** An unknown or rare word as two known ones that stand side by side somewhere: "reinforcementlearning". */
function split(segments: readonly Segment[], word: string, frequency: number): string | undefined {
  if (frequency * TIMES_SPLIT > MAX_PAIR_PAPERS) return undefined
  const pairs: { left: string; right: string; least: number }[] = []
  for (let at = LEAST_HALF; at <= word.length - LEAST_HALF; at++) {
    const [left, right] = [word.slice(0, at), word.slice(at)]
    if (!isWritten(segments, left) || !isWritten(segments, right)) continue
    pairs.push({ left, right, least: Math.min(frequencyOf(segments, left), frequencyOf(segments, right)) })
  }
  let best: string | undefined
  let most = frequency * TIMES_SPLIT
  for (const { left, right } of pairs.sort((a, b) => b.least - a.least).slice(0, MAX_SPLITS)) {
    const count = sideBySide(segments, [stem(left), stem(right)])
    if (count > most) [best, most] = [`${left} ${right}`, count]
  }
  return best
}

const isWritten = (segments: readonly Segment[], text: string): boolean => segments.some((segment) => wordNumber(segment, text) >= 0)

/** In how many of the papers looked at the two terms stand side by side. */
function sideBySide(segments: readonly Segment[], terms: readonly [string, string]): number {
  let left = MAX_PAIR_PAPERS
  let steps = MAX_STEPS
  let count = 0
  for (const segment of segments) {
    const run = unitsOf(segment, terms)
    if (run === undefined) continue
    const { postingStart, postingPaper } = segment
    const [rarer, other] = run.numbers.toSorted((a, b) => documentFrequency(segment, a) - documentFrequency(segment, b)) as [number, number]
    let at = postingStart[other]!
    for (let posting = postingStart[rarer]!; posting < postingStart[rarer + 1]! && left > 0 && steps > 0; posting++, steps--) {
      at = gallop(postingPaper, at, postingStart[other + 1]!, postingPaper[posting]!)
      if (postingPaper[at] !== postingPaper[posting] || at === postingStart[other + 1]!) continue
      left--
      if (runStands(segment, postingPaper[posting]!, run.units, 2)) count++
    }
  }
  return count
}

/** An unknown word and its neighbour as one that papers have: "re inforcement". */
function joinedWith(segments: readonly Segment[], words: readonly string[], at: number): Correction | undefined {
  for (const from of [at, at - 1]) {
    const [left, right] = [words[from], words[from + 1]]
    if (!left || !right || left.length + right.length < LEAST_LETTERS) continue
    if (isWritten(segments, left + right)) return { from, to: from + 2, text: left + right }
  }
  return undefined
}
