import { dayNumber } from '../../tools/dates.ts'
import { foldTex } from '../../paper/tex/fold-tex.ts'
import { dimensionsOf } from '../embedder/given-vectors.ts'
import { dampened, toUnit } from '../embedder/pool.ts'
import type { Embedder, IndexDocument } from '../search-index.ts'
import { stemBytes } from '../stem-bytes.ts'
import { FIELD_WEIGHTS, impact } from './bm25.ts'
import { fieldTerms } from './field-terms.ts'
import { GrowableBytes, GrowableUint32 } from './growable.ts'
import { packPaper, quantise } from './quantise.ts'
import { allocate, layOut, NO_DAY, PAIR_HIGH, Segment } from './segment.ts'
import { TermTable } from './term-table.ts'
import { unitsOfTerm } from './units.ts'
import { orderTitles, VocabularyBuilder } from './vocabulary-builder.ts'

/** The end of a field in a paper's text. */
const END = 0
const BLANK = 32
/** The title's words count so often in a paper's vector: it is the paper's own summary. */
const TITLE_TIMES = 2

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Gathers papers and makes one segment of them. While gathering, terms are numbered as they come; `finish`
 * renumbers them by document frequency and inverts the texts into postings, in time linear in the text.
 */
export class SegmentBuilder {
  readonly #embedder: Embedder
  readonly #given: boolean
  #terms = new TermTable()
  readonly #vocabulary = new VocabularyBuilder()
  /** by term number, the embedder's handle plus one; 0 when not asked yet */
  #handles = new Uint32Array(1 << 16)
  #counts = new Uint16Array(1 << 16)
  #scratch = new Uint8Array(1 << 16)
  #units = new GrowableUint32()
  #unitStart = new GrowableUint32()
  #fields = new GrowableUint32()
  #fieldStart = new GrowableUint32()
  #keys = new GrowableUint32()
  #days: number[] = []
  #vectors = new GrowableBytes()
  #paperOfKey = new Map<number, number>()
  #replaced: number[] = []
  readonly #vector: Float32Array
  readonly #quantised: Int8Array

  constructor(embedder: Embedder) {
    this.#embedder = embedder
    this.#given = dimensionsOf(embedder.name) !== undefined
    this.#vector = new Float32Array(embedder.dimensions)
    this.#quantised = new Int8Array(embedder.dimensions)
  }

  get papers(): number {
    return this.#keys.length
  }

  add(document: IndexDocument): void {
    const paper = this.#keys.length
    const before = this.#paperOfKey.get(document.key)
    if (before !== undefined) this.#replaced.push(before)
    this.#paperOfKey.set(document.key, paper)
    this.#keys.push(document.key)
    this.#days.push(document.published === undefined ? NO_DAY : dayNumber(document.published))

    this.#unitStart.push(this.#units.length)
    const text = this.#units.length
    this.#addText(document.title, 'title')
    const titleEnd = this.#units.length
    this.#addText(document.abstract)
    this.#addVector(document, text, titleEnd, this.#units.length)
    this.#addText(document.keywords.join(' \n '))
    for (const [place, author] of document.authors.entries()) {
      this.#addText(author, 'name')
      this.#vocabulary.endName(paper, place)
    }

    this.#fieldStart.push(this.#fields.length)
    for (const term of fieldTerms(document)) {
      const length = this.#encode(term)
      this.#fields.push(this.#terms.number(this.#scratch, 0, length))
    }
  }

