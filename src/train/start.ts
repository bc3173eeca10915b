import type { WordVectors } from '../search-index/embedder/house.ts'
import { WordRows } from '../search-index/embedder/word-rows.ts'
import type { Random } from './random.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A word counts as its ln(1 + papers / papers with it), in this unit: steps of the optimiser are about as long. */
const RARITY_UNIT = 8
/** What words outside the vocabulary count: rarer than all in it. */
const RAREST = 1.4
const FIT_ROUNDS = 15
/** Pulls the vectors of pieces that few words have towards nothing. Words. */
const DOUBT = 3

/**
 * The table to begin with: each word's direction from `known` (or by chance), as long as the word is rare; pieces such
 * that a beginning and an end add up to the words they are of, by alternating least squares.
 * @param known vectors of words in at most so many dimensions; further dimensions begin by chance, very small
 */
export function startTable(table: Float32Array, dimensions: number, vocabulary: Vocabulary, papers: number, random: Random, known?: WordVectors): void {
  const { words, pieces, frequency } = vocabulary
  const give = known && knownVectors(known)
  const vector = new Float32Array(dimensions)
  const fits: { beginning: number; end: number; vector: Float32Array }[] = []
  for (const [row, word] of words.entries()) {
    for (let i = 0; i < dimensions; i++) vector[i] = (give === undefined ? 1 : SMALL) * random.normal() / Math.sqrt(dimensions)
    const isKnown = give?.(word, vector) ?? false
    const weight = Math.log(1 + papers / frequency[row]!) / RARITY_UNIT
    for (let i = 0; i < dimensions; i++) table[row * dimensions + i] = weight * vector[i]!
    if (!isKnown) continue
    const { beginning, end } = piecesOf(word, vocabulary)
    if (beginning >= 0 && end >= 0) fits.push({ beginning, end, vector: vector.slice() })
  }
  const pieceTable = table.subarray(words.length * dimensions)
  for (let i = 0; i < pieceTable.length; i++) pieceTable[i] = give === undefined ? random.normal() / Math.sqrt(2 * dimensions) : 0
  if (give !== undefined) fitPieces(pieceTable, dimensions, pieces.length, fits)
}

const SMALL = 0.02

/** Writes a word's known vector into the first dimensions; false when it is not known. */
function knownVectors({ dimensions, words, scales, values }: WordVectors): (word: string, into: Float32Array) => boolean {
  const rows = new WordRows(words, new Uint32Array(0))
  return (word, into) => {
    const row = rows.wordRow(word)
    if (row < 0) return false
    for (let i = 0; i < Math.min(dimensions, into.length); i++) into[i] = values[row * dimensions + i]! * scales[row]!
    return true
  }
}

function piecesOf(word: string, { rows, words }: Vocabulary): { beginning: number; end: number } {
  const handle = rows.pieceHandle(word)
  const row = (at: number): number => (at < 0 ? -1 : at - words.length)
  return { beginning: row(rows.first(handle)), end: row(rows.second(handle)) }
}

function fitPieces(table: Float32Array, dimensions: number, pieces: number, fits: readonly { beginning: number; end: number; vector: Float32Array }[]): void {
  const sums = new Float64Array(pieces * dimensions)
  const counts = new Float64Array(pieces)
  for (let round = 0; round < FIT_ROUNDS; round++) {
    for (const [mine, other] of [['beginning', 'end'], ['end', 'beginning']] as const) {
      sums.fill(0)
      counts.fill(0)
      for (const fit of fits) {
        const at = fit[mine] * dimensions
        const beside = fit[other] * dimensions
        counts[fit[mine]]!++
        for (let i = 0; i < dimensions; i++) sums[at + i]! += RAREST * fit.vector[i]! - table[beside + i]!
      }
      for (let piece = 0; piece < pieces; piece++) {
        if (counts[piece] === 0) continue
        for (let i = piece * dimensions; i < (piece + 1) * dimensions; i++) table[i] = sums[i]! / (counts[piece]! + DOUBT)
      }
    }
  }
}
