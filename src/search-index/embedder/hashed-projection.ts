import { hashTerm } from '../hash-term.ts'
import type { Embedder } from '../search-index.ts'
import { inverseDocumentFrequency } from './word-rarity.ts'

const DIMENSIONS = 256
/** How many dimensions each word touches; sparse random projections keep distances as dense ones do. */
const TOUCHES = 16

/**
 * The untrained embedder: each word is a fixed random direction weighted by the word's rarity, so near texts are
 * those that share rare words. It is a sparse random projection (Achlioptas, "Database-friendly random projections",
 * JCSS 66, 2003; Li, Hastie and Church, "Very sparse random projections", KDD 2006) of the TF-IDF vector with the
 * word's hash as the random source, so it needs no vocabulary and gives the same vectors on every machine.
 */
export function hashedProjection(): Embedder {
  return {
    name: 'hashed-projection-256-v1',
    dimensions: DIMENSIONS,
    trained: false,
    // The upper bits seed the direction, the lower hold the rarity in quarters.
    handle: (word) => ((hashTerm(word) >>> 8) << RARITY_BITS) + Math.round(inverseDocumentFrequency(word) * 4),
    addWord(handle, times, into) {
      const weight = ((handle & RARITY_MASK) / 4) * times
      // xorshift32 (Marsaglia 2003): eight bits choose the dimension, one the sign
      let state = Math.imul(handle >>> RARITY_BITS, 0x9e3779b1) || 1
      for (let i = 0; i < TOUCHES; i++) {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        const at = (state >>> 8) & (DIMENSIONS - 1)
        into[at] = into[at]! + (state & 1 ? weight : -weight)
      }
    },
  }
}

const RARITY_BITS = 6
const RARITY_MASK = (1 << RARITY_BITS) - 1
