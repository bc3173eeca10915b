import { GrowableUint32 } from './growable.ts'
import type { Segment } from './segment.ts'
import { TermTable } from './term-table.ts'

/** Lengths of the arrays that a vocabulary fills in a segment. */
export type VocabularyLengths = Readonly<Record<'wordStart' | 'wordBytes' | 'wordTerm' | 'wordTitles' | 'wordNames' | 'nameOfWord' | 'nameStart' | 'nameWord' | 'namePaper' | 'namePlace' | 'namePapers', number>>

const MOST = 0xffff

/**
 * Gathers, as papers come, how the words of titles and names are written before they are stemmed, and the distinct
 * names of authors: what suggestions and corrections are made of, since a stem need not be a word.
 */
export class VocabularyBuilder {
  readonly #words = new TermTable()
  readonly #term = new GrowableUint32()
  readonly #titles = new GrowableUint32()
  readonly #lastTitle = new GrowableUint32()
  #slots = new Uint32Array(1 << 12)
  readonly #nameStart = new GrowableUint32()
  readonly #nameWord = new GrowableUint32()
  readonly #namePaper = new GrowableUint32()
  readonly #namePlace = new GrowableUint32()
  readonly #namePapers = new GrowableUint32()
  /** words of the name being read */
  #name: number[] = []

  constructor() {
    for (const list of [this.#term, this.#titles, this.#lastTitle]) list.push(0) // words are numbered from 1
    this.#nameStart.push(0)
  }

  /** The number of a folded word, from its bytes. */
  word(bytes: Uint8Array, start: number, end: number): number {
    return this.#words.number(bytes, start, end)
  }

  inTitle(word: number, term: number, paper: number): void {
    this.#known(word, term)
    if (this.#lastTitle.array[word] === paper + 1) return
    this.#lastTitle.array[word] = paper + 1
    this.#titles.array[word]!++
  }

  inName(word: number, term: number): void {
    this.#known(word, term)
    this.#name.push(word)
  }

  #known(word: number, term: number): void {
    if (word < this.#term.length) return
    this.#term.push(term)
    this.#titles.push(0)
    this.#lastTitle.push(0)
  }

  /** The name whose words were given is at an end. */
  endName(paper: number, place: number): void {
    const words = this.#name
    this.#name = []
    if (words.length === 0 || place > MOST) return
    const slot = this.#slot(words)
    const before = this.#slots[slot]!
    if (before !== 0) {
      // The newest paper shows how the name is written, as it is the least likely to be replaced.
      if (this.#namePaper.array[before - 1] !== paper) this.#namePapers.array[before - 1]!++
      this.#namePaper.array[before - 1] = paper
      this.#namePlace.array[before - 1] = place
      return
    }
    for (const word of words) this.#nameWord.push(word)
    this.#nameStart.push(this.#nameWord.length)
    this.#namePaper.push(paper)
    this.#namePlace.push(place)
    this.#namePapers.push(1)
    this.#slots[slot] = this.#namePaper.length
    if (this.#namePaper.length * 2 > this.#slots.length) this.#widen()
  }

  #slot(words: readonly number[]): number {
    const mask = this.#slots.length - 1
    next: for (let slot = hashWords(words) & mask; ; slot = (slot + 1) & mask) {
      const name = this.#slots[slot]!
      if (name === 0) return slot
      const start = this.#nameStart.array[name - 1]!
      if (this.#nameStart.array[name]! - start !== words.length) continue
      for (let i = 0; i < words.length; i++) if (this.#nameWord.array[start + i] !== words[i]) continue next
      return slot
    }
  }

  #widen(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    for (let name = 1; name <= this.#namePaper.length; name++) {
      this.#slots[this.#slot([...this.#nameWord.array.subarray(this.#nameStart.array[name - 1]!, this.#nameStart.array[name]!)])] = name
    }
  }

  get lengths(): VocabularyLengths {
    const [words, names] = [this.#words.size, this.#namePaper.length]
    return {
      wordStart: words + 1, wordBytes: this.#words.totalBytes, wordTerm: words, wordTitles: words, wordNames: words + 1,
      nameOfWord: this.#nameWord.length, nameStart: names + 1, nameWord: this.#nameWord.length,
      namePaper: names, namePlace: names, namePapers: names,
    }
  }

  /** Writes it all into a segment of these lengths. `rank` gives the segment's number of a term gathered. */
  write(segment: Segment, rank: Uint32Array): void {
    const count = this.#words.size
    // As Latin-1 the order of strings is that of their bytes.
    const texts = Array.from({ length: count }, (_, at) => latin1(this.#words.bytes(at + 1)))
    const order = Uint32Array.from({ length: count }, (_, at) => at).sort((a, b) => (texts[a]! < texts[b]! ? -1 : 1))
    const placeOf = new Uint32Array(count + 1)
    let at = 0
    for (let place = 0; place < count; place++) {
      const word = order[place]! + 1
      placeOf[word] = place
      segment.wordStart[place] = at
      const bytes = this.#words.bytes(word)
      segment.wordBytes.set(bytes, at)
      at += bytes.length
      segment.wordTerm[place] = rank[this.#term.array[word]!]!
      segment.wordTitles[place] = Math.min(MOST, this.#titles.array[word]!)
    }
    segment.wordStart[count] = at
    this.#writeNames(segment, placeOf)
  }

  #writeNames(segment: Segment, placeOf: Uint32Array): void {
    const names = this.#namePaper.length
    const { wordNames, nameWord } = segment
    segment.nameStart.set(this.#nameStart.array.subarray(0, names + 1))
    segment.namePaper.set(this.#namePaper.array.subarray(0, names))
    for (let name = 0; name < names; name++) {
      segment.namePlace[name] = this.#namePlace.array[name]!
      segment.namePapers[name] = Math.min(MOST, this.#namePapers.array[name]!)
    }
    for (let i = 0; i < nameWord.length; i++) {
      nameWord[i] = placeOf[this.#nameWord.array[i]!]!
      wordNames[nameWord[i]! + 1]!++
    }
    for (let place = 1; place < wordNames.length; place++) wordNames[place]! += wordNames[place - 1]!
    const next = wordNames.slice()
    for (let name = 0; name < names; name++) {
      for (let i = segment.nameStart[name]!; i < segment.nameStart[name + 1]!; i++) segment.nameOfWord[next[nameWord[i]!]!++] = name
    }
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

function hashWords(words: readonly number[]): number {
  let hash = 0x811c9dc5
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193) ^ (hash >>> 15)
  return hash >>> 0
}

/** The papers of a finished segment in the order of their titles' units, so that titles that begin alike stand together. */
export function orderTitles({ layout, unitStart, units, titleOrder }: Segment): void {
  for (let paper = 0; paper < layout.papers; paper++) titleOrder[paper] = paper
  titleOrder.sort((a, b) => {
    for (let i = unitStart[a]!, j = unitStart[b]!; ; i++, j++) {
      const difference = units[i]! - units[j]!
      if (difference !== 0) return difference
      if (units[i] === 0) return a - b
    }
  })
}
