import { termNumber, termText } from './dictionary.ts'
import { PAIR_HIGH, type Segment } from './segment.ts'
import { termAt, unitsOfTerm } from './units.ts'

/** A run of terms as the units that stand in papers' texts; undefined when the segment lacks one of the terms. */
export function unitsOf(segment: Segment, terms: readonly string[]): { units: number[]; numbers: number[] } | undefined {
  const units: number[] = []
  const numbers: number[] = []
  for (const term of terms) {
    const number = termNumber(segment, term)
    if (number === 0) return undefined
    numbers.push(number)
    units.push(...unitsOfTerm(number))
  }
  return { units, numbers }
}

/**
 * True when the units stand side by side in fields `firstField` to `lastField` of a paper (0 title, 1 abstract,
 * 2 keywords). Fields end with unit 0, which no term has, so a run never crosses from one field to the next.
 */
export function runStands(segment: Segment, paper: number, run: readonly number[], lastField: number): boolean {
  const { units } = segment
  const end = segment.unitStart[paper + 1]!
  const first = run[0]!
  let field = 0
  for (let i = segment.unitStart[paper]!; i < end; i++) {
    const unit = units[i]!
    if (unit === 0) {
      if (++field > lastField) return false
      continue
    }
    if (unit !== first) continue
    let k = 1
    while (k < run.length && units[i + k] === run[k]) k++
    if (k === run.length) return true
  }
  return false
}

/**
 * True when all terms stand in one author's name, in any order. `parts` are the units of each term; `given` are names
 * that may stand there as initials, or be initials of what stands there.
 */
export function authorStands(segment: Segment, paper: number, parts: readonly (readonly number[])[], given: readonly string[] = []): boolean {
  const { units } = segment
  const end = segment.unitStart[paper + 1]!
  let i = segment.unitStart[paper]!
  for (let field = 0; field < 3 && i < end; i++) if (units[i] === 0) field++
  while (i < end) {
    let stop = i
    while (stop < end && units[stop] !== 0) stop++
    if (parts.every((part) => stands(units, i, stop, part)) && given.every((name) => givenStands(segment, i, stop, name, parts))) return true
    i = stop + 1
  }
  return false
}

/** Whether a name, its initial, or a name of which it is the initial, stands in [from, to) beside `others`. */
function givenStands(segment: Segment, from: number, to: number, name: string, others: readonly (readonly number[])[]): boolean {
  const { units, termBytes, termStart } = segment
  for (let i = from; i < to; i++) {
    const unit = units[i]!
    const wide = unit >= PAIR_HIGH
    const number = termAt(units, i)
    const at = i
    if (wide) i++
    // The first letter decides for most, without making a string.
    const start = termStart[number]!
    if (termBytes[start] !== name.charCodeAt(0) && name.charCodeAt(0) < 128) continue
    if (others.some((other) => other[0] === unit && (!wide || other[1] === units[at + 1]))) continue
    const length = termStart[number + 1]! - start
    if (name.length === 1 || length === 1 || termText(segment, number) === name) return true
  }
  return false
}

function stands(units: Uint16Array, from: number, to: number, run: readonly number[]): boolean {
  for (let i = from; i + run.length <= to; i++) {
    let k = 0
    while (k < run.length && units[i + k] === run[k]) k++
    if (k === run.length) return true
  }
  return false
}
