import { stem, STOP_WORDS } from '../terms.ts'
import { documentFrequency, termNumber } from './dictionary.ts'
import { NO_DAY, PAIR_HIGH, type Segment } from './segment.ts'
import { Top } from './top.ts'
import { termAt, unitsOfTerm } from './units.ts'
import { wordsBeginning } from './vocabulary.ts'

/** What is typed, in folded words: those that are finished, and the beginning of one more, '' after a blank. */
export interface Typed {
  readonly whole: readonly string[]
  readonly last: string
}

/** The work that one suggestion may cost in all: words that the last may become, titles that begin so, titles looked at. */
const MAX_ENDINGS = 24
const MAX_BEGINNING = 2400
/** A first word alone begins so many titles that it hardly matters which of them are shown. */
const MAX_FIRST_WORD = 1000
const MAX_LOOKED_AT = 3000
/** Titles are looked at newest first, until so many have been found for each asked for. */
const ENOUGH_EACH = 8
/** Finished words that must stand in a title, beyond which the others are only looked for in order. */
const MAX_NEEDED = 30

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

/** By term, while one segment is gone through: the place among those needed plus one, and ENDING. */
let marks = new Uint8Array(0)
const ENDING = 128

/**
 * Keys of papers whose titles have the finished words and one that begins as the last, best first. Titles that begin
 * as typed are found wherever they are; of those that have it further on, the newest. `newest` is the day of the
 * newest paper of all.
 */
export function completeTitles(segments: readonly Segment[], newest: number, typed: Typed, limit: number): number[] {
  const top = new Top(limit)
  const enough = limit * ENOUGH_EACH
  let [beginning, lookedAt, wanted] = [typed.whole.length === 0 ? MAX_FIRST_WORD : MAX_BEGINNING, MAX_LOOKED_AT, 0]
  for (const [at, segment] of segments.toReversed().entries()) {
    const sought = soughtIn(segment, typed)
    if (sought === undefined) continue
    const found = new Set<number>()
    const offer = (paper: number): void => {
      if (found.has(paper) || segment.dead[paper] === 1) return
      const score = scoreOf(segment, paper, sought, newest)
      if (score === 0) return
      found.add(paper)
      wanted++
      top.offer(score, segment.keys[paper]!)
    }
    mark(segment, sought)
    // What the newer segments left over the older may use.
    const share = segments.length - at
    beginning -= eachBeginning(segment, sought, Math.ceil(beginning / share), offer)
    if (wanted < enough) lookedAt -= eachHaving(segment, sought, Math.ceil(lookedAt / share), (paper) => (offer(paper), wanted < enough))
    unmark(sought)
  }
  return Array.from({ length: top.length }, (_, at) => ({ key: top.items[at]!, score: top.scores[at]! }))
    .sort((a, b) => b.score - a.score || b.key - a.key)
    .map(({ key }) => key)
}

function mark(segment: Segment, { needed, endings }: Sought): void {
  if (marks.length <= segment.layout.terms) marks = new Uint8Array(segment.layout.terms + 1)
  for (const ending of endings ?? []) marks[ending] = ENDING
  for (const [at, number] of needed.entries()) marks[number]! |= at + 1
}

function unmark({ needed, endings }: Sought): void {
  for (const number of needed) marks[number] = 0
  for (const ending of endings ?? []) marks[ending] = 0
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
    if (!STOP_WORDS.has(term) && !needed.includes(number) && needed.length < MAX_NEEDED) needed.push(number)
  }
  if (last === '') return run.length === 0 ? undefined : { run, needed, endings: undefined }
  const { from, to } = wordsBeginning(segment, last)
  const { wordTitles } = segment
  const commonest = new Top(MAX_ENDINGS)
  for (let word = from, floor = 0; word < to; word++) {
    if (wordTitles[word]! <= floor) continue
    commonest.offer(wordTitles[word]!, word)
    floor = Math.max(0, commonest.floor)
  }
  const endings = [...commonest.items.subarray(0, commonest.length)]
    .sort((a, b) => wordTitles[b]! - wordTitles[a]! || a - b)
    .map((word) => segment.wordTerm[word]!)
  const itself = termNumber(segment, stem(last))
  if (itself !== 0) endings.unshift(itself)
  return endings.length === 0 ? undefined : { run, needed, endings: [...new Set(endings)] }
}

