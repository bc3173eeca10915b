import type { Candidate, Evidence, SearchResult } from '../search-index.ts'

/** A candidate with the place it came from: number of its segment, and of the paper within. */
export interface PlacedCandidate extends Candidate {
  readonly segment: number
  readonly paper: number
}

export interface PlacedResult extends SearchResult {
  /** how many of the total were found beside words by meaning alone; they are all among the candidates */
  readonly alone: number
  readonly candidates: readonly PlacedCandidate[]
}

/** A result as it crosses from a search thread: so many numbers a candidate in one array, which is handed over and not copied. */
export interface PackedResult {
  readonly total: number
  readonly alone: number
  readonly tookMs: number
  readonly candidates: Float64Array
}

const EVIDENCE = ['cover', 'title', 'ofTitle', 'abstract', 'keywords', 'authors', 'phrase', 'near'] as const satisfies readonly (keyof Evidence)[]
const FIELDS = 6 + EVIDENCE.length

export function packResult({ total, alone, tookMs, candidates }: PlacedResult): PackedResult {
  const packed = new Float64Array(candidates.length * FIELDS)
  let at = 0
  for (const { key, segment, paper, words, meaning, day, evidence } of candidates) {
    packed[at++] = key
    packed[at++] = segment
    packed[at++] = paper
    packed[at++] = words
    packed[at++] = meaning
    packed[at++] = day ?? NaN
    for (const name of EVIDENCE) packed[at++] = evidence?.[name] ?? NaN
  }
  return { total, alone, tookMs, candidates: packed }
}

export function unpackResult({ total, alone, tookMs, candidates: packed }: PackedResult): PlacedResult {
  const candidates = Array.from({ length: packed.length / FIELDS }, (_, number): PlacedCandidate => {
    const at = number * FIELDS
    const day = packed[at + 5]!
    const first = at + 6
    return {
      key: packed[at]!,
      segment: packed[at + 1]!,
      paper: packed[at + 2]!,
      words: packed[at + 3]!,
      meaning: packed[at + 4]!,
      day: Number.isNaN(day) ? undefined : day,
      evidence: Number.isNaN(packed[first]!)
        ? undefined
        : {
            cover: packed[first]!, title: packed[first + 1]!, ofTitle: packed[first + 2]!, abstract: packed[first + 3]!,
            keywords: packed[first + 4]!, authors: packed[first + 5]!, phrase: packed[first + 6]!, near: packed[first + 7]!,
          },
    }
  })
  return { total, alone, tookMs, candidates }
}
