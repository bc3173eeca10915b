import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Embedder } from '../search-index.ts'
import { WordRows } from './word-rows.ts'

export const HOUSE_EMBEDDER = 'house-256-v1'
/** The weights lie beside src/ and dist/ alike. */
export const houseFile = (): string => fileURLToPath(new URL(`../../../models/${HOUSE_EMBEDDER}.bin`, import.meta.url))

const MAGIC = 'broadsheet word vectors 1\n'
const PREFIX = 64

/** A model of word vectors as it lies in its file. */
export interface WordVectors {
  readonly dimensions: number
  /** `hashTerm` of each word, row after row */
  readonly words: Uint32Array
  /** `pieceHash` of each piece, in the rows after the words' */
  readonly pieces: Uint32Array
  /** by row, what an int8 component is worth */
  readonly scales: Float32Array
  /** rows × dimensions */
  readonly values: Int8Array
}

/** The bytes of a model's file: 64 bytes of prefix with the sizes, then the arrays of `WordVectors`, little-endian. */
export function packWordVectors({ dimensions, words, pieces, scales, values }: WordVectors): Buffer {
  const prefix = Buffer.alloc(PREFIX)
  prefix.write(MAGIC)
  for (const [at, size] of [dimensions, words.length, pieces.length].entries()) prefix.writeUInt32LE(size, 32 + 4 * at)
  return Buffer.concat([prefix, ...[words, pieces, scales, values].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))])
}

/** @throws BroadsheetError unavailable for bytes that are no model */
export function unpackWordVectors(bytes: Uint8Array): WordVectors {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [dimensions, words, pieces] = whole.length < PREFIX ? [0, 0, 0] : [whole.readUInt32LE(32), whole.readUInt32LE(36), whole.readUInt32LE(40)]
  const rows = words + pieces
  if (whole.toString('latin1', 0, MAGIC.length) !== MAGIC || whole.length !== PREFIX + 8 * rows + rows * dimensions) {
    throw new BroadsheetError('unavailable', 'The file of word vectors is damaged; restore it from the package.')
  }
  // A copy of its own, so that the arrays stand where their elements may.
  const memory = new Uint8Array(whole.subarray(PREFIX)).buffer
  return {
    dimensions,
    words: new Uint32Array(memory, 0, words),
    pieces: new Uint32Array(memory, 4 * words, pieces),
    scales: new Float32Array(memory, 4 * rows, rows),
    values: new Int8Array(memory, 8 * rows),
  }
}

/** Floats to int8, each row by a scale of its own. */
export function quantiseRows(table: Float32Array, dimensions: number): { scales: Float32Array; values: Int8Array } {
  const scales = new Float32Array(table.length / dimensions)
  const values = new Int8Array(table.length)
  for (let row = 0; row < scales.length; row++) {
    let largest = 0
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) largest = Math.max(largest, Math.abs(table[i]!))
    scales[row] = largest / 127
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) values[i] = largest === 0 ? 0 : Math.round((table[i]! / largest) * 127)
  }
  return { scales, values }
}

/** What the model card names: SHA-256 of the file, hexadecimal. */
export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

let loaded: WordVectors | undefined

/**
 * The house embedder: a vector for each of the commonest words of research papers, and vectors of beginnings and ends
 * for all others, trained by `npm run train` (models/house-256-v1.md). A word's weight is the length of its vector.
 */
export function houseEmbedder(): Embedder {
  loaded ??= unpackWordVectors(readFileSync(houseFile()))
  return wordVectorEmbedder(HOUSE_EMBEDDER, loaded)
}

export function wordVectorEmbedder(name: string, { dimensions, words, pieces, scales, values }: WordVectors): Embedder {
  const rows = new WordRows(words, pieces)
  const add = (row: number, times: number, into: Float32Array): void => {
    if (row < 0) return
    const weight = scales[row]! * times
    let from = row * dimensions
    // Eight at a time: a third faster than one by one. Dimensions are a multiple of 16.
    for (let i = 0; i < dimensions; i += 8, from += 8) {
      into[i] = into[i]! + weight * values[from]!
      into[i + 1] = into[i + 1]! + weight * values[from + 1]!
      into[i + 2] = into[i + 2]! + weight * values[from + 2]!
      into[i + 3] = into[i + 3]! + weight * values[from + 3]!
      into[i + 4] = into[i + 4]! + weight * values[from + 4]!
      into[i + 5] = into[i + 5]! + weight * values[from + 5]!
      into[i + 6] = into[i + 6]! + weight * values[from + 6]!
      into[i + 7] = into[i + 7]! + weight * values[from + 7]!
    }
  }
  return {
    name,
    dimensions,
    trained: true,
    handle: (word) => rows.handle(word),
    addWord(handle, times, into) {
      add(rows.first(handle), times, into)
      add(rows.second(handle), times, into)
    },
  }
}
