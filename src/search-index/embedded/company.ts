import type { Candidate } from '../search-index.ts'
import type { PlacedCandidate } from './packed-result.ts'
import { unpackPaper } from './quantise.ts'
import type { Segment } from './segment.ts'

/** The best so many stand for what was meant. */
const SEEDS = 3
/** What makes them the best: shares of both signals, each by its best. */
const WORDS = 0.7
const MEANING = 0.3

/**
 * Gives each candidate its cosine to the middle of the few best ones, weighted by how good they are: feedback of
 * pseudo-relevance (Rocchio 1971) among vectors of whole papers. Candidates lose their places.
 */
export function withCompany(candidates: readonly PlacedCandidate[], segments: readonly Segment[]): Candidate[] {
  let mostWords = 0
  let mostMeaning = 0
  for (const { words, meaning } of candidates) {
    if (words > mostWords) mostWords = words
    if (meaning > mostMeaning) mostMeaning = meaning
  }
  const byId = new Map(segments.map((segment) => [segment.id, segment]))
  const dimensions = segments[0]?.layout.dimensions ?? 0
  const goodness = ({ words, meaning }: Candidate): number =>
    (mostWords > 0 ? (WORDS * words) / mostWords : 0) + (mostMeaning > 0 ? (MEANING * Math.max(0, meaning)) / mostMeaning : 0)
  const seeds: PlacedCandidate[] = []
  for (const candidate of candidates) {
    const good = goodness(candidate)
    if (seeds.length === SEEDS && good <= goodness(seeds[SEEDS - 1]!)) continue
    seeds.push(candidate)
    // equal ones in the order of their keys, as candidates come in none
    seeds.sort((a, b) => goodness(b) - goodness(a) || a.key - b.key)
    seeds.length = Math.min(SEEDS, seeds.length)
  }
  const middle = new Float32Array(dimensions)
  const vector = new Int8Array(dimensions)
  for (const seed of mostMeaning > 0 ? seeds : []) {
    if (!unpack(byId.get(seed.segment), seed.paper, vector)) continue
    const share = goodness(seed) / (norm(vector) || 1)
    for (let i = 0; i < dimensions; i++) middle[i] = middle[i]! + share * vector[i]!
  }
  const length = norm(middle)
  return candidates.map(({ segment, paper, ...candidate }) => {
    if (length === 0 || !unpack(byId.get(segment), paper, vector)) return candidate
    let sum = 0
    for (let i = 0; i < dimensions; i++) sum += middle[i]! * vector[i]!
    return { ...candidate, company: sum / length / (norm(vector) || 1) }
  })
}

/** False where the segment has gone meanwhile. */
function unpack(segment: Segment | undefined, paper: number, into: Int8Array): boolean {
  if (segment === undefined) return false
  unpackPaper(segment.vectors.subarray(paper * into.length, (paper + 1) * into.length), into)
  return true
}

function norm(vector: Float32Array | Int8Array): number {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!
  return Math.sqrt(sum)
}
