import { stem, STOP_WORDS } from '../terms.ts'
import { documentFrequency, termNumber } from './dictionary.ts'
import { NO_DAY, PAIR_HIGH, PAIR_LOW, type Segment } from './segment.ts'
import { Top } from './top.ts'
import { wordsBeginning } from './vocabulary.ts'

/** What is typed, in folded words: those that are finished, and the beginning of one more, '' after a blank. */
export interface Typed {
  readonly whole: readonly string[]
  readonly last: string
}

/** The work that one suggestion may cost: words that the last may become, titles that begin so, titles looked at. */
const MAX_ENDINGS = 48
const MAX_BEGINNING = 1500
const MAX_LOOKED_AT = 1500
/** Titles are looked at newest first, until so many have been found for each asked for. */
const ENOUGH_EACH = 8

/** The signals' weights. A title that begins as typed comes first, as somebody who types a title begins with it. */
const BEGINS = 4
const IN_ORDER = 2
const COVERAGE = 2
const RECENT = 1
/** Days after which a paper is not recent at all. */
const OLD_DAYS = 3650

/** What is typed as a segment knows it. */
interface Sought {
  /** units of the finished words in order, and their terms that tell something */
  readonly run: readonly number[]
  readonly needed: readonly number[]
  /** terms that the last word may become, commonest in titles first; undefined after a blank */
  readonly endings: readonly number[] | undefined
}

/**
 * Keys of papers whose titles have the finished words and one that begins as the last, best first. All titles that
 * begin as typed are found; of those that have it further on, the newest of each segment. `newest` is the day of the
 * newest paper of all.
 */
export function completeTitles(segments: readonly Segment[], newest: number, typed: Typed, limit: number): number[] {
  const top = new Top(limit)
  for (const segment of segments) {
    const sought = soughtIn(segment, typed)
    if (sought === undefined) continue
    const found = new Set<number>()
    const offer = (paper: number): boolean => {
      if (found.has(paper) || segment.dead[paper] === 1) return false
      const score = scoreOf(segment, paper, sought, newest)
      if (score === 0) return false
      found.add(paper)
      top.offer(score, segment.keys[paper]!)
      return true
    }
    eachBeginning(segment, sought, offer)
    eachHaving(segment, sought, offer, limit * ENOUGH_EACH)
  }
  return [...top.items.subarray(0, top.length)]
    .map((key, at) => ({ key, score: top.scores[at]! }))
    .sort((a, b) => b.score - a.score || b.key - a.key)
    .map(({ key }) => key)
}

/** Undefined where the segment lacks a word, so that no title of it can have them all. */
function soughtIn(segment: Segment, { whole, last }: Typed): Sought | undefined {
  const run: number[] = []
  const needed: number[] = []
  for (const word of whole) {
    const term = stem(word)
    const number = termNumber(segment, term)
    if (number === 0) return undefined
    run.push(...unitsOfTerm(number))
    if (!STOP_WORDS.has(term) && !needed.includes(number)) needed.push(number)
  }
  if (last === '') return run.length === 0 ? undefined : { run, needed, endings: undefined }
  const { from, to } = wordsBeginning(segment, last)
  const commonest = new Top(MAX_ENDINGS)
  for (let word = from; word < to; word++) if (segment.wordTitles[word]! > 0) commonest.offer(segment.wordTitles[word]!, word)
  const endings = [...commonest.items.subarray(0, commonest.length)]
    .sort((a, b) => segment.wordTitles[b]! - segment.wordTitles[a]! || a - b)
    .map((word) => segment.wordTerm[word]!)
  const itself = termNumber(segment, stem(last))
  if (itself !== 0) endings.unshift(itself)
  return endings.length === 0 ? undefined : { run, needed, endings: [...new Set(endings)] }
}

