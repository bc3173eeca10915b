import type { Paper } from '../paper/paper.ts'
import type { IndexDocument, SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'

/** Papers read from the store at a time. */
const BATCH = 500
/** A commit makes a segment; catching up commits no oftener than this while it is behind. Papers. */
const COMMIT_EVERY = 100_000

/**
 * Keeps the index up with the store: the store numbers its changes, the index remembers the last it has seen, and
 * the difference is fed to it. This is the only way into the index, whoever wrote to the store.
 */
export class IndexKeeper {
  readonly #store: Store
  readonly #index: SearchIndex
  /** changes handed to the index; ahead of its own number until it commits */
  #fed: number
  #sinceCommit = 0
  #running: Promise<unknown> = Promise.resolve()

  constructor(store: Store, index: SearchIndex) {
    this.#store = store
    this.#index = index
    this.#fed = index.state().seq
  }

  /**
   * Feeds what was just written, without making it findable yet. When the batch is all that happened between the
   * two change numbers, and the index had come to the first, the papers at hand are as good as the store's own and
   * need not be read back; otherwise the store is asked.
   */
  feedWritten({ papers, removed }: { papers: readonly Paper[]; removed: readonly number[] }, before: number, after: number): Promise<void> {
    return this.#queue(async () => {
      const sole = after - before === papers.length + removed.length
      if (!this.#index.writable || !sole || this.#fedTo() !== before) return this.#feed()
      if (papers.length + removed.length === 0) return
      await this.#index.add(papers.map(documentOf))
      await this.#index.remove(removed)
      await this.#count(after, papers.length + removed.length)
    })
  }

  /** Feeds what the store has gained and makes it findable. */
  catchUp(onPapers?: (papers: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#queue(async () => {
      await this.#index.refresh()
      if (!this.#index.writable) return
      await this.#feed(onPapers, signal)
      await this.#commit()
      await this.#compact()
    })
  }

  /** Empties the index and feeds it the whole store. */
  rebuild(onPapers?: (papers: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#queue(async () => {
      await this.#index.clear()
      this.#fed = 0
      await this.#feed(onPapers, signal)
      await this.#commit()
    })
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#running.then(work)
    this.#running = next.catch(() => {})
    return next
  }

  async #feed(onPapers?: (papers: number) => void, signal?: AbortSignal): Promise<void> {
    if (!this.#index.writable) return
    this.#fed = this.#fedTo()
    while (!signal?.aborted) {
      const changes = await this.#store.changes(this.#fed, BATCH)
      if (changes.papers.length === 0 && changes.removed.length === 0) {
        this.#fed = Math.max(this.#fed, changes.seq)
        return
      }
      await this.#index.add(changes.papers.map(({ paper }) => documentOf(paper)))
      await this.#index.remove(changes.removed.map(({ key }) => key))
      onPapers?.(changes.papers.length)
      await this.#count(changes.seq, changes.papers.length + changes.removed.length)
    }
  }

  /** The change that the index has come to. Another process may have brought it further, or it began anew. */
  #fedTo(): number {
    const { seq } = this.#index.state()
    return seq > this.#fed || this.#sinceCommit === 0 ? seq : this.#fed
  }

  async #count(seq: number, changes: number): Promise<void> {
    this.#fed = seq
    this.#sinceCommit += changes
    if (this.#sinceCommit >= COMMIT_EVERY) await this.#commit()
  }

  async #commit(): Promise<void> {
    await this.#index.commit(this.#fed)
    this.#sinceCommit = 0
  }

  /** Unites small segments by adding their papers again, as long as the index asks for it. */
  async #compact(): Promise<void> {
    const keys = this.#index.compaction()
    if (keys.length === 0) return
    for (let at = 0; at < keys.length; at += BATCH) {
      const papers = await this.#store.papers(keys.slice(at, at + BATCH))
      await this.#index.add(papers.map(documentOf))
    }
    await this.#commit()
  }
}

/** What the index needs of a paper. */
export function documentOf(paper: Paper): IndexDocument {
  return {
    key: paper.key,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors.map(({ name }) => name),
    keywords: paper.keywords,
    categories: paper.categories,
    venue: paper.venue,
    identifiers: [paper.id, ...paper.identifiers.map(({ value }) => value)],
    published: paper.published,
  }
}
