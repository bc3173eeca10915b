import type { SearchResult } from '../search-index.ts'

/** A result as it crosses from a search thread: four numbers a candidate in one array, which is handed over and not copied. */
export interface PackedResult {
  readonly total: number
  readonly tookMs: number
  readonly candidates: Float64Array
}

const FIELDS = 4

export function packResult({ total, tookMs, candidates }: SearchResult): PackedResult {
  const packed = new Float64Array(candidates.length * FIELDS)
  let at = 0
  for (const { key, words, meaning, day } of candidates) {
    packed[at++] = key
    packed[at++] = words
    packed[at++] = meaning
    packed[at++] = day ?? NaN
  }
  return { total, tookMs, candidates: packed }
}

export function unpackResult({ total, tookMs, candidates: packed }: PackedResult): SearchResult {
  const candidates = Array.from({ length: packed.length / FIELDS }, (_, at) => {
    const day = packed[at * FIELDS + 3]!
    return { key: packed[at * FIELDS]!, words: packed[at * FIELDS + 1]!, meaning: packed[at * FIELDS + 2]!, day: Number.isNaN(day) ? undefined : day }
  })
  return { total, tookMs, candidates }
}
