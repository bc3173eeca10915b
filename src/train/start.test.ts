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
const cosine = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / length(a) / length(b)

/** Of four dimensions: red is the first, blue the second; -er the third, -ing the fourth. */
const known: WordVectors = {
  dimensions: 4,
  words: Uint32Array.from(words.slice(0, 5), hashTerm),
  pieces: new Uint32Array(0),
  ...quantiseRows(Float32Array.of(0.5, 0.5, 0.5, 0.5, 0.8, 0, 0.6, 0, 0.8, 0, 0, 0.6, 0, 0.8, 0.6, 0, 0, 0.8, 0, 0.6), 4),
}

describe('startTable', () => {
  it('begins by chance, the same for the same seed, rare words long', () => {
    const { row, table } = started()
    expect(table).toEqual(started().table)
    expect(table.some((value) => value === 0)).toBe(false)
    expect(length(row('common'))).toBeLessThan(0.3 * length(row('redder')))
  })

  it('begins with known vectors, as long as the word is rare', () => {
    const { row } = started(known)
    const weight = (papers: number): number => Math.log(1 + PAPERS / papers) / 8
    expect(cosine(row('redder'), [0.8, 0, 0.6, 0, 0, 0, 0, 0])).toBeGreaterThan(0.99)
    expect(length(row('redder'))).toBeCloseTo(weight(10), 2)
    expect(length(row('common'))).toBeCloseTo(weight(900), 2)
    // Dimensions the known vectors do not have, and words that they do not have, begin small but not at nothing.
    expect(length(row('redder').slice(4))).toBeGreaterThan(0)
    expect(length(row('unheard'))).toBeGreaterThan(0)
    expect(length(row('unheard'))).toBeLessThan(0.1 * length(row('redder')))
  })

  it('fits beginnings and ends so that they add up to the words they are of', () => {
    const { row } = started(known)
    const sum = (...pieces: string[]): number[] => pieces.map(row).reduce((total, vector) => total.map((value, i) => value + vector[i]!))
    for (const [word, beginning, end] of [['redder', 'red-', '-er'], ['redding', 'red-', '-ing'], ['bluer', 'blu-', '-er'], ['bluing', 'blu-', '-ing']] as const) {
      expect(cosine(sum(beginning, end), row(word))).toBeGreaterThan(0.95)
    }
    expect(row('-zz')).toEqual(new Array(DIMENSIONS).fill(0))
  })
})
