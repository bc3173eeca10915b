/**
 * Conducts the way in: parsed records are normalised, recognised as papers already held or new ones, merged,
 * stored and indexed, in batches that are each all or nothing. Also the starter shelf and reindexing.
 * It knows sources, the store and the index; nothing of pages.
 */
import type { Rejection } from '../source/source.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { importFiles } from './import-files.ts'
import type { IndexKeeper } from './index-keeper.ts'
import type { ModelKeeper } from './model-keeper.ts'
import { clearShelf, fillShelf, giveShelfAway } from './shelf.ts'

export interface ImportReport {
  /** records that were recognised as papers and tried */
  readonly read: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: readonly Rejection[]
  /** rejections beyond those listed (the list stops at 1,000) */
  readonly rejectedMore: number
  /** files that could not be read to their end, with why; non-empty means exit code 1 */
  readonly broken: readonly { readonly file: string; readonly reason: string }[]
  /** ended by the reader before the files did */
  readonly interrupted: boolean
}

export interface ImportProgress {
  readonly file: string
  /** bytes of all files read so far and in all; total undefined when reading from a pipe */
  readonly bytes: number
  readonly totalBytes: number | undefined
  readonly read: number
  readonly added: number
  readonly stage: 'reading' | 'indexing'
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void
  /** stops between two batches; what went in stays in */
  readonly signal?: AbortSignal
}

/** What the faces may ask of the way in. */
export interface Ingest {
  /** `-` reads standard input. Never throws for bad content: it is in the report. */
  importFiles(paths: readonly string[], options?: ImportOptions): Promise<ImportReport>
  /** Puts the starter shelf in when the store holds nothing; true when it did. */
  fillShelf(): Promise<boolean>
  /** Clears the shelf when sources are chosen and have brought papers; true when it did. */
  giveShelfAway(): Promise<boolean>
  /** Takes the starter shelf's papers out; answers how many. Real papers stay. */
  clearShelf(): Promise<number>
  /**
   * Rebuilds the index from the store, with a model of texts after making what vectors are missing.
   * @throws TextModelError when that model does not answer; the index is rebuilt all the same, with the vectors there are
   */
  reindex(options?: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal }): Promise<{ papers: number; tookMs: number }>
}

/** The way in to this store and this index. */
export function createIngest({ store, keeper, clock, models }: { store: Store; keeper: IndexKeeper; clock: Clock; models?: ModelKeeper }): Ingest {
  return {
    importFiles: (paths, options) => importFiles(paths, { store, keeper }, options),
    fillShelf: () => fillShelf(store, keeper, clock),
    giveShelfAway: () => giveShelfAway(store, keeper),
    clearShelf: () => clearShelf(store, keeper),
    reindex: async (options = {}) => {
      const start = performance.now()
      const total = await store.count()
      let done = 0
      const onPapers = (papers: number): void => options.onProgress?.((done += papers), total)
      let made: 'changed' | 'same' | 'not yet' = 'same'
      let trouble: unknown
      try {
        await models?.retryRefused(options.signal)
        made = (await models?.bringAbout({ ...options, onPapers, onVectors: (vectors) => options.onProgress?.(vectors.done, vectors.papers) })) ?? 'same'
      } catch (error) {
        trouble = error
      }
      // An index that was made just now for another model is made from the whole store.
      if (made !== 'changed' && !options.signal?.aborted) await keeper.rebuild(onPapers, options.signal)
      if (trouble !== undefined && !options.signal?.aborted) throw trouble
      return { papers: total, tookMs: performance.now() - start }
    },
  }
}
