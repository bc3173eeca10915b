/**
 * A segment: some papers' index as typed arrays inside one shared WebAssembly memory. Nothing in it changes after
 * it is built except `dead`. The bytes up to `bytes` are also the snapshot file.
 *
 * Terms are numbered by falling document frequency from 1. A paper's text is kept as 16-bit units: terms up to
 * 0xEFFF take one unit, rarer ones a pair (0xF000–0xF7FF, then 0xF800–0xFFFF), so that a run of terms is a run of
 * units and cannot be found in the middle of another (the trick is UTF-16's). Unit 0 ends a field: title, abstract,
 * keywords, then each author.
 */

/** One array of a segment: where it starts and how many elements it has. */
interface Span {
  readonly offset: number
  readonly length: number
}

/** What stands in the header of a snapshot file, as JSON. */
export interface SegmentLayout {
  readonly papers: number
  readonly terms: number
  readonly dimensions: number
  /** mean length of a paper in weighted words, which the impacts were computed with */
  readonly averageLength: number
  /** size of everything that is kept; scratch space follows */
  readonly bytes: number
  readonly spans: Readonly<Record<ArrayName, Span>>
}

export type ArrayName =
  | 'vectors' // int8, dimensions per paper, biased as scan.wat wants; padded to a multiple of 4 papers
  | 'postingStart' // per term + 1, first posting
  | 'postingPaper' // per posting, paper number within the segment, ascending within a term
  | 'postingImpact' // per posting, BM25 term weight without IDF, quantised to 1..255
  | 'unitStart' // per paper + 1
  | 'units' // text as units
  | 'keys' // per paper, the store's key
  | 'days' // per paper, days since 1970 of first appearance, NO_DAY when unknown
  | 'termStart' // per term + 1, first byte of its UTF-8 in termBytes
  | 'termBytes'
  | 'termSlots' // open-addressing hash table of term numbers, 0 = empty; size a power of two
  | 'titleOrder' // papers in the order of their titles' units
  // Words of titles and names as written before stemming (folded), in the order of their bytes, and distinct names:
  | 'wordStart' // per word + 1, first byte of its UTF-8 in wordBytes
  | 'wordBytes'
  | 'wordTerm' // per word, number of its term
  | 'wordTitles' // per word, how many titles have it, 65,535 at most
  | 'wordNames' // per word + 1, first place in nameOfWord
  | 'nameOfWord' // names that have the word
  | 'nameStart' // per name + 1, first place in nameWord
  | 'nameWord' // the words of each name, in order
  | 'namePaper' // per name, a paper that has it, and
  | 'namePlace' // its place among that paper's authors, from 0
  | 'namePapers' // per name, how many papers have it, 65,535 at most

export const NO_DAY = -0x8000_0000
/** First unit that begins a pair, and first that ends one. */
export const PAIR_HIGH = 0xf000
export const PAIR_LOW = 0xf800
export const MAX_TERMS = PAIR_HIGH + 0x800 * 0x800

const PAGE = 65_536
/** Each searching thread has its own scratch: a query of up to so many dimensions, and pairs of number and score of one block. */
const QUERY_DIMENSIONS = 4096
export const SCAN_BLOCK = 4096
const SCRATCH_BYTES = QUERY_DIMENSIONS * 2 + SCAN_BLOCK * 8
export const MAX_THREADS = 16

/** Element sizes decide alignment; the widest come first in memory. */
const ELEMENT_BYTES: Readonly<Record<ArrayName, number>> = {
  vectors: 1, postingStart: 4, postingPaper: 4, postingImpact: 1, unitStart: 4, units: 2, keys: 4, days: 4,
  termStart: 4, termBytes: 1, termSlots: 4,
  titleOrder: 4, wordStart: 4, wordBytes: 1, wordTerm: 4, wordTitles: 2, wordNames: 4, nameOfWord: 4, nameStart: 4, nameWord: 4, namePaper: 4, namePlace: 2, namePapers: 2,
}

/** Lays arrays of these lengths one after the other, each at a multiple of 64 bytes. */
export function layOut(lengths: Readonly<Record<ArrayName, number>>, facts: { papers: number; terms: number; dimensions: number; averageLength: number }): SegmentLayout {
  let offset = 0
  const spans: Partial<Record<ArrayName, Span>> = {}
  for (const name of Object.keys(ELEMENT_BYTES) as ArrayName[]) {
    spans[name] = { offset, length: lengths[name] }
    offset = align(offset + lengths[name] * ELEMENT_BYTES[name])
  }
  return { ...facts, bytes: offset, spans: spans as Record<ArrayName, Span> }
}

const align = (offset: number): number => (offset + 63) & ~63

