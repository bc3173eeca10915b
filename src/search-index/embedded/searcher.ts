import { dimensionsOf } from '../embedder/given-vectors.ts'
import { pool } from '../embedder/pool.ts'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { Embedder, Evidence, SearchOptions } from '../search-index.ts'
import { STOP_WORDS } from '../terms.ts'
import { idf, IMPACT_UNIT } from './bm25.ts'
import { documentFrequency, termNumber, termText } from './dictionary.ts'
import { EvidenceReader, sought, stopNumbers, type Sought } from './evidence.ts'
import { identifierTerm } from './field-terms.ts'
import type { PlacedCandidate, PlacedResult } from './packed-result.ts'
import { packQuery, quantiseQuery, quantiseScale, unpackPaper } from './quantise.ts'
import { allowedPapers, keyTable } from './restrict.ts'
import { scanKernel, type Scan } from './scan-kernel.ts'
import type { Part } from './search-thread.ts'
import { NO_DAY, PAIR_HIGH, SCAN_BLOCK, type Segment } from './segment.ts'
import { Top } from './top.ts'
import { EVIDENCE_OF, MEANING_BESIDE_WORDS } from './unite.ts'
import { termAt } from './units.ts'

const WHOLE: Part = { part: 0, of: 1 }

/** A paper within an index of several segments: segment * 2^32 + paper. */
const pack = (segment: number, paper: number): number => segment * 0x1_0000_0000 + paper

interface WeightedTerm {
  readonly term: string
  readonly weight: number
}

interface Held {
  readonly segment: Segment
  readonly scan: Scan
  /** BM25 scores of the search under way; all zero between searches */
  readonly scores: Float32Array
  /** numbers of the stop words */
  readonly stops: ReadonlySet<number>
}

/**
 * Searches all segments on one thread. Words are scored a term at a time into one accumulator; vectors by an
 * exact scan. Holds nothing but views of shared memory and its own accumulators.
 */
export class Searcher {
  readonly #thread: number
  readonly #embedder: Embedder
  /** vectors come from elsewhere, and some papers may have none yet */
  readonly #given: boolean
  #held: Held[] = []

  constructor(embedder: Embedder, thread: number) {
    this.#embedder = embedder
    this.#given = dimensionsOf(embedder.name) !== undefined
    this.#thread = thread
  }

  /** The segments to search from now on, newest last. */
  use(segments: readonly Segment[]): void {
    const before = new Map(this.#held.map((held) => [held.segment.id, held]))
    this.#held = segments.map(
      (segment) =>
        before.get(segment.id) ?? { segment, scan: scanKernel(segment.memory), scores: new Float32Array(segment.layout.papers), stops: stopNumbers(segment) },
    )
  }

