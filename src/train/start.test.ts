import { describe, expect, it } from 'vitest'
import { quantiseRows, type WordVectors } from '../search-index/embedder/house.ts'
import { hashTerm } from '../search-index/hash-term.ts'
import { Random } from './random.ts'
import { startTable } from './start.ts'
import { vocabularyOf } from './vocabulary.ts'

const PAPERS = 1000
const DIMENSIONS = 8
const words = ['common', 'redder', 'redding', 'bluer', 'bluing', 'unheard']
const vocabulary = vocabularyOf(words, ['red-', 'blu-', '-er', '-ing', '-zz'], [900, 10, 10, 10, 10, 10])

function started(known?: WordVectors): { row: (text: string) => number[]; table: Float32Array } {
  const table = new Float32Array(11 * DIMENSIONS)
  startTable(table, DIMENSIONS, vocabulary, PAPERS, new Random(1), known)
  const rows = [...words, ...vocabulary.pieces]
  return { table, row: (text) => [...table.subarray(rows.indexOf(text) * DIMENSIONS, (rows.indexOf(text) + 1) * DIMENSIONS)] }
}

const length = (vector: readonly number[]): number => Math.hypot(...vector)

/** Whole rows in another order than the vocabulary's, one of them of a word that the vocabulary has not. */
const KNOWN_WORDS = ['elsewhere', 'bluer', 'common']
const KNOWN_PIECES = ['-er', 'red-']
const knownTable = Float32Array.from({ length: 5 * DIMENSIONS }, (_, i) => Math.sin(3 * i + 1) * 10 ** (Math.floor(i / DIMENSIONS) - 2))
const known: WordVectors = { dimensions: DIMENSIONS, words: Uint32Array.from(KNOWN_WORDS, hashTerm), pieces: vocabularyOf([], KNOWN_PIECES, []).pieceHashes, ...quantiseRows(knownTable, DIMENSIONS) }

describe('startTable', () => {
  it('begins by chance, the same for the same seed, rare words long', () => {
    const { row, table } = started()
    expect(table).toEqual(started().table)
    expect(table.some((value) => value === 0)).toBe(false)
    expect(length(row('common'))).toBeLessThan(0.3 * length(row('redder')))
  })

  it('takes what is known of words and of pieces, with its length', () => {
    const { row } = started(known)
    for (const [at, text] of [...KNOWN_WORDS, ...KNOWN_PIECES].entries()) {
      if (text === 'elsewhere') continue
      const given = knownTable.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS)
      const step = Math.max(...given.map(Math.abs)) / 127
      for (const [i, value] of row(text).entries()) expect(Math.abs(value - given[i]!), `${text}, component ${i}`).toBeLessThan(0.51 * step)
    }
  })

  it('begins by chance with all that is not known, as long as the word is rare', () => {
    const { row } = started(known)
    for (const text of ['redder', 'redding', 'bluing', 'unheard', 'blu-', '-ing', '-zz']) {
      expect(row(text).some((value) => value === 0), text).toBe(false)
      const expected = text.includes('-') ? Math.SQRT1_2 : Math.log(1 + PAPERS / 10) / 8
      expect(length(row(text)) / expected, text).toBeGreaterThan(0.4)
      expect(length(row(text)) / expected, text).toBeLessThan(1.8)
    }
  })

  it('takes no word for a piece and no piece for a word', () => {
    const { words: wordHashes, pieces: pieceHashes } = known
    const swapped = { ...known, words: pieceHashes, pieces: wordHashes, ...quantiseRows(new Float32Array(5 * DIMENSIONS).fill(9), DIMENSIONS) }
    const { table } = started(swapped)
    expect(table).toEqual(started().table)
  })
})
