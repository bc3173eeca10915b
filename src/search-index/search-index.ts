/**
 * The index: derived from the store, rebuildable at any time, and what makes papers findable by words and by
 * meaning. This file is the room's door and its seam: an engine is a folder beside it that implements
 * `SearchIndex` and passes `search-index-contract`. The room knows papers as documents to index; it does not
 * know the store, and it does not decide an order: it gives candidates with their signals, `rank/` orders them.
 */
import type { ParsedQuery } from './query/parsed-query.ts'

/** A paper as the index sees it. */
export interface IndexDocument {
  /** the store's key; adding a document again under its key replaces it */
  readonly key: number
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  readonly keywords: readonly string[]
  readonly categories: readonly string[]
  readonly venue: string | undefined
  /** identifier values in any scheme */
  readonly identifiers: readonly string[]
  /** partial ISO date */
  readonly published: string | undefined
  /**
   * by the model of texts that the index is of, of any length but zero; without one the paper is found by its words.
   * An index of an embedder of words makes its own and leaves this aside.
   */
  readonly vector?: Float32Array | undefined
}

export type SearchMode = 'both' | 'words' | 'meaning'

export interface SearchOptions {
  /** how many candidates each signal brings; hits number at most twice this */
  readonly candidates: number
  /** of so many of each signal's best it is told what stands where in them; 100 unless asked for more */
  readonly evidenceOf?: number | undefined
  readonly mode: SearchMode
  /** only the papers with these keys (a day's, a reader's saved ones) */
  readonly within?: readonly number[] | undefined
  /** not this paper: the query was made of it */
  readonly without?: number | undefined
  /** the query's vector by the model that made the index, where that is not one of words (`Embedder`) */
  readonly vector?: Float32Array | undefined
  /** the name of the model that made `vector`; an index of another model searches by words */
  readonly vectorModel?: string | undefined
}

/**
 * What of the query stands where in a candidate: for ranking and for reasons. Shares are of the query's telling
 * words, each counting as its IDF, 0 to 1.
 */
export interface Evidence {
  /** found anywhere in the paper */
  readonly cover: number
  /** found in this field */
  readonly title: number
  /** of the title's telling words (each counts alike), those that the query has */
  readonly ofTitle: number
  readonly abstract: number
  readonly keywords: number
  readonly authors: number
  /** of the query's neighbouring pairs, those that stand side by side in the paper too */
  readonly phrase: number
  /** of the same pairs, those that stand within a few words of each other, in either order */
  readonly near: number
}

/** A candidate with its raw signals. Both are always given when the mode asks for both. */
export interface Candidate {
  readonly key: number
  /** BM25 score, 0 when no word matches */
  readonly words: number
  /** cosine of query and paper, -1 to 1; 0 when meaning was not asked */
  readonly meaning: number
  /** first appearance as days since 1970; undefined when unknown */
  readonly day: number | undefined
  /** cosine to the middle of the few best by both signals: what the query may have meant; undefined without meaning */
  readonly company?: number | undefined
  /** for the best by words and by meaning; undefined for those far down */
  readonly evidence?: Evidence | undefined
}

export interface SearchResult {
  /**
   * papers that pass the filters and match a word, and the few nearest by meaning alone, the same however many candidates are
   * asked for beyond some hundreds; without words, all that pass
   */
  readonly total: number
  /** best by words and best by meaning, united, in no promised order */
  readonly candidates: readonly Candidate[]
  /** time inside the engine, milliseconds */
  readonly tookMs: number
}

/** What somebody who has typed so much may mean, best first. */
export interface Suggestions {
  /** keys of papers whose titles have all that was typed, the last word as the beginning of one */
  readonly titles: readonly number[]
  /** names as the beginnings of whose parts what was typed may be read, those with most papers first */
  readonly authors: readonly SuggestedAuthor[]
}

/** The name is as it stands on one of the papers: the `place`-th author (from 0) of the paper under `key`. */
export interface SuggestedAuthor {
  readonly key: number
  readonly place: number
  readonly papers: number
}

/** Words `from` to before `to` of those asked about are better written as `text`: folded words, with blanks between. */
export interface Correction {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** How far the index has come: for `doctor` and the status line. */
export interface IndexState {
  readonly papers: number
  readonly segments: number
  /** bytes of the index in memory */
  readonly bytes: number
  /** the embedder that made the vectors */
  readonly model: string
  /** all changes of the store up to this number are in */
  readonly seq: number
}

export interface SearchIndex {
  search(query: ParsedQuery, options: SearchOptions): Promise<SearchResult>
  /** Papers like the one under `key` by meaning and words, itself left out; undefined when it is not indexed. */
  similar(key: number, options: SearchOptions & { readonly from?: string | undefined; readonly to?: string | undefined }): Promise<SearchResult | undefined>

  /** Completes what is being typed: plain words, the last perhaps unfinished. At most so many of each kind. */
  suggest(typed: string, limit: number): Promise<Suggestions>
  /**
   * Better spellings, from the papers' own words, of words that no paper has, or next to none beside another spelling.
   * Words are folded (`foldTex`) and not stemmed; '' stands for what is to be left alone.
   */
  correct(words: readonly string[]): Promise<readonly Correction[]>

  /** Takes documents in (replacing any under the same key). Found after the next `commit`. */
  add(documents: readonly IndexDocument[]): Promise<void>
  /** Forgets documents. In force after the next `commit`. */
  remove(keys: readonly number[]): Promise<void>
  /** Makes all that was added and removed findable, and durable where the index may write; `seq` is the store's change number reached. */
  commit(seq: number): Promise<void>
  /** Keys that should be added again, together, to keep the number of segments small; empty when all is well. */
  compaction(): readonly number[]
  /** Sees what another process has committed, and takes the writer's place when that one is gone. */
  refresh(): Promise<void>
  /** Drops everything; the next `commit` makes it durable. */
  clear(): Promise<void>

  state(): IndexState
  /** True when this process may change the index on disk; false while another process does. */
  readonly writable: boolean
  close(): Promise<void>
}

/**
 * Gives words directions; a text's vector is the sum of its words' (`pool`). Deterministic: the same name must mean
 * the same vectors.
 */
export interface Embedder {
  readonly name: string
  /** a multiple of 16 */
  readonly dimensions: number
  /** false: texts that share no word are near only by chance, so meaning alone finds nothing */
  readonly trained: boolean
  /** A number below 2^31 that stands for a word in `addWord`. Nothing is remembered; worth keeping, as it costs a look-up. */
  handle(word: string): number
  /** Adds the word's direction, times its own weight and `times`, to `into`. */
  addWord(handle: number, times: number, into: Float32Array): void
}