/** Visits the papers whose titles begin with the finished words and one of the endings, at most so many; answers how many. */
function eachBeginning(segment: Segment, { run, endings }: Sought, most: number, visit: (paper: number) => void): number {
  const { titleOrder } = segment
  let visited = 0
  const starts = endings === undefined ? [run] : endings.map((ending) => [...run, ...unitsOfTerm(ending)])
  for (const [at, units] of starts.entries()) {
    const stop = visited + Math.ceil((most - visited) / (starts.length - at))
    for (let place = firstTitle(segment, units); place < titleOrder.length && visited < stop; place++, visited++) {
      if (compareTitle(segment, titleOrder[place]!, units) !== 0) break
      visit(titleOrder[place]!)
    }
  }
  return visited
}

/** Visits papers that have the rarest of the words anywhere, or the endings, the last added first, at most so many and while more are wanted; answers how many. */
function eachHaving(segment: Segment, { needed, endings }: Sought, most: number, visit: (paper: number) => boolean): number {
  const rarest = needed.toSorted((a, b) => documentFrequency(segment, a) - documentFrequency(segment, b))[0]
  const lists = rarest === undefined ? endings ?? [] : [rarest]
  let visited = 0
  for (const [at, number] of lists.entries()) {
    const stop = visited + Math.ceil((most - visited) / (lists.length - at))
    const first = segment.postingStart[number]!
    for (let posting = segment.postingStart[number + 1]! - 1; posting >= first && visited < stop; posting--) {
      visited++
      if (!visit(segment.postingPaper[posting]!)) return visited
    }
  }
  return visited
}

/** 0 for a title that lacks something. Reads the marks. */
function scoreOf(segment: Segment, paper: number, { run, needed, endings }: Sought, newest: number): number {
  const { units, unitStart } = segment
  const start = unitStart[paper]!
  let length = 0
  let missing = needed.length
  let seen = 0
  let ended = endings === undefined
  for (let i = start; units[i] !== 0; length++) {
    const term = termAt(units, i)
    i += units[i]! < PAIR_HIGH ? 1 : 2
    const marked = marks[term]!
    if (marked === 0) continue
    const bit = (marked & ~ENDING) === 0 ? 0 : 1 << ((marked & ~ENDING) - 1)
    // A word that is typed twice over, as finished and as last, must stand there twice.
    if (bit !== 0 && (seen & bit) === 0) {
      seen |= bit
      missing--
    } else if (marked >= ENDING) ended = true
  }
  if (missing > 0 || !ended) return 0
  const reads = (at: number): boolean => standsAt(units, at, run) && (endings === undefined || (marks[termAt(units, at + run.length)]! & ENDING) !== 0)
  const begins = reads(start)
  let inOrder = begins
  for (let i = start; !inOrder && units[i] !== 0; i += units[i]! < PAIR_HIGH ? 1 : 2) inOrder = reads(i)
  if (needed.length === 0 && !inOrder) return 0
  const day = segment.days[paper]!
  const recency = day === NO_DAY ? 0 : Math.min(1, Math.max(0, 1 - (newest - day) / OLD_DAYS))
  const coverage = Math.min(1, (needed.length + (endings === undefined ? 0 : 1)) / length)
  return (begins ? BEGINS : 0) + (inOrder ? IN_ORDER : 0) + COVERAGE * coverage + RECENT * recency
}

function standsAt(units: Uint16Array, at: number, run: readonly number[]): boolean {
  for (let i = 0; i < run.length; i++) if (units[at + i] !== run[i]) return false
  return true
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
