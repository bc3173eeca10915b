import type { Parsed } from '../source.ts'

/** Records are handed on in arrays of about this many: one await a record would cost more than parsing it. */
export const BATCH = 256

/** Cuts what a parser gathered into arrays of at most BATCH and empties it. */
export function* batches(gathered: Parsed[]): Generator<Parsed[]> {
  for (let start = 0; start < gathered.length; start += BATCH) yield gathered.slice(start, start + BATCH)
  gathered.length = 0
}