/** Visits the papers whose titles begin with the finished words and one of the endings. */
function eachBeginning(segment: Segment, { run, endings }: Sought, visit: (paper: number) => void): void {
  const { titleOrder } = segment
  let left = MAX_BEGINNING
  for (const ending of endings ?? [0]) {
    const units = ending === 0 ? run : [...run, ...unitsOfTerm(ending)]
    for (let at = firstTitle(segment, units); at < titleOrder.length && left > 0; at++, left--) {
      if (compareTitle(segment, titleOrder[at]!, units) !== 0) break
      visit(titleOrder[at]!)
    }
  }
}

/** Visits papers that have the rarest of the words anywhere, or each of the endings, the last added first, until `enough` were wanted. */
function eachHaving(segment: Segment, { needed, endings }: Sought, wanted: (paper: number) => boolean, enough: number): void {
  const rarest = needed.toSorted((a, b) => documentFrequency(segment, a) - documentFrequency(segment, b))[0]
  const lists = rarest !== undefined ? [rarest] : endings ?? []
  let left = MAX_LOOKED_AT
  for (const number of lists) {
    let looked = Math.max(64, Math.floor(MAX_LOOKED_AT / lists.length))
    for (let posting = segment.postingStart[number + 1]! - 1; posting >= segment.postingStart[number]! && left > 0 && looked > 0; posting--, left--, looked--) {
      if (wanted(segment.postingPaper[posting]!) && --enough === 0) return
    }
  }
}

/** 0 for a title that lacks something. */
function scoreOf(segment: Segment, paper: number, { run, needed, endings }: Sought, newest: number): number {
  const { units, unitStart } = segment
  const start = unitStart[paper]!
  let length = 0
  let missing = needed.length
  let ended = endings === undefined
  let inOrder = false
  const seen: number[] = []
  for (let i = start; units[i] !== 0; length++) {
    if (!inOrder && standsAt(units, i, run) && (endings === undefined || endings.includes(termAt(units, i + run.length)))) inOrder = true
    const term = termAt(units, i)
    if (missing > 0 && needed.includes(term) && !seen.includes(term)) {
      seen.push(term)
      missing--
    } else if (!ended && endings!.includes(term)) ended = true
    i += units[i]! < PAIR_HIGH ? 1 : 2
  }
  if (missing > 0 || !(ended || inOrder) || (needed.length === 0 && !inOrder)) return 0
  const begins = standsAt(units, start, run) && (endings === undefined || endings.includes(termAt(units, start + run.length)))
  const day = segment.days[paper]!
  const recency = day === NO_DAY ? 0 : Math.min(1, Math.max(0, 1 - (newest - day) / OLD_DAYS))
  const coverage = Math.min(1, (needed.length + (endings === undefined ? 0 : 1)) / length)
  return (begins ? BEGINS : 0) + (inOrder ? IN_ORDER : 0) + COVERAGE * coverage + RECENT * recency
}

function standsAt(units: Uint16Array, at: number, run: readonly number[]): boolean {
  for (let i = 0; i < run.length; i++) if (units[at + i] !== run[i]) return false
  return true
}

/** The term at a place of a text, 0 at the end of a field. */
function termAt(units: Uint16Array, at: number): number {
  const unit = units[at]!
  return unit < PAIR_HIGH ? unit : PAIR_HIGH + ((unit - PAIR_HIGH) << 11) + (units[at + 1]! - PAIR_LOW)
}

function unitsOfTerm(number: number): number[] {
  return number < PAIR_HIGH ? [number] : [PAIR_HIGH + ((number - PAIR_HIGH) >>> 11), PAIR_LOW + ((number - PAIR_HIGH) & 0x7ff)]
}

/** First place in the order of titles whose title begins with these units, or would stand after them. */
function firstTitle(segment: Segment, units: readonly number[]): number {
  let low = 0
  let high = segment.titleOrder.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareTitle(segment, segment.titleOrder[middle]!, units) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The beginning of a paper's title against these units, as `orderTitles` has them. */
function compareTitle({ units, unitStart }: Segment, paper: number, run: readonly number[]): number {
  const start = unitStart[paper]!
  for (let i = 0; i < run.length; i++) {
    const difference = units[start + i]! - run[i]!
    if (difference !== 0) return difference
  }
  return 0
}
