import { estimatedArxivDay } from '../paper/announcements.ts'
import type { DayEntry } from '../paper/paper.ts'

/** An hour of submission and a month of an id have one answer; a file of papers asks it many thousand times. */
const KNOWN = new Map<string, string>()
const MAX_KNOWN = 20_000

/**
 * A paper's place in arXiv's own list as far as its submission tells: the first day on which it can have been
 * announced, marked as estimated. Undefined for dates at which there was or will be no arXiv.
 * @param submitted ISO instant or day of the first version
 * @param id arXiv id
 */
export function estimatedListing(submitted: string | undefined, id: string): DayEntry | undefined {
  if (submitted === undefined || submitted < '1986' || submitted > '2200') return undefined
  const key = `${submitted.slice(0, 13)} ${id.slice(0, 4)}`
  let day = KNOWN.get(key)
  if (day === undefined) {
    day = estimatedArxivDay(submitted, id)
    if (KNOWN.size >= MAX_KNOWN) KNOWN.clear()
    KNOWN.set(key, day)
  }
  return { day, position: 0, upvotes: 0, numComments: 0, estimated: true }
}
