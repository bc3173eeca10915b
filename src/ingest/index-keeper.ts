import type { Paper } from '../paper/paper.ts'
import type { IndexDocument, SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import { documentOf } from './document-of.ts'
import type { PaperVectors } from './paper-vectors.ts'

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
  #index: SearchIndex
  #vectors: PaperVectors | undefined
  /** changes handed to the index; ahead of its own number until it commits */
  #fed: number
  #sinceCommit = 0
  #running: Promise<unknown> = Promise.resolve()

  /** @param vectors where the index is of a model of texts */
  constructor(store: Store, index: SearchIndex, vectors?: PaperVectors) {
    this.#store = store
    this.#index = index
    this.#vectors = vectors
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
      await this.#index.add(this.#documents(papers))
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

  /** Feeds papers that the index has, as they are now: their vectors have come. */
  feedAgain(keys: readonly number[]): Promise<void> {
    return this.#queue(async () => {
      if (!this.#index.writable || keys.length === 0) return
      this.#fed = this.#fedTo()
      await this.#addAgain(keys)
      await this.#commit()
      await this.#compact()
    })
  }

  /** From now on feeds another index, which may be behind. */
  moveTo(index: SearchIndex, vectors: PaperVectors | undefined): Promise<void> {
    return this.#queue(async () => {
      this.#index = index
      this.#vectors = vectors
      this.#fed = index.state().seq
      this.#sinceCommit = 0
    })
  }

  #documents(papers: readonly Paper[]): readonly IndexDocument[] {
    return this.#vectors?.documents(papers) ?? papers.map(documentOf)
  }

  async #addAgain(keys: readonly number[]): Promise<void> {
    for (let at = 0; at < keys.length; at += BATCH) await this.#index.add(this.#documents(await this.#store.papers(keys.slice(at, at + BATCH))))
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
      await this.#index.add(this.#documents(changes.papers.map(({ paper }) => paper)))
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
    this.#vectors?.committed()
    this.#sinceCommit = 0
  }

  /** Unites small segments by adding their papers again, as long as the index asks for it. */
  async #compact(): Promise<void> {
    const keys = this.#index.compaction()
    if (keys.length === 0) return
    await this.#addAgain(keys)
    await this.#commit()
  }
}
