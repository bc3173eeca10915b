import type { Embedder } from '../search-index.ts'
import { hashTerm } from '../hash-term.ts'
import { inverseDocumentFrequency } from './word-rarity.ts'

const DIMENSIONS = 256
/** How many dimensions each word touches; sparse random projections keep distances as dense ones do. */
const TOUCHES = 16

/**
 * The untrained embedder: each word is a fixed random direction, a text the sum of its words' directions, each
 * weighted by the word's rarity and dampened by repetition. Near texts share rare words. This is a sparse random
 * projection (Achlioptas, "Database-friendly random projections", JCSS 66, 2003; Li, Hastie and Church, "Very
 * sparse random projections", KDD 2006) of the TF-IDF vector, with the word's hash as the random source, so it
 * needs no vocabulary and gives the same vectors on every machine.
 */
export function hashedProjection(): Embedder {
  return { name: 'hashed-projection-256-v1', dimensions: DIMENSIONS, embed }
}

function embed(words: readonly string[], into: Float32Array): void {
  into.fill(0)
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const [word, count] of counts) {
    const weight = inverseDocumentFrequency(word) * (1 + Math.log(count))
    if (weight === 0) continue
    // xorshift32 seeded by the word: 8 bits choose the dimension, one bit the sign
    let state = hashTerm(word) || 1
    for (let i = 0; i < TOUCHES; i++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      const at = (state >>> 8) & 255
      into[at]! += state & 1 ? weight : -weight
    }
  }
  let norm = 0
  for (let i = 0; i < DIMENSIONS; i++) norm += into[i]! * into[i]!
  if (norm === 0) return
  const scale = 1 / Math.sqrt(norm)
  for (let i = 0; i < DIMENSIONS; i++) into[i]! *= scale
}
