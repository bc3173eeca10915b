import type { Candidate } from '../search-index.ts'
import type { PlacedCandidate } from './packed-result.ts'
import type { Segment } from './segment.ts'

/** The best so many stand for what was meant. */
const SEEDS = 3
/** What makes them the best: shares of both signals, each by its best. */
const WORDS = 0.7
const MEANING = 0.3

/**
 * Gives each candidate its cosine to the middle of the few best ones, weighted by how good they are: feedback of
 * pseudo-relevance (Rocchio 1971) among vectors of whole papers. Candidates lose their places. It runs at every search
 * on the thread that answers readers, so vectors are read where and as they lie (`packPaper`).
 */
export function withCompany(candidates: readonly PlacedCandidate[], segments: readonly Segment[]): Candidate[] {
  const vectorsOf = new Map(segments.map(({ id, vectors }) => [id, vectors]))
  const middle = middleOf(candidates, vectorsOf, segments[0]?.layout.dimensions ?? 0)
  return candidates.map(({ key, words, meaning, day, evidence, segment, paper }) => {
    // A segment may have gone meanwhile.
    const vectors = middle && vectorsOf.get(segment)
    return { key, words, meaning, day, evidence, company: vectors && cosine(middle, vectors, paper) }
  })
}

/** The middle as a unit vector; undefined without meaning. */
function middleOf(candidates: readonly PlacedCandidate[], vectorsOf: ReadonlyMap<number, Uint8Array>, dimensions: number): Float64Array | undefined {
  const middle = new Float64Array(dimensions)
  for (const { candidate, good } of seedsOf(candidates)) {
    const vectors = vectorsOf.get(candidate.segment)
    if (vectors === undefined) continue
    const start = candidate.paper * dimensions
    const share = good / (Math.sqrt(squares(vectors, start, start + dimensions)) || 1)
    for (let i = 0; i < dimensions; i += 2) {
      middle[i]! += share * (vectors[start + i]! - 128)
      middle[i + 1]! += share * ((vectors[start + i + 1]! << 24) >> 24)
    }
  }
  let length = 0
  for (const value of middle) length += value * value
  if (length === 0) return undefined
  length = Math.sqrt(length)
  for (let i = 0; i < dimensions; i++) middle[i]! /= length
  return middle
}

interface Seed {
  readonly candidate: PlacedCandidate
  readonly good: number
}

/** The few best, best first; equal ones in the order of their keys, as candidates come in none. */
function seedsOf(candidates: readonly PlacedCandidate[]): readonly Seed[] {
  let mostWords = 0
  let mostMeaning = 0
  for (const { words, meaning } of candidates) {
    if (words > mostWords) mostWords = words
    if (meaning > mostMeaning) mostMeaning = meaning
  }
  if (mostMeaning === 0) return []
  const wordsUnit = mostWords > 0 ? WORDS / mostWords : 0
  const meaningUnit = MEANING / mostMeaning
  const seeds: Seed[] = []
  for (const candidate of candidates) {
    const good = wordsUnit * candidate.words + meaningUnit * Math.max(0, candidate.meaning)
    let at = seeds.length
    while (at > 0 && (good > seeds[at - 1]!.good || (good === seeds[at - 1]!.good && candidate.key < seeds[at - 1]!.candidate.key))) at--
    if (at === SEEDS) continue
    seeds.splice(at, 0, { candidate, good })
    if (seeds.length > SEEDS) seeds.pop()
  }
  return seeds
}

function squares(vectors: Uint8Array, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i += 2) {
    const even = vectors[i]! - 128
    const odd = (vectors[i + 1]! << 24) >> 24
    sum += even * even + odd * odd
  }
  return sum
}

/** 0 for a paper that has no vector. */
function cosine(unit: Float64Array, vectors: Uint8Array, paper: number): number {
  const start = paper * unit.length
  let dot = 0
  let length = 0
  for (let i = 0; i < unit.length; i += 2) {
    const even = vectors[start + i]! - 128
    const odd = (vectors[start + i + 1]! << 24) >> 24
    dot += unit[i]! * even + unit[i + 1]! * odd
    length += even * even + odd * odd
  }
  return dot / (Math.sqrt(length) || 1)
}
