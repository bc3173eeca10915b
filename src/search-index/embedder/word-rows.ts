import { hashBytes } from '../hash-term.ts'

/** Shortest and longest beginning or end of a word that is looked for. Bytes. */
export const SHORTEST_PIECE = 2
export const LONGEST_PIECE = 9
/** A word that is not in the vocabulary: this bit, the row of its beginning, the row of its end. */
const IN_PIECES = 0x4000_0000
const PIECE_BITS = 15
const PIECE_MASK = (1 << PIECE_BITS) - 1
const BEGINNING_SALT = 0x5bd1e995
const END_SALT = 0x1b873593

const encoder = new TextEncoder()
const scratch = new Uint8Array(256)

/** How a beginning (or, with `end`, an end) of a word is known in the table of pieces. */
export function pieceHash(bytes: Uint8Array, start: number, stop: number, end: boolean): number {
  return (hashBytes(bytes, start, stop) ^ (end ? END_SALT : BEGINNING_SALT)) >>> 0
}

/**
 * Which rows of a table of vectors a word has: one of its own when it is in the vocabulary, else those of the longest
 * known beginning and of the longest known end. Words are known by their 32-bit hashes; that two of 60,000 words and
 * one unknown word meet happens once in 70,000.
 */
export class WordRows {
  readonly #words: HashRows
  readonly #pieces: HashRows
  /** rows before those of pieces */
  readonly #wordCount: number

  /** @param words hashes (`hashTerm`) of rows 0.. @param pieces hashes (`pieceHash`) of the rows after; at most 32,767 */
  constructor(words: Uint32Array, pieces: Uint32Array) {
    this.#wordCount = words.length
    this.#words = new HashRows(words)
    this.#pieces = new HashRows(pieces)
  }

  /** A number below 2^31 for a word. */
  handle(word: string): number {
    const row = this.wordRow(word)
    return row >= 0 ? row : this.pieceHandle(word)
  }

  /** The row of a word of the vocabulary, -1 for any other. */
  wordRow(word: string): number {
    const { written } = encoder.encodeInto(word, scratch)
    return this.#words.row(hashBytes(scratch, 0, written))
  }

  /** The handle of a word as if it were not in the vocabulary. */
  pieceHandle(word: string): number {
    const { written } = encoder.encodeInto(word, scratch)
    let beginning = -1
    for (let length = Math.min(LONGEST_PIECE, written); length >= SHORTEST_PIECE && beginning < 0; length--) beginning = this.#pieces.row(pieceHash(scratch, 0, length, false))
    let end = -1
    for (let length = Math.min(LONGEST_PIECE, written); length >= SHORTEST_PIECE && end < 0; length--) end = this.#pieces.row(pieceHash(scratch, written - length, written, true))
    return IN_PIECES + ((beginning + 1) << PIECE_BITS) + end + 1
  }

  /** The first row of a handle, -1 when it has none. */
  first(handle: number): number {
    if (handle < IN_PIECES) return handle
    const piece = (handle >>> PIECE_BITS) & PIECE_MASK
    return piece === 0 ? -1 : this.#wordCount + piece - 1
  }

  /** The second row of a handle, -1 when it has none. */
  second(handle: number): number {
    if (handle < IN_PIECES) return -1
    const piece = handle & PIECE_MASK
    return piece === 0 ? -1 : this.#wordCount + piece - 1
  }
}

/** Hash to row, open addressing. */
class HashRows {
  readonly #slots: Int32Array
  readonly #hashes: Uint32Array
  readonly #mask: number

  constructor(hashes: Uint32Array) {
    let size = 16
    while (size < 2 * hashes.length) size *= 2
    this.#mask = size - 1
    this.#hashes = hashes
    this.#slots = new Int32Array(size).fill(-1)
    for (let row = 0; row < hashes.length; row++) {
      let slot = hashes[row]! & this.#mask
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & this.#mask
      this.#slots[slot] = row
    }
  }

  row(hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const row = this.#slots[slot]!
      if (row < 0 || this.#hashes[row] === hash) return row
    }
  }
}
