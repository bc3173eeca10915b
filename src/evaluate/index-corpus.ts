import { stat } from 'node:fs/promises'
import { BroadsheetError } from '../paper/errors.ts'
import { foldTex } from '../paper/tex/fold-tex.ts'
import type { IndexDocument, SearchIndex } from '../search-index/search-index.ts'
import { documentOf } from './document-of.ts'
import { readJsonRecords, type ReadOptions } from './read-records.ts'

/** Documents handed to the index at a time. */
const BATCH = 500

/** What has been indexed. Texts are the index's alone. */
export interface IndexedCorpus {
  /** by key, which counts from 1; each stands for one paper only */
  readonly ids: readonly string[]
  /** of the corpus' own papers */
  readonly keyOf: ReadonlyMap<string, number>
  /** papers of further files left out, as one of the corpus has their id or title */
  readonly leftOut: number
}

export interface ReadingProgress {
  readonly papers: number
  /** of all files on disk */
  readonly bytes: number
  readonly totalBytes: number
}

export interface IndexCorpusOptions extends Omit<ReadOptions, 'onBytes'> {
  /** what is to be done to documents before they are indexed */
  readonly prepare?: ((documents: readonly IndexDocument[]) => Promise<readonly IndexDocument[]>) | undefined
  readonly onProgress?: ((progress: ReadingProgress) => void) | undefined
}

/**
 * Streams a corpus into an empty index, then further papers to find it among, and makes all findable.
 * @param among files of papers in which nothing is relevant
 * @throws BroadsheetError broken-file when a file cannot be opened
 */
export async function indexCorpus(index: SearchIndex, corpus: readonly string[], among: readonly string[], options: IndexCorpusOptions): Promise<IndexedCorpus> {
  const sizes = await Promise.all([...corpus, ...among].map(sizeOf))
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0)
  const ids: string[] = ['']
  const keyOf = new Map<string, number>()
  const further = new Set<string>()
  // Only where there is something to compare with.
  const titles = among.length === 0 ? undefined : new Set<string>()
  let leftOut = 0
  let before = 0
  let batch: IndexDocument[] = []
  const flush = async (): Promise<void> => {
    const documents = batch
    batch = []
    await index.add(options.prepare === undefined ? documents : await options.prepare(documents))
  }
  for (const [number, file] of [...corpus, ...among].entries()) {
    const own = number < corpus.length
    const onBytes = (bytes: number): void => options.onProgress?.({ papers: ids.length - 1, bytes: before + bytes, totalBytes })
    for await (const records of readJsonRecords(file, { ...options, onBytes })) {
      for (const record of records) {
        const read = documentOf(record, ids.length)
        if (typeof read === 'string') {
          options.damage.line({ file, line: record.line, reason: read })
          continue
        }
        const { id, document } = read
        if (own && keyOf.has(id)) {
          options.damage.line({ file, line: record.line, reason: `the paper “${id}” has been given before` })
          continue
        }
        const title = titles && titleKey(document.title)
        if (!own && (keyOf.has(id) || (title !== undefined && titles!.has(title)))) {
          leftOut++
          continue
        }
        if (own) {
          if (title !== undefined) titles?.add(title)
          keyOf.set(id, ids.length)
        }
        // Lists of papers are known to give one id to many (“venue/None”), which are papers all the same.
        ids.push(further.has(id) ? `${id}#${ids.length}` : id)
        if (!own) further.add(id)
        batch.push(document)
        if (batch.length >= BATCH) await flush()
      }
      options.signal?.throwIfAborted()
    }
    before += sizes[number]!
  }
  if (batch.length > 0) await flush()
  await index.commit(1)
  return { ids, keyOf, leftOut }
}

/** Asked before anything is read: a name mistyped is not to be found out after minutes. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (cause) {
    throw new BroadsheetError('broken-file', `${file} ${(cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'}.`, { cause })
  }
}

/** Titles that differ in writing only are one title; one without letters or digits is none. */
function titleKey(title: string): string | undefined {
  const folded = foldTex(title).replaceAll(' ', '')
  return folded === '' ? undefined : folded
}