  /** Appends a text's terms and the end of its field. The same terms as `terms()` gives, without making strings. */
  #addText(text: string, kind?: 'title' | 'name'): void {
    const end = text === '' ? 0 : this.#encode(foldTex(text))
    const bytes = this.#scratch
    for (let start = 0; start < end; ) {
      let stop = start
      while (stop < end && bytes[stop] !== BLANK) stop++
      const word = kind === undefined ? 0 : this.#vocabulary.word(bytes, start, stop)
      const term = this.#terms.number(bytes, start, stemBytes(bytes, start, stop))
      if (kind === 'title') this.#vocabulary.inTitle(word, term, this.papers - 1)
      else if (kind === 'name') this.#vocabulary.inName(word, term)
      this.#units.push(term)
      start = stop + 1
    }
    this.#units.push(END)
  }

  #encode(text: string): number {
    if (this.#scratch.length < text.length * 3) this.#scratch = new Uint8Array(text.length * 3)
    return encoder.encodeInto(text, this.#scratch).written
  }

  #addVector(document: IndexDocument, start: number, titleEnd: number, end: number): void {
    if (this.#given) {
      this.#vector.fill(0)
      if (document.vector !== undefined) this.#vector.set(document.vector.subarray(0, this.#vector.length))
    } else this.#sumWords(start, titleEnd, end)
    toUnit(this.#vector)
    quantise(this.#vector, this.#quantised)
    packPaper(this.#quantised, this.#vectors.extend(this.#embedder.dimensions))
  }

  /** The sum of the words' directions, in `#vector`. */
  #sumWords(start: number, titleEnd: number, end: number): void {
    if (this.#counts.length <= this.#terms.size) {
      const handles = new Uint32Array(2 * this.#terms.size)
      handles.set(this.#handles)
      this.#handles = handles
      this.#counts = new Uint16Array(handles.length)
    }
    const counts = this.#counts
    const units = this.#units.array
    for (let i = start; i < end; i++) counts[units[i]!] = Math.min(255, counts[units[i]!]! + (i < titleEnd ? TITLE_TIMES : 1))
    const vector = this.#vector.fill(0)
    counts[END] = 0
    for (let i = start; i < end; i++) {
      const number = units[i]!
      const count = counts[number]!
      if (count === 0) continue
      counts[number] = 0
      let handle = this.#handles[number]!
      if (handle === 0) {
        handle = this.#embedder.handle(decoder.decode(this.#terms.bytes(number))) + 1
        this.#handles[number] = handle
      }
      this.#embedder.addWord(handle - 1, dampened(count), vector)
    }
  }

  /** The segment of everything added. The builder is spent afterwards. */
  finish(id: number): Segment {
    const papers = this.#keys.length
    const termCount = this.#terms.size
    const { frequency, rank } = this.#rankTerms(papers, termCount)

    let postings = 0
    for (let number = 1; number <= termCount; number++) postings += frequency[number]!
    let pairs = 0
    const units = this.#units.array
    let totalLength = 0
    for (let i = 0; i < this.#units.length; i++) if (rank[units[i]!]! >= PAIR_HIGH) pairs++
    this.#eachPaper((_, start, end) => {
      totalLength += weightedLength(units, start, end)
    })
    const averageLength = Math.max(1, totalLength / Math.max(1, papers))

    let slots = 16
    while (slots < termCount * 2) slots *= 2

    const { dimensions } = this.#embedder
    const layout = layOut(
      {
        vectors: Math.ceil(papers / 4) * 4 * dimensions,
        postingStart: termCount + 2,
        postingPaper: postings,
        postingImpact: postings,
        unitStart: papers + 1,
        units: this.#units.length + pairs,
        keys: papers,
        days: papers,
        termStart: termCount + 2,
        termBytes: this.#terms.totalBytes,
        termSlots: slots,
        titleOrder: papers,
        ...this.#vocabulary.lengths,
      },
      { papers, terms: termCount, dimensions, averageLength },
    )
    const segment = new Segment(id, layout, allocate(layout))
    segment.vectors.set(this.#vectors.array.subarray(0, this.#vectors.length))
    segment.keys.set(this.#keys.array.subarray(0, papers))
    segment.days.set(this.#days)
    for (const paper of this.#replaced) segment.dead[paper] = 1

    const gathered = new Uint32Array(termCount + 1)
    for (let number = 1; number <= termCount; number++) gathered[rank[number]!] = number
    let at = 0
    for (let number = 1; number <= termCount; number++) {
      const bytes = this.#terms.bytes(gathered[number]!)
      segment.termStart[number] = at
      segment.termBytes.set(bytes, at)
      at += bytes.length
      let slot = this.#terms.hash(gathered[number]!) & (slots - 1)
      while (segment.termSlots[slot] !== 0) slot = (slot + 1) & (slots - 1)
      segment.termSlots[slot] = number
    }
    segment.termStart[termCount + 1] = at

    const next = new Uint32Array(termCount + 2)
    for (let number = 1; number <= termCount; number++) next[rank[number]! + 1] = frequency[number]!
    for (let number = 1; number <= termCount + 1; number++) next[number]! += next[number - 1]!
    segment.postingStart.set(next)
    this.#invert(segment, rank, next, averageLength)
    this.#vocabulary.write(segment, rank)
    orderTitles(segment)
    return segment
  }

  /** Document frequency by gathered number, and the number by falling frequency. */
  #rankTerms(papers: number, termCount: number): { frequency: Uint32Array; rank: Uint32Array } {
    const frequency = new Uint32Array(termCount + 1)
    const seen = new Uint32Array(termCount + 1)
    const units = this.#units.array
    const fields = this.#fields.array
    this.#eachPaper((paper, start, end, fieldsFrom, fieldsTo) => {
      for (let i = start; i < end; i++) count(units[i]!, paper)
      for (let i = fieldsFrom; i < fieldsTo; i++) count(fields[i]!, paper)
    })
    function count(number: number, paper: number): void {
      if (number !== END && seen[number] !== paper + 1) {
        seen[number] = paper + 1
        frequency[number]!++
      }
    }
    // Counting sort by frequency; ties keep the order of first appearance, so the same papers give the same bytes.
    const start = new Uint32Array(papers + 2)
    for (let number = 1; number <= termCount; number++) start[papers - frequency[number]! + 1]!++
    for (let i = 1; i < start.length; i++) start[i]! += start[i - 1]!
    const rank = new Uint32Array(termCount + 1)
    for (let number = 1; number <= termCount; number++) rank[number] = ++start[papers - frequency[number]!]!
    return { frequency, rank }
  }

  #eachPaper(visit: (paper: number, start: number, end: number, fieldsFrom: number, fieldsTo: number) => void): void {
    const papers = this.#keys.length
    for (let paper = 0; paper < papers; paper++) {
      const last = paper + 1 === papers
      visit(
        paper,
        this.#unitStart.array[paper]!,
        last ? this.#units.length : this.#unitStart.array[paper + 1]!,
        this.#fieldStart.array[paper]!,
        last ? this.#fields.length : this.#fieldStart.array[paper + 1]!,
      )
    }
  }

  #invert(segment: Segment, rank: Uint32Array, next: Uint32Array, averageLength: number): void {
    const units = this.#units.array
    const fields = this.#fields.array
    const frequency = new Float32Array(segment.layout.terms + 1)
    let longest = 0
    this.#eachPaper((_, start, end, from, to) => (longest = Math.max(longest, end - start + to - from)))
    const touched = new Uint32Array(longest)
    let written = 0
    this.#eachPaper((paper, start, end, fieldsFrom, fieldsTo) => {
      segment.unitStart[paper] = written
      let field = 0
      let count = 0
      for (let i = start; i < end; i++) {
        const gathered = units[i]!
        if (gathered === END) {
          segment.units[written++] = END
          field++
          continue
        }
        const number = rank[gathered]!
        if (number < PAIR_HIGH) segment.units[written++] = number
        else for (const unit of unitsOfTerm(number)) segment.units[written++] = unit
        if (frequency[number] === 0) touched[count++] = number
        frequency[number]! += weightOf(field)
      }
      for (let i = fieldsFrom; i < fieldsTo; i++) {
        const number = rank[fields[i]!]!
        if (frequency[number] === 0) touched[count++] = number
        frequency[number]! += 1
      }
      const length = weightedLength(units, start, end)
      for (let i = 0; i < count; i++) {
        const number = touched[i]!
        const posting = next[number]!++
        segment.postingPaper[posting] = paper
        segment.postingImpact[posting] = impact(frequency[number]!, length, averageLength)
        frequency[number] = 0
      }
    })
    segment.unitStart[segment.layout.papers] = written
  }
}

const weightOf = (field: number): number => FIELD_WEIGHTS[field < 3 ? field : 3]!

function weightedLength(units: Uint32Array, start: number, end: number): number {
  let length = 0
  let field = 0
  for (let i = start; i < end; i++) {
    if (units[i] === END) field++
    else length += weightOf(field)
  }
  return length
}
