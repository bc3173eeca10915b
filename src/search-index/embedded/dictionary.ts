import { hashBytes } from '../hash-term.ts'
import type { Segment } from './segment.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const scratch = new Uint8Array(1024)

/** The number of a term in a segment, 0 when the segment has not got it. */
export function termNumber(segment: Segment, term: string): number {
  const { termSlots, termStart, termBytes } = segment
  if (term.length > 256) return 0
  const { written } = encoder.encodeInto(term, scratch)
  const mask = termSlots.length - 1
  for (let slot = hashBytes(scratch, 0, written) & mask; ; slot = (slot + 1) & mask) {
    const number = termSlots[slot]!
    if (number === 0) return 0
    const start = termStart[number]!
    if (termStart[number + 1]! - start !== written) continue
    let same = true
    for (let i = 0; same && i < written; i++) same = termBytes[start + i] === scratch[i]
    if (same) return number
  }
}

/** The text of a term. */
export function termText(segment: Segment, number: number): string {
  // TextDecoder refuses shared memory, so the few bytes are copied first
  return decoder.decode(segment.termBytes.slice(segment.termStart[number]!, segment.termStart[number + 1]!))
}

/** In how many of the segment's papers a term stands, dead ones included. */
export function documentFrequency(segment: Segment, number: number): number {
  return number === 0 ? 0 : segment.postingStart[number + 1]! - segment.postingStart[number]!
}
