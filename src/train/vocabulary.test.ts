import { describe, expect, it } from 'vitest'
import { chooseVocabulary } from './vocabulary.ts'

const counts = new Map([
  ['graph', 9],
  ['model', 9],
  ['transfer', 5],
  ['transform', 4],
  ['transit', 3],
  ['once', 1],
  ['x2y', 6],
])

describe('chooseVocabulary', () => {
  it('takes the words in most papers, of equals the first in the alphabet', () => {
    const { words, frequency, rows } = chooseVocabulary(counts, { words: 3, pieces: 0 })
    expect(words).toEqual(['graph', 'model', 'x2y'])
    expect(frequency).toEqual([9, 9, 6])
    expect(words.map((word) => rows.handle(word))).toEqual([0, 1, 2])
    expect(rows.wordRow('transfer')).toBe(-1)
  })

  it('takes the beginnings and ends that many words share, long before short; none of words met once or with figures', () => {
    const { pieces } = chooseVocabulary(counts, { words: 3, pieces: 3 })
    // Letters but one, times words: 4 × 3, 5 × 2, 3 × 3.
    expect(pieces).toEqual(['trans-', 'transf-', 'tran-'])
    const all = chooseVocabulary(counts, { words: 3, pieces: 1000 }).pieces
    expect(all).toContain('-sfer')
    expect(all).toContain('transfo-')
    expect(all.filter((piece) => /on|x2|2y/.test(piece))).toEqual([])
    expect(all).not.toContain('transit-')
    expect(new Set(all).size).toBe(all.length)
  })

  it('gives the pieces the rows after the words, where unknown words find them', () => {
    const { words, pieces, rows } = chooseVocabulary(counts, { words: 3, pieces: 1000 })
    const handle = rows.handle('transsomethingit')
    expect(pieces[rows.first(handle) - words.length]).toBe('trans-')
    expect(pieces[rows.second(handle) - words.length]).toBe('-it')
  })

  it('is the same whatever the order of the words', () => {
    const turned = new Map([...counts].reverse())
    expect(chooseVocabulary(turned, { words: 4, pieces: 20 })).toEqual(chooseVocabulary(counts, { words: 4, pieces: 20 }))
  })
})
