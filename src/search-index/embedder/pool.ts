import type { Embedder } from '../search-index.ts'

/** 1 + ln(count), looked up. A word said ten times is not ten times as telling. */
const DAMPENED = Float64Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)))

/** How much a word counts that stands `count` times in a text. */
export function dampened(count: number): number {
  return DAMPENED[Math.min(255, count)]!
}

/** Scales a vector to length 1; a zero vector stays. */
export function toUnit(vector: Float32Array): void {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!
  if (sum === 0) return
  const scale = 1 / Math.sqrt(sum)
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * scale
}

/** The unit vector of a text's words; undefined when they say nothing. */
export function pool(embedder: Embedder, words: readonly string[]): Float32Array | undefined {
  const vector = new Float32Array(embedder.dimensions)
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const [word, count] of counts) embedder.addWord(embedder.handle(word), dampened(count), vector)
  if (vector.every((value) => value === 0)) return undefined
  toUnit(vector)
  return vector
}
