import { PAIR_HIGH, PAIR_LOW } from './segment.ts'

/** How a term stands in papers' texts: as its number, or as a pair of units where that is too large for one. */
export function unitsOfTerm(number: number): number[] {
  return number < PAIR_HIGH ? [number] : [PAIR_HIGH + ((number - PAIR_HIGH) >>> 11), PAIR_LOW + ((number - PAIR_HIGH) & 0x7ff)]
}

/** The number of the term that begins at a place of a text, 0 at the end of a field. It takes two places where its unit is PAIR_HIGH or more. */
export function termAt(units: Uint16Array, at: number): number {
  const unit = units[at]!
  return unit < PAIR_HIGH ? unit : PAIR_HIGH + ((unit - PAIR_HIGH) << 11) + (units[at + 1]! - PAIR_LOW)
}
