import { stat } from 'node:fs/promises'
import { normalise } from '../normalise/normalise.ts'
import { BroadsheetError, publicMessage } from '../paper/errors.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { readFile } from '../source/file/file.ts'
import type { RawRecord, Rejection } from '../source/source.ts'
import type { Store } from '../store/store.ts'
import type { IndexKeeper } from './index-keeper.ts'
import type { ImportOptions, ImportReport } from './ingest.ts'
import { takeIn } from './take-in.ts'

/** Papers in one transaction: large enough to pay for the commit, small enough to lose little work. */
const BATCH = 1000
const MAX_REJECTIONS = 1000
/** Batches that may wait for the index before reading waits too; it bounds the memory of an import. */
const MAX_AHEAD = 4

/** Reads files of papers into the store and the index. Bad content ends up in the report, never as an error. */
export async function importFiles(paths: readonly string[], parts: { store: Store; keeper: IndexKeeper }, options: ImportOptions = {}): Promise<ImportReport> {
  const run = new ImportRun(parts, options, await totalBytes(paths))
  for (const path of paths) {
    if (run.stopped) break
    await run.file(path)
  }
  return run.finish()
}

class ImportRun {
  readonly #store: Store
  readonly #keeper: IndexKeeper
  readonly #options: ImportOptions
  readonly #totalBytes: number | undefined
  #bytesBefore = 0
  #bytes = 0
  #pending: { record: PaperRecord; raw: RawRecord }[] = []
  #read = 0
  #counts = { added: 0, updated: 0, unchanged: 0 }
  #rejected: Rejection[] = []
  #rejectedMore = 0
  #broken: { file: string; reason: string }[] = []
  #file = ''
  #feeding: Promise<void> = Promise.resolve()
  /** batches stored and not yet handed to the index */
  #ahead = 0
  #feedError: unknown

  constructor({ store, keeper }: { store: Store; keeper: IndexKeeper }, options: ImportOptions, total: number | undefined) {
    this.#store = store
    this.#keeper = keeper
    this.#options = options
    this.#totalBytes = total
  }

  get stopped(): boolean {
    return this.#options.signal?.aborted ?? false
  }

  async file(path: string): Promise<void> {
    this.#file = path
    this.#bytesBefore += this.#bytes
    this.#bytes = 0
    try {
      for await (const batch of readFile(path, { signal: this.#options.signal, onBytes: (bytes) => (this.#bytes = bytes) })) {
        // What is read after the stop may end in the middle of a record.
        if (this.stopped) break
        for (const parsed of batch) {
          if ('rejected' in parsed) this.#reject(parsed.rejected)
          else this.#take(parsed.record)
        }
        if (this.#pending.length >= BATCH) await this.#flush()
      }
    } catch (error) {
      if (!(error instanceof BroadsheetError) || error.code !== 'broken-file') throw error
      if (!this.stopped) this.#broken.push({ file: path, reason: publicMessage(error) })
    }
    await this.#flush()
  }

  async finish(): Promise<ImportReport> {
    await this.#feeding
    if (this.#feedError !== undefined) throw this.#feedError
    this.#report('indexing')
    await this.#keeper.catchUp()
    this.#report('indexing')
    return {
      read: this.#read,
      ...this.#counts,
      rejected: this.#rejected,
      rejectedMore: this.#rejectedMore,
      broken: this.#broken,
      interrupted: this.stopped,
    }
  }

  #take(raw: RawRecord): void {
    this.#read++
    try {
      for (const record of normalise(raw)) this.#pending.push({ record, raw })
    } catch (error) {
      this.#reject({ file: raw.file, line: raw.line, reason: publicMessage(error) })
    }
  }

  #reject(rejection: Rejection): void {
    if (this.#rejected.length < MAX_REJECTIONS) this.#rejected.push(rejection)
    else this.#rejectedMore++
  }

  async #flush(): Promise<void> {
    const pending = this.#pending
    this.#pending = []
    for (let at = 0; at < pending.length; at += BATCH) {
      const before = await this.#store.seq()
      const taken = await takeIn(pending.slice(at, at + BATCH).map(({ record }) => record), this.#store)
      for (const outcome of taken.outcomes) this.#counts[outcome]++
      const after = await this.#store.seq()
      this.#feed(() => this.#keeper.feedWritten(taken, before, after))
      if (this.#ahead > MAX_AHEAD) await this.#feeding
      this.#report('reading')
    }
  }

  /** Indexing runs beside reading, on its own thread; what it still owes is paid in `finish`. */
  #feed(work: () => Promise<void>): void {
    this.#ahead++
    this.#feeding = this.#feeding
      .then(work)
      .catch((error: unknown) => {
        this.#feedError ??= error
      })
      .finally(() => this.#ahead--)
  }

  #report(stage: 'reading' | 'indexing'): void {
    this.#options.onProgress?.({
      file: this.#file,
      bytes: this.#bytesBefore + this.#bytes,
      totalBytes: this.#totalBytes,
      read: this.#read,
      added: this.#counts.added,
      stage,
    })
  }
}

/** Size of all files together; undefined when one of them is a pipe or cannot be asked. */
async function totalBytes(paths: readonly string[]): Promise<number | undefined> {
  let total = 0
  for (const path of paths) {
    if (path === '-') return undefined
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile()) total += found.size
  }
  return total
}
