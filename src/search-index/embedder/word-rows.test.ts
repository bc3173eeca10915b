import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashTerm } from '../hash-term.ts'
import { pieceHash, WordRows } from './word-rows.ts'

const encoder = new TextEncoder()
const hashOf = (text: string, end: boolean): number => pieceHash(encoder.encode(text), 0, encoder.encode(text).length, end)

const WORDS = ['graph', 'neural', 'naïve', '模型']
/** `abc-` a beginning, `-abc` an end. */
const PIECES = ['tr-', 'trans-', '-er', '-former', '模-', '-ns', 'né-']
const rows = new WordRows(
  Uint32Array.from(WORDS, hashTerm),
  Uint32Array.from(PIECES, (piece) => hashOf(piece.replace('-', ''), piece.startsWith('-'))),
)

/** What a word is made of, in words. */
const partsOf = (word: string): (string | undefined)[] => {
  const handle = rows.handle(word)
  return [rows.first(handle), rows.second(handle)].map((row) => (row < 0 ? undefined : [...WORDS, ...PIECES][row]))
}

describe('WordRows', () => {
  it('knows the words of the vocabulary, not only ASCII ones', () => {
    for (const [row, word] of WORDS.entries()) {
      expect(rows.handle(word)).toBe(row)
      expect(partsOf(word)).toEqual([word, undefined])
    }
  })

  it('takes the longest known beginning and the longest known end of any other word', () => {
    expect(partsOf('transformer')).toEqual(['trans-', '-former'])
    expect(partsOf('transfer')).toEqual(['trans-', '-er'])
    expect(partsOf('trier')).toEqual(['tr-', '-er'])
    expect(partsOf('trust')).toEqual(['tr-', undefined])
    expect(partsOf('boxer')).toEqual([undefined, '-er'])
    // A beginning may be the whole word, and may overlap the end.
    expect(partsOf('trans')).toEqual(['trans-', '-ns'])
    expect(partsOf('模块')).toEqual(['模-', undefined])
    expect(partsOf('né')).toEqual(['né-', undefined])
  })

  it('does not take a beginning for an end', () => {
    expect(partsOf('ertr')).toEqual([undefined, undefined])
  })

  it('has no row for a word of which nothing is known', () => {
    for (const word of ['zzz', 'q', '', '🜁']) expect(partsOf(word)).toEqual([undefined, undefined])
  })

  it('can give the pieces of a word of the vocabulary, too', () => {
    const known = new WordRows(Uint32Array.of(hashTerm('transfer')), Uint32Array.of(hashOf('trans', false), hashOf('er', true)))
    expect(known.handle('transfer')).toBe(0)
    expect([known.first(known.pieceHandle('transfer')), known.second(known.pieceHandle('transfer'))]).toEqual([1, 2])
  })

  it('gives every text a handle below 2^31 whose rows are in the table', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 300 }), (units) => {
        const word = String.fromCharCode(...units)
        const handle = rows.handle(word)
        expect(handle).toBeGreaterThanOrEqual(0)
        expect(handle).toBeLessThan(2 ** 31)
        for (const row of [rows.first(handle), rows.second(handle)]) {
          expect(row).toBeGreaterThanOrEqual(-1)
          expect(row).toBeLessThan(WORDS.length + PIECES.length)
        }
      }),
    )
    expect(partsOf(`trans${'x'.repeat(100_000)}`)).toEqual(['trans-', undefined])
  })

  it('keeps apart as many pieces as a handle has room for', () => {
    const many = 32_767
    const full = new WordRows(new Uint32Array(0), Uint32Array.from({ length: many }, (_, i) => hashOf(i === many - 1 ? 'last' : `#${i}`, i === many - 1)))
    const handle = full.handle('#32765last')
    expect(handle).toBeLessThan(2 ** 31)
    expect([full.first(handle), full.second(handle)]).toEqual([many - 2, many - 1])
  })
})