  /** `part`: only every `of`-th segment from number `part`; the weights of words are those of all segments all the same. */
  search(query: ParsedQuery, options: SearchOptions, part: Part = WHOLE): PlacedResult {
    const start = performance.now()
    const isKnown = (term: string): boolean => this.#held.some(({ segment }) => termNumber(segment, term) !== 0)
    const known = query.words.filter(isKnown)
    const beside = besideWords(query).filter(({ term }) => isKnown(term))
    // Words that no paper has match no paper; only a query without words lists all that pass its restrictions.
    const given = options.mode === 'words' ? undefined : options.vector && padded(options.vector, this.#embedder.dimensions)
    if (known.length === 0 && beside.length === 0 && query.words.length > 0 && given === undefined) return { total: 0, alone: 0, candidates: [], tookMs: performance.now() - start }
    const vector = options.mode === 'words' ? undefined : (given ?? pool(this.#embedder, query.words))
    // Where a model of texts has not been asked, or could not answer, the words are what there is.
    const typed = rankingWords(known)
    const words = options.mode === 'meaning' && vector !== undefined ? [] : this.#weigh(typed, 1, beside)
    const held = this.#partOf(part)
    const within = options.within && keyTable(options.within)
    const allowed = held.map(({ segment }) => allowedPapers(segment, query, within, options.without))
    const result = this.#run(held, words, vector && quantiseQuery(vector), allowed, options, sought(this.#weigh(new Set(rankingWords(query.words)), 0), query.words))
    return { ...result, tookMs: performance.now() - start }
  }

  similar(key: number, options: SearchOptions, span: { fromDay: number | undefined; toDay: number | undefined }, part: Part = WHOLE): PlacedResult | undefined {
    const start = performance.now()
    const place = this.#find(key)
    if (place === undefined) return undefined
    const { segment, paper } = place
    const { dimensions } = this.#embedder
    const vector = new Int8Array(dimensions)
    unpackPaper(segment.vectors.subarray(paper * dimensions, (paper + 1) * dimensions), vector)
    const meaning = options.mode !== 'words' && !(this.#given && isBlank(segment, paper))
    const words = options.mode === 'meaning' && meaning ? [] : this.#weigh(tellingWords(segment, paper), 2).slice(0, MAX_SIMILAR_WORDS)
    const restricted = { restrictions: [], excluded: [], ...span }
    const held = this.#partOf(part)
    const within = options.within && keyTable(options.within)
    const allowed = held.map((one) => {
      const papers = allowedPapers(one.segment, restricted, within) ?? new Uint8Array(one.segment.layout.papers).fill(1)
      if (one.segment === segment) papers[paper] = 0
      return papers
    })
    const result = this.#run(held, words, meaning ? vector : undefined, allowed, options)
    return { ...result, tookMs: performance.now() - start }
  }

  #find(key: number): { segment: Segment; paper: number } | undefined {
    for (let i = this.#held.length - 1; i >= 0; i--) {
      const { segment } = this.#held[i]!
      for (let paper = segment.keys.lastIndexOf(key); paper >= 0; ) {
        if (segment.dead[paper] === 0) return { segment, paper }
        paper = paper === 0 ? -1 : segment.keys.lastIndexOf(key, paper - 1)
      }
    }
    return undefined
  }

  /** Distinct terms with their IDF over all segments, heaviest first, of those that so many papers have. */
  #weigh(words: Iterable<string>, leastPapers = 1, beside: readonly WeightedTerm[] = []): WeightedTerm[] {
    let papers = 0
    for (const { segment } of this.#held) papers += segment.layout.papers
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const { term, weight } of beside) if (!counts.has(term)) counts.set(term, weight)
    const weighted: WeightedTerm[] = []
    for (const [term, count] of counts) {
      let frequency = 0
      for (const { segment } of this.#held) frequency += documentFrequency(segment, termNumber(segment, term))
      if (frequency >= leastPapers) weighted.push({ term, weight: count * idf(papers, frequency) })
    }
    return weighted.sort((a, b) => b.weight - a.weight)
  }

  /** Big and small segments fall to all parts alike: they are dealt out by size. */
  #partOf({ part, of }: Part): Held[] {
    if (of === 1) return this.#held
    return this.#held.toSorted((a, b) => b.segment.layout.papers - a.segment.layout.papers).filter((_, at) => at % of === part)
  }

  #run(segments: readonly Held[], words: readonly WeightedTerm[], vector: Int8Array | undefined, allowed: readonly (Uint8Array | undefined)[], options: SearchOptions, wanted?: Sought): Omit<PlacedResult, 'tookMs'> {
    const { candidates } = options
    const byWords = new Top(candidates)
    const byMeaning = new Top(words.length === 0 ? candidates : Math.min(candidates, MEANING_BESIDE_WORDS))
    const byDay = words.length === 0 && vector === undefined ? new Top(candidates) : undefined
    let total = 0
    const meanings = new Map<number, number>()
    for (const [at, held] of segments.entries()) {
      const { segment, scores } = held
      const { papers } = segment.layout
      const { dead } = segment
      const allow = allowed[at]
      for (const { term, weight } of words) accumulate(segment, termNumber(segment, term), weight, scores)
      if (byDay !== undefined) {
        for (let paper = 0; paper < papers; paper++) {
          if (dead[paper] === 1 || (allow !== undefined && allow[paper] === 0)) continue
          total++
          const day = segment.days[paper]!
          if (day > byDay.floor || byDay.length < candidates) byDay.offer(day, pack(at, paper))
        }
        continue
      }
      if (words.length > 0) {
        let { floor } = byWords
        for (let paper = 0; paper < papers; paper++) {
          const score = scores[paper]!
          if (score === 0 || dead[paper] === 1 || (allow !== undefined && allow[paper] === 0)) continue
          total++
          if (score > floor) {
            byWords.offer(score, pack(at, paper))
            floor = byWords.floor
          }
        }
      }
      if (vector === undefined) continue
      if (words.length === 0) total += countAllowed(papers, dead, allow)
      // Beside words, an untrained embedder can only weigh what they found: a scan would find nothing that counts.
      if (this.#embedder.trained || words.length === 0) this.#scan(held, at, vector, allow, byMeaning)
    }
    // United: a paper found by one signal gets its other signal too.
    const scale = vector === undefined ? 0 : 1 / vectorNorm(vector) / quantiseScale(vector.length)
    for (let i = 0; i < byMeaning.length; i++) meanings.set(byMeaning.items[i]!, byMeaning.scores[i]! * scale)
    const found = new Set<number>(meanings.keys())
    for (const top of [byWords, byDay]) if (top !== undefined) for (let i = 0; i < top.length; i++) found.add(top.items[i]!)
    const list: PlacedCandidate[] = []
    const evidenceOf = wanted === undefined ? undefined : evidenceReaders(segments, wanted, best(byWords, byMeaning, options.evidenceOf ?? EVIDENCE_OF))
    for (const item of found) {
      const at = Math.floor(item / 0x1_0000_0000)
      const paper = item % 0x1_0000_0000
      const { segment, scores } = segments[at]!
      const day = segment.days[paper]!
      const meaning = meanings.get(item) ?? (vector === undefined ? 0 : dot(segment, paper, vector) * scale)
      list.push({ key: segment.keys[paper]!, segment: segment.id, paper, words: scores[paper]! * IMPACT_UNIT, meaning, day: day === NO_DAY ? undefined : day, evidence: evidenceOf?.(item, at, paper) })
    }
    for (const { segment, scores } of segments) {
      if (words.length > 0) clear(segment, words, scores)
    }
    if (words.length === 0) return { total, alone: 0, candidates: list }
    // Untrained, texts that share no word are near only by chance.
    const nearest = this.#embedder.trained ? LEAST_MEANING : Infinity
    const kept = list.filter((one) => one.words > 0 || one.meaning >= nearest)
    const alone = kept.reduce((count, one) => count + (one.words > 0 ? 0 : 1), 0)
    return { total: total + alone, alone, candidates: kept }
  }

  #scan(held: Held, at: number, vector: Int8Array, allow: Uint8Array | undefined, top: Top): void {
    const { segment, scan } = held
    const { papers, dimensions } = segment.layout
    const { dead } = segment
    const place = segment.scratch(this.#thread)
    const { buffer } = segment.memory
    const bias = packQuery(vector, new Int16Array(buffer, place.query, dimensions))
    const pairs = new Int32Array(buffer, place.scores, 2 * SCAN_BLOCK)
    const { offset } = segment.layout.spans.vectors
    for (let from = 0; from < papers; from += SCAN_BLOCK) {
      const count = Math.min(SCAN_BLOCK, papers - from)
      const floor = Math.max(-0x8000_0000, top.floor + bias)
      const found = scan(offset + from * dimensions, (count + 3) & ~3, dimensions, place.query, place.scores, floor, from)
      for (let i = 0; i < found; i++) {
        const paper = pairs[2 * i]!
        const score = pairs[2 * i + 1]! - bias
        // Vectors are padded to a multiple of four, and the floor has risen since the block began.
        if (paper >= papers || score <= top.floor || dead[paper] === 1 || (allow !== undefined && allow[paper] === 0)) continue
        if (score === 0 && this.#given && isBlank(segment, paper)) continue
        top.offer(score, pack(at, paper))
      }
    }
  }
}

/** A paper without any of the words must be at least so near: half of all papers are as near as that to any query. */
const LEAST_MEANING = 0.1

/** The best `count` of both lists. */
function best(byWords: Top, byMeaning: Top, count: number): ReadonlySet<number> {
  const items = new Set<number>()
  for (const top of [byWords, byMeaning]) for (const item of top.best(count)) items.add(item)
  return items
}

function evidenceReaders(segments: readonly Held[], wanted: Sought, of: ReadonlySet<number>): (item: number, at: number, paper: number) => Evidence | undefined {
  const readers: (EvidenceReader | undefined)[] = []
  return (item, at, paper) => {
    if (!of.has(item)) return undefined
    const { segment, stops } = segments[at]!
    return (readers[at] ??= new EvidenceReader(segment, wanted, stops)).read(paper)
  }
}

/** Zeros at the end change no cosine. */
function padded(vector: Float32Array, dimensions: number): Float32Array {
  const whole = new Float32Array(dimensions)
  whole.set(vector.subarray(0, dimensions))
  return whole
}

/** True for a paper that has no vector. */
function isBlank({ vectors, layout: { dimensions } }: Segment, paper: number): boolean {
  for (let i = paper * dimensions; i < (paper + 1) * dimensions; i += 2) if (vectors[i] !== 128 || vectors[i + 1] !== 0) return false
  return true
}

/** Of a whole abstract, the words that tell most; words that only the paper itself has find nothing. */
const MAX_SIMILAR_WORDS = 40

function accumulate(segment: Segment, number: number, weight: number, scores: Float32Array): void {
  if (number === 0) return
  const { postingPaper, postingImpact } = segment
  const end = segment.postingStart[number + 1]!
  for (let posting = segment.postingStart[number]!; posting < end; posting++) {
    scores[postingPaper[posting]!]! += weight * postingImpact[posting]!
  }
}

/** Zeroes what a search wrote: by its postings when they are few, the whole accumulator otherwise. */
function clear(segment: Segment, words: readonly WeightedTerm[], scores: Float32Array): void {
  let postings = 0
  const numbers = words.map(({ term }) => termNumber(segment, term))
  for (const number of numbers) postings += documentFrequency(segment, number)
  if (postings > scores.length / 4) {
    scores.fill(0)
    return
  }
  for (const number of numbers) {
    if (number === 0) continue
    for (let posting = segment.postingStart[number]!; posting < segment.postingStart[number + 1]!; posting++) {
      scores[segment.postingPaper[posting]!] = 0
    }
  }
}

function countAllowed(papers: number, dead: Uint8Array, allow: Uint8Array | undefined): number {
  let count = 0
  for (let paper = 0; paper < papers; paper++) if (dead[paper] === 0 && (allow === undefined || allow[paper] === 1)) count++
  return count
}

/** What ranks beside the words typed, and how much of its IDF each term counts. */
function besideWords({ expansions, named }: ParsedQuery): WeightedTerm[] {
  const beside: WeightedTerm[] = []
  for (const { terms, weight } of expansions) for (const term of terms) beside.push({ term, weight })
  for (const identifier of named) beside.push({ term: identifierTerm(identifier), weight: NAMED_WEIGHT })
  return beside
}
/** The paper with an identifier that a reference names is before all that share its words. */
const NAMED_WEIGHT = 8

/** Stop words do not rank unless there is nothing else. */
function rankingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !STOP_WORDS.has(word))
  return telling.length > 0 ? telling : words
}

/** The words of a paper's title, abstract and keywords. */
function tellingWords(segment: Segment, paper: number): string[] {
  const words: string[] = []
  const { units } = segment
  let field = 0
  for (let i = segment.unitStart[paper]!; i < segment.unitStart[paper + 1]! && field < 3; i++) {
    const unit = units[i]!
    if (unit === 0) {
      field++
      continue
    }
    const word = termText(segment, termAt(units, i))
    if (unit >= PAIR_HIGH) i++
    if (!STOP_WORDS.has(word)) words.push(word)
  }
  return words
}

function vectorNorm(vector: Int8Array): number {
  let sum = 0
  for (const value of vector) sum += value * value
  return Math.sqrt(sum) || 1
}

function dot(segment: Segment, paper: number, vector: Int8Array): number {
  const { dimensions } = segment.layout
  const { vectors } = segment
  const start = paper * dimensions
  let sum = 0
  for (let i = 0; i < dimensions; i += 2) {
    sum += (vectors[start + i]! - 128) * vector[i]! + ((vectors[start + i + 1]! << 24) >> 24) * vector[i + 1]!
  }
  return sum
}
