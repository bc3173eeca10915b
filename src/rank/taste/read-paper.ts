import { type CountedGrams, countedGrams } from './counted-grams.ts'
import { foldedName } from './folded-name.ts'

/** What a reader's model looks at of a paper. */
export interface TastePaper {
  /** the store's key */
  readonly key: number
  readonly title: string
  readonly abstract: string
  /** names as given, in order */
  readonly authors: readonly string[]
  /** primary first */
  readonly categories: readonly string[]
}

/** How texts are read, given by whoever has the index: `terms` of src/search-index/terms.ts and `pool` of the embedder. */
export interface TasteText {
  terms(text: string): readonly string[]
  /** A vector of the terms, always of the same length; undefined where they say nothing. */
  vector(terms: readonly string[]): Float32Array | undefined
}

/** A paper read once, for as many readers and requests as there are. About 5 kB. */
export interface ReadPaper {
  readonly key: number
  /** as given; undefined where the text says nothing */
  readonly vector: Float32Array | undefined
  /** `termHash` of title and abstract, in order, a 0 between the two */
  readonly terms: Uint32Array
  readonly grams: CountedGrams
  readonly authors: readonly string[]
  /** `foldedName` of each author, in the same order */
  readonly names: readonly string[]
  readonly categories: readonly string[]
}

/** Beyond these a paper is cut: longer than any abstract, more names than any reader follows. */
const MAX_CHARACTERS = 8_000
const MAX_AUTHORS = 200
const MAX_CATEGORIES = 20

export function readPaper(paper: TastePaper, text: TasteText): ReadPaper {
  const title = text.terms(paper.title.slice(0, MAX_CHARACTERS))
  const abstract = text.terms(paper.abstract.slice(0, MAX_CHARACTERS))
  const vector = text.vector([...title, ...abstract])
  const hashes = Uint32Array.from([...title.map(termHash), 0, ...abstract.map(termHash)])
  const authors = paper.authors.slice(0, MAX_AUTHORS)
  return {
    key: paper.key,
    vector: vector?.every(Number.isFinite) === true ? vector : undefined,
    terms: hashes,
    grams: countedGrams(hashes),
    authors,
    names: authors.map(foldedName),
    categories: paper.categories.slice(0, MAX_CATEGORIES),
  }
}

/** A term as a number above 0 and below 2^32: FNV-1a over UTF-16, finished as murmur3. */
export function termHash(term: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0 || 1
}
