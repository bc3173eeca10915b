import type { ParsedQuery } from './query/parsed-query.ts'
import type { Correction, IndexDocument, IndexState, SearchIndex, SearchOptions, SearchResult, Suggestions } from './search-index.ts'

interface Held {
  readonly index: SearchIndex
  /** questions under way */
  asked: number
  /** set once another index has its place */
  left?: () => void
}

/** An index in whose place another can be put while it is searched: each question is answered by one of them, whole. */
export class SwitchingIndex implements SearchIndex {
  #held: Held

  constructor(index: SearchIndex) {
    this.#held = { index, asked: 0 }
  }

  /** The index that answers now. */
  get current(): SearchIndex {
    return this.#held.index
  }

  /** From now on `next` answers. Done when the one before has answered what it was asked and is closed. */
  async change(next: SearchIndex): Promise<void> {
    const before = this.#held
    this.#held = { index: next, asked: 0 }
    if (before.asked > 0) await new Promise<void>((resolve) => (before.left = resolve))
    await before.index.close()
  }

  search(query: ParsedQuery, options: SearchOptions): Promise<SearchResult> {
    return this.#ask((index) => index.search(query, options))
  }
  similar(key: number, options: Parameters<SearchIndex['similar']>[1]): Promise<SearchResult | undefined> {
    return this.#ask((index) => index.similar(key, options))
  }
  suggest(typed: string, limit: number): Promise<Suggestions> {
    return this.#ask((index) => index.suggest(typed, limit))
  }
  correct(words: readonly string[]): Promise<readonly Correction[]> {
    return this.#ask((index) => index.correct(words))
  }

  add(documents: readonly IndexDocument[]): Promise<void> {
    return this.#ask((index) => index.add(documents))
  }
  remove(keys: readonly number[]): Promise<void> {
    return this.#ask((index) => index.remove(keys))
  }
  commit(seq: number): Promise<void> {
    return this.#ask((index) => index.commit(seq))
  }
  compaction(): readonly number[] {
    return this.current.compaction()
  }
  refresh(): Promise<void> {
    return this.#ask((index) => index.refresh())
  }
  clear(): Promise<void> {
    return this.#ask((index) => index.clear())
  }
  state(): IndexState {
    return this.current.state()
  }
  get writable(): boolean {
    return this.current.writable
  }
  close(): Promise<void> {
    return this.current.close()
  }

  async #ask<T>(question: (index: SearchIndex) => Promise<T>): Promise<T> {
    const held = this.#held
    held.asked++
    try {
      return await question(held.index)
    } finally {
      if (--held.asked === 0) held.left?.()
    }
  }
}
