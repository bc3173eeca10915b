import type { Paper } from '../../paper/paper.ts'
import { readPaper, type ReadPaper, type TasteText } from '../../rank/taste/read-paper.ts'
import { houseEmbedder } from '../../search-index/embedder/house.ts'
import { pool } from '../../search-index/embedder/pool.ts'
import { terms } from '../../search-index/terms.ts'
import type { Store } from '../../store/store.ts'

/** About 5 kB each, of papers that somebody likes or that compete: some thousands for one reader, all of these for ten thousand. */
const KEPT = 60_000
/** Papers read in one go, some milliseconds: whoever else asks gets their turn between two. */
const AT_ONCE = 50
/** After more changes than these, all is read anew rather than looked through. */
const CHANGES_FOLLOWED = 2000
const CHANGES_AT_ONCE = 500

/** How papers are read for taste, whatever embedder searches. Loads the house's vectors. */
export function tasteText(): TasteText {
  const embedder = houseEmbedder()
  return { terms, vector: (words) => pool(embedder, words) }
}

/** Papers read once for all readers, as long as they stay as they are. */
export class ReadPapers {
  readonly #store: Store
  readonly #text: () => TasteText
  /** the one longest not asked for first */
  readonly #kept = new Map<number, ReadPaper>()
  #seq = 0

  constructor(store: Store, text: () => TasteText) {
    this.#store = store
    this.#text = text
  }

  /** The papers under these keys, in that order; those that are gone are left out. */
  async of(keys: readonly number[]): Promise<ReadPaper[]> {
    await this.#follow()
    const found = new Map<number, ReadPaper>()
    const missing: number[] = []
    for (const key of keys) {
      const known = this.#kept.get(key)
      if (known === undefined) missing.push(key)
      else found.set(key, known)
    }
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      for (const paper of await this.#store.papers(missing.slice(at, at + AT_ONCE))) found.set(paper.key, readPaper(tasted(paper), this.#text()))
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (const [key, paper] of found) {
      this.#kept.delete(key)
      this.#kept.set(key, paper)
    }
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break
      this.#kept.delete(key)
    }
    return keys.flatMap((key) => found.get(key) ?? [])
  }

  /** Forgets what has changed since. */
  async #follow(): Promise<void> {
    const now = await this.#store.seq()
    if (now - this.#seq > CHANGES_FOLLOWED || now < this.#seq) {
      this.#kept.clear()
      this.#seq = now
    }
    while (this.#seq < now) {
      const { papers, removed, seq } = await this.#store.changes(this.#seq, CHANGES_AT_ONCE)
      for (const { paper } of papers) this.#kept.delete(paper.key)
      for (const { key } of removed) this.#kept.delete(key)
      if (seq <= this.#seq) break
      this.#seq = seq
    }
  }
}

function tasted({ key, title, abstract, authors, categories }: Paper) {
  return { key, title, abstract, authors: authors.map(({ name }) => name), categories }
}
