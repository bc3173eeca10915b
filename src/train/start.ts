import type { WordVectors } from '../search-index/embedder/house.ts'
import type { Random } from './random.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A word that nothing is known of counts as its ln(1 + papers / papers with it), in this unit. */
const RARITY_UNIT = 8

/**
 * The table to begin with: what `known` has of words and pieces, by chance what it has not.
 * @param known vectors with their lengths, in as many dimensions
 */
export function startTable(table: Float32Array, dimensions: number, { wordHashes, pieceHashes, frequency }: Vocabulary, papers: number, random: Random, known?: WordVectors): void {
  const knownWords = rowsByHash(known?.words, 0)
  const knownPieces = rowsByHash(known?.pieces, known?.words.length ?? 0)
  const give = (row: number, from: number | undefined, weight: number): void => {
    for (let i = 0; i < dimensions; i++) {
      table[row * dimensions + i] =
        known === undefined || from === undefined ? (weight * random.normal()) / Math.sqrt(dimensions) : known.values[from * dimensions + i]! * known.scales[from]!
    }
  }
  for (const [row, hash] of wordHashes.entries()) give(row, knownWords.get(hash), Math.log(1 + papers / frequency[row]!) / RARITY_UNIT)
  for (const [row, hash] of pieceHashes.entries()) give(wordHashes.length + row, knownPieces.get(hash), Math.SQRT1_2)
}

function rowsByHash(hashes: Uint32Array | undefined, first: number): ReadonlyMap<number, number> {
  return new Map(Array.from(hashes ?? [], (hash, row) => [hash, first + row]))
}