/** A memory that holds a segment of this layout, its death list and the threads' scratch. */
export function allocate(layout: SegmentLayout): WebAssembly.Memory {
  const bytes = layout.bytes + align(layout.papers) + MAX_THREADS * SCRATCH_BYTES
  const pages = Math.ceil(bytes / PAGE) + 1
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
}

/** Typed views of a segment's memory; cheap to make, once per thread. */
export class Segment {
  readonly id: number
  readonly layout: SegmentLayout
  readonly memory: WebAssembly.Memory
  readonly vectors: Uint8Array
  readonly postingStart: Uint32Array
  readonly postingPaper: Uint32Array
  readonly postingImpact: Uint8Array
  readonly unitStart: Uint32Array
  readonly units: Uint16Array
  readonly keys: Uint32Array
  readonly days: Int32Array
  readonly termStart: Uint32Array
  readonly termBytes: Uint8Array
  readonly termSlots: Uint32Array
  readonly titleOrder: Uint32Array
  readonly wordStart: Uint32Array
  readonly wordBytes: Uint8Array
  readonly wordTerm: Uint32Array
  readonly wordTitles: Uint16Array
  readonly wordNames: Uint32Array
  readonly nameOfWord: Uint32Array
  readonly nameStart: Uint32Array
  readonly nameWord: Uint32Array
  readonly namePaper: Uint32Array
  readonly namePlace: Uint16Array
  readonly namePapers: Uint16Array
  /** 1 for each paper that was removed or replaced by a later segment; shared between threads */
  readonly dead: Uint8Array

  constructor(id: number, layout: SegmentLayout, memory: WebAssembly.Memory) {
    this.id = id
    this.layout = layout
    this.memory = memory
    const { buffer } = memory
    const { spans } = layout
    this.vectors = new Uint8Array(buffer, spans.vectors.offset, spans.vectors.length)
    this.postingStart = new Uint32Array(buffer, spans.postingStart.offset, spans.postingStart.length)
    this.postingPaper = new Uint32Array(buffer, spans.postingPaper.offset, spans.postingPaper.length)
    this.postingImpact = new Uint8Array(buffer, spans.postingImpact.offset, spans.postingImpact.length)
    this.unitStart = new Uint32Array(buffer, spans.unitStart.offset, spans.unitStart.length)
    this.units = new Uint16Array(buffer, spans.units.offset, spans.units.length)
    this.keys = new Uint32Array(buffer, spans.keys.offset, spans.keys.length)
    this.days = new Int32Array(buffer, spans.days.offset, spans.days.length)
    this.termStart = new Uint32Array(buffer, spans.termStart.offset, spans.termStart.length)
    this.termBytes = new Uint8Array(buffer, spans.termBytes.offset, spans.termBytes.length)
    this.termSlots = new Uint32Array(buffer, spans.termSlots.offset, spans.termSlots.length)
    this.titleOrder = new Uint32Array(buffer, spans.titleOrder.offset, spans.titleOrder.length)
    this.wordStart = new Uint32Array(buffer, spans.wordStart.offset, spans.wordStart.length)
    this.wordBytes = new Uint8Array(buffer, spans.wordBytes.offset, spans.wordBytes.length)
    this.wordTerm = new Uint32Array(buffer, spans.wordTerm.offset, spans.wordTerm.length)
    this.wordTitles = new Uint16Array(buffer, spans.wordTitles.offset, spans.wordTitles.length)
    this.wordNames = new Uint32Array(buffer, spans.wordNames.offset, spans.wordNames.length)
    this.nameOfWord = new Uint32Array(buffer, spans.nameOfWord.offset, spans.nameOfWord.length)
    this.nameStart = new Uint32Array(buffer, spans.nameStart.offset, spans.nameStart.length)
    this.nameWord = new Uint32Array(buffer, spans.nameWord.offset, spans.nameWord.length)
    this.namePaper = new Uint32Array(buffer, spans.namePaper.offset, spans.namePaper.length)
    this.namePlace = new Uint16Array(buffer, spans.namePlace.offset, spans.namePlace.length)
    this.namePapers = new Uint16Array(buffer, spans.namePapers.offset, spans.namePapers.length)
    this.dead = new Uint8Array(buffer, layout.bytes, layout.papers)
  }

  /** Where thread number `thread` may write: the query at `query`, scores of a block at `scores` (bytes). */
  scratch(thread: number): { query: number; scores: number } {
    const start = this.layout.bytes + align(this.layout.papers) + (thread % MAX_THREADS) * SCRATCH_BYTES
    return { query: start, scores: start + QUERY_DIMENSIONS * 2 }
  }
}
