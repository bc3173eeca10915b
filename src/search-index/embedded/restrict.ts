import type { ParsedQuery, Restriction } from '../query/parsed-query.ts'
import { documentFrequency, termNumber } from './dictionary.ts'
import { categoryTerm, identifierTerm, venueTerm } from './field-terms.ts'
import { NO_DAY, type Segment } from './segment.ts'
import { authorStands, runStands, unitsOf } from './text-match.ts'

/** Keys as a table of one byte a key, so that asking for one costs a look and no hashing. */
export type KeyTable = Uint8Array

/** @param keys the store's keys, which count up from 1; others are left out */
export function keyTable(keys: readonly number[]): KeyTable {
  const sound = keys.filter((key) => Number.isInteger(key) && key >= 0 && key <= MAX_KEY)
  const table = new Uint8Array(sound.reduce((most, key) => Math.max(most, key), -1) + 1)
  for (const key of sound) table[key] = 1
  return table
}

/** A store that has counted further is beyond one machine; it bounds the table. */
const MAX_KEY = 0x3ff_ffff

/**
 * The papers of a segment that a query allows, of `within` where that is given and not `without`, one byte a paper; undefined when all
 * that are alive are allowed.
 */
export function allowedPapers(
  segment: Segment,
  query: Pick<ParsedQuery, 'restrictions' | 'excluded' | 'fromDay' | 'toDay'>,
  within?: KeyTable,
  without?: number,
): Uint8Array | undefined {
  const { restrictions, excluded, fromDay, toDay } = query
  if (within === undefined && without === undefined && restrictions.length === 0 && excluded.length === 0 && fromDay === undefined && toDay === undefined) return undefined
  const { papers } = segment.layout
  let allowed = within && papersOf(segment, within)
  // The rarest first: the texts of a paper are read only while the paper is still in question.
  for (const restriction of rarestFirst(segment, restrictions)) {
    const before = allowed
    const matched = new Uint8Array(papers)
    let any = false
    eachMatch(segment, restriction, (paper) => before === undefined || before[paper] === 1, (paper) => {
      matched[paper] = 1
      any = true
    })
    if (!any) return matched
    allowed = matched
  }
  const left = allowed ?? new Uint8Array(papers).fill(1)
  for (const restriction of rarestFirst(segment, excluded)) eachMatch(segment, restriction, (paper) => left[paper] === 1, (paper) => void (left[paper] = 0))
  if (fromDay !== undefined || toDay !== undefined) {
    const from = fromDay ?? NO_DAY + 1
    const to = toDay ?? 0x7fff_ffff
    const { days } = segment
    for (let paper = 0; paper < papers; paper++) if (days[paper]! < from || days[paper]! > to) left[paper] = 0
  }
  if (without !== undefined) for (let paper = segment.keys.indexOf(without); paper >= 0; paper = segment.keys.indexOf(without, paper + 1)) left[paper] = 0
  return left
}

function papersOf(segment: Segment, keys: KeyTable): Uint8Array {
  const found = new Uint8Array(segment.layout.papers)
  for (let paper = 0; paper < found.length; paper++) found[paper] = keys[segment.keys[paper]!] ?? 0
  return found
}

/** Each restriction once, those first that the fewest papers can meet. */
function rarestFirst(segment: Segment, restrictions: readonly Restriction[]): Restriction[] {
  if (restrictions.length < 2) return [...restrictions]
  const different = new Map(restrictions.map((restriction) => [JSON.stringify(restriction), restriction]))
  const frequency = (term: string): number => documentFrequency(segment, termNumber(segment, term))
  const most = ({ kind, ...parts }: Restriction): number =>
    'terms' in parts ? Math.min(Infinity, ...parts.terms.map((term) => frequency(kind === 'venue' ? venueTerm(term) : term)))
    : 'anyOf' in parts ? parts.anyOf.reduce((sum, category) => sum + frequency(categoryTerm(category)), 0)
    : 1
  return [...different.values()].map((restriction) => ({ restriction, most: most(restriction) })).sort((a, b) => a.most - b.most).map(({ restriction }) => restriction)
}

/** Visits the papers in question that a restriction holds for; a paper may be visited more than once. */
function eachMatch(segment: Segment, restriction: Restriction, inQuestion: (paper: number) => boolean, found: (paper: number) => void): void {
  const visit = (paper: number): void => {
    if (inQuestion(paper)) found(paper)
  }
  switch (restriction.kind) {
    case 'text':
    case 'title': {
      const run = unitsOf(segment, restriction.terms)
      if (run === undefined || run.units.length === 0) return
      const lastField = restriction.kind === 'title' ? 0 : 2
      eachWithAll(segment, run.numbers, (paper) => {
        if (inQuestion(paper) && runStands(segment, paper, run.units, lastField)) found(paper)
      })
      return
    }
    case 'author': {
      const parts = restriction.terms.map((term) => unitsOf(segment, [term]))
      if (parts.length === 0 || parts.some((part) => part === undefined)) return
      const units = parts.map((part) => part!.units)
      eachWithAll(segment, parts.map((part) => part!.numbers[0]!), (paper) => {
        if (inQuestion(paper) && authorStands(segment, paper, units, restriction.given)) found(paper)
      })
      return
    }
    case 'category':
      for (const category of restriction.anyOf) eachWithAll(segment, [termNumber(segment, categoryTerm(category))], visit)
      return
    case 'venue':
      eachWithAll(segment, restriction.terms.map((term) => termNumber(segment, venueTerm(term))), visit)
      return
    case 'id':
      eachWithAll(segment, [termNumber(segment, identifierTerm(restriction.value))], visit)
  }
}

/** Visits the papers that have all these terms, ascending: the rarest term's postings, the others by galloping search. */
function eachWithAll(segment: Segment, numbers: readonly number[], visit: (paper: number) => void): void {
  if (numbers.length === 0 || numbers.includes(0)) return
  const { postingStart, postingPaper } = segment
  const sorted = [...new Set(numbers)].sort((a, b) => documentFrequency(segment, a) - documentFrequency(segment, b))
  const rarest = sorted[0]!
  const others = sorted.slice(1)
  const at = others.map((number) => postingStart[number]!)
  const ends = others.map((number) => postingStart[number + 1]!)
  next: for (let posting = postingStart[rarest]!; posting < postingStart[rarest + 1]!; posting++) {
    const paper = postingPaper[posting]!
    for (let i = 0; i < others.length; i++) {
      at[i] = gallop(postingPaper, at[i]!, ends[i]!, paper)
      if (at[i]! >= ends[i]!) return
      if (postingPaper[at[i]!] !== paper) continue next
    }
    visit(paper)
  }
}

/** First index in [from, to) whose value is at least `value`, by doubling steps and then bisection. */
export function gallop(values: Uint32Array, from: number, to: number, value: number): number {
  if (from >= to || values[from]! >= value) return from
  let step = 1
  let low = from
  while (low + step < to && values[low + step]! < value) {
    low += step
    step *= 2
  }
  let high = Math.min(to, low + step)
  low++
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
