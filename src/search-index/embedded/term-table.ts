import { hashBytes } from '../hash-term.ts'
import { GrowableBytes, GrowableUint32 } from './growable.ts'
import { MAX_TERMS } from './segment.ts'

/**
 * Numbers terms from 1 in the order in which they come. Works on bytes: making a string of each word only to look
 * it up cost three times as much as all the rest of indexing.
 */
export class TermTable {
  #slots = new Uint32Array(1 << 16)
  #hashes = new GrowableUint32()
  readonly #starts = new GrowableUint32()
  readonly #bytes = new GrowableBytes()

  constructor() {
    this.#hashes.push(0) // numbers begin at 1
    this.#starts.push(0)
    this.#starts.push(0)
  }

  /** How many terms there are: numbers run from 1 to this. */
  get size(): number {
    return this.#hashes.length - 1
  }

  hash(number: number): number {
    return this.#hashes.array[number]!
  }

  bytes(number: number): Uint8Array {
    return this.#bytes.array.subarray(this.#starts.array[number]!, this.#starts.array[number + 1]!)
  }

  get totalBytes(): number {
    return this.#bytes.length
  }

  /** The number of the term in bytes [start, end), a new one when it was never seen. */
  number(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]!
      if (number === 0) break
      if (this.#hashes.array[number] === hash && this.#same(number, bytes, start, end)) return number
    }
    const number = this.#hashes.length
    // Beyond four million terms a segment has no numbers left: what comes is noise, and all noise is one term.
    if (number >= MAX_TERMS) return MAX_TERMS - 1
    this.#slots[slot] = number
    this.#hashes.push(hash)
    this.#bytes.extend(end - start).set(bytes.subarray(start, end))
    this.#starts.push(this.#bytes.length)
    if (number * 2 > this.#slots.length) this.#widen()
    return number
  }

  #same(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const at = this.#starts.array[number]!
    if (this.#starts.array[number + 1]! - at !== end - start) return false
    const { array } = this.#bytes
    for (let i = start, j = at; i < end; i++, j++) if (array[j] !== bytes[i]) return false
    return true
  }

  #widen(): void {
    const slots = new Uint32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let number = 1; number < this.#hashes.length; number++) {
      let slot = this.#hashes.array[number]! & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = number
    }
    this.#slots = slots
  }
}
