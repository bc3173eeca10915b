import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { hashTerm } from '../hash-term.ts'
import { terms } from '../terms.ts'
import { checksumOf, HOUSE_EMBEDDER, houseEmbedder, houseFile, packWordVectors, quantiseRows, unpackWordVectors, wordVectorEmbedder, type WordVectors } from './house.ts'
import { pool } from './pool.ts'
import { pieceHash } from './word-rows.ts'

const model = (dimensions: number, words: number, pieces: number, value: (at: number) => number): WordVectors => ({
  dimensions,
  words: Uint32Array.from({ length: words }, (_, i) => hashTerm(`word${i}`)),
  pieces: Uint32Array.from({ length: pieces }, (_, i) => hashTerm(`piece${i}`)),
  ...quantiseRows(Float32Array.from({ length: (words + pieces) * dimensions }, (_, at) => value(at)), dimensions),
})

describe('a file of word vectors', () => {
  it('gives back what was packed, wherever its bytes lie in memory', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(6), fc.nat(6), fc.nat(3), fc.infiniteStream(fc.float({ noNaN: true, min: -5, max: 5 })), (dimensions, words, pieces, shift, values) => {
        const packed = model(dimensions, words, pieces, () => values.next().value!)
        const file = packWordVectors(packed)
        const memory = new Uint8Array(file.length + shift)
        memory.set(file, shift)
        expect(unpackWordVectors(memory.subarray(shift))).toEqual(packed)
      }),
    )
  })

  it('is refused when it is damaged: cut short, too long, of other sizes, or something else', () => {
    const file = packWordVectors(model(8, 5, 2, (at) => Math.sin(at)))
    for (let length = 0; length < file.length; length++) expect(() => unpackWordVectors(file.subarray(0, length))).toThrow(BroadsheetError)
    expect(() => unpackWordVectors(Buffer.concat([file, Buffer.alloc(1)]))).toThrow(BroadsheetError)
    for (const at of [0, 10, 32, 35, 36, 43]) {
      const other = Buffer.from(file)
      other[at]! ^= 0x80
      expect(() => unpackWordVectors(other)).toThrow(BroadsheetError)
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void expect(() => unpackWordVectors(bytes)).toThrow(BroadsheetError)))
  })
})

describe('quantiseRows', () => {
  it('is at most half a step of its row from the float, and exact at the largest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.float({ noNaN: true, min: -100, max: 100 })), (dimensions, rows, values) => {
        const table = Float32Array.from({ length: rows * dimensions }, () => values.next().value!)
        const { scales, values: quantised } = quantiseRows(table, dimensions)
        for (let row = 0; row < rows; row++) {
          const floats = table.subarray(row * dimensions, (row + 1) * dimensions)
          const largest = Math.max(...floats.map(Math.abs))
          for (const [i, float] of floats.entries()) {
            const back = quantised[row * dimensions + i]! * scales[row]!
            expect(Math.abs(back - float)).toBeLessThanOrEqual((largest / 254) * (1 + 1e-4) + 1e-40)
            if (Math.abs(float) === largest && largest > 0) expect(quantised[row * dimensions + i]).toBe(127 * Math.sign(float))
          }
        }
      }),
    )
  })

  it('keeps a row of nothing', () => {
    expect(quantiseRows(new Float32Array(4), 2)).toEqual({ scales: new Float32Array(2), values: new Int8Array(4) })
  })
})

describe('wordVectorEmbedder', () => {
  const end = new TextEncoder().encode('ing')
  const table = Float32Array.of(1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0)
  const embedder = wordVectorEmbedder('made-up', {
    dimensions: 4,
    words: Uint32Array.of(hashTerm('one'), hashTerm('two')),
    pieces: Uint32Array.of(pieceHash(end, 0, 3, true)),
    ...quantiseRows(table, 4),
  })

  it('adds the vectors of words, so many times, and those of pieces for words it does not know', () => {
    const vector = new Float32Array(4)
    embedder.addWord(embedder.handle('one'), 2, vector)
    embedder.addWord(embedder.handle('two'), 1, vector)
    embedder.addWord(embedder.handle('meaning'), 0.5, vector)
    embedder.addWord(embedder.handle('xyzzy'), 1, vector)
    for (const [i, expected] of [2, 2, 1.5, 0].entries()) expect(vector[i]).toBeCloseTo(expected, 5)
  })
})

describe('the house embedder', () => {
  const bytes = readFileSync(houseFile())

  it('is the file that its card names', () => {
    const card = readFileSync(houseFile().replace(/\.bin$/, '.md'), 'utf8')
    expect(/^## Checksum\n+SHA-256 of `(.+)`:\n+`([0-9a-f]+)`$/m.exec(card)?.slice(1)).toEqual([`${HOUSE_EMBEDDER}.bin`, checksumOf(bytes)])
    expect(bytes.length).toBeLessThanOrEqual(16 * 2 ** 20)
  })

  it('has vectors of the dimensions its name says, and puts a text near one about the same', () => {
    const embedder = houseEmbedder()
    expect(HOUSE_EMBEDDER).toContain(`-${embedder.dimensions}-`)
    const near = (a: string, b: string): number => {
      const [x, y] = [pool(embedder, terms(a))!, pool(embedder, terms(b))!]
      return x.reduce((sum, value, i) => sum + value * y[i]!, 0)
    }
    expect(near('speech recognition', 'acoustic models of spoken language')).toBeGreaterThan(near('speech recognition', 'galaxy redshift surveys') + 0.2)
  })
})
