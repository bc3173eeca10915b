/**
 * Trains the house embedder: papers' titles and abstracts in, a file of word vectors out. The room knows texts, word
 * vectors and arithmetic; it knows no store, no engine and no judged collection. The same files, options and seed give
 * the same bytes on every machine.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { BroadsheetError } from '../paper/errors.ts'
import { checksumOf, packWordVectors, quantiseRows, type WordVectors } from '../search-index/embedder/house.ts'
import { readCorpus } from './corpus.ts'
import { Random } from './random.ts'
import { startTable } from './start.ts'
import { Trainer, type TrainingOptions } from './trainer.ts'

export interface TrainRequest {
  /** papers as JSON Lines with `title` and `abstract`, plain or gzipped */
  readonly files: readonly string[]
  /** where the model goes; beside it, `.part` is kept until it is finished, to go on from */
  readonly out: string
  /** vectors of words and pieces to begin with, in as many dimensions */
  readonly start?: WordVectors | undefined
  readonly sizes: { readonly words: number; readonly pieces: number }
  readonly options: TrainingOptions
  /** steps between two checkpoints */
  readonly saveEvery: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (progress: TrainProgress) => void
}

export type TrainProgress =
  | { readonly stage: 'reading'; readonly papers: number }
  /** `other`: a checkpoint is there, but of another training; it will be replaced */
  | { readonly stage: 'other' }
  | { readonly stage: 'resuming' | 'saved'; readonly step: number }
  | { readonly stage: 'training'; readonly step: number; readonly steps: number; readonly loss: number }

export interface Trained {
  /** SHA-256 of the model's file */
  readonly checksum: string
  readonly bytes: number
  readonly papers: number
}

/**
 * @throws BroadsheetError bad-input when there is nothing to learn from
 * @throws BroadsheetError broken-file when a file cannot be read
 * @throws the signal's reason when it is aborted, after a checkpoint if there is anything to keep
 */
export async function train({ files, out, start, sizes, options, saveEvery, signal, onProgress }: TrainRequest): Promise<Trained> {
  const corpus = await readCorpus(files, sizes, (papers) => {
    signal?.throwIfAborted()
    onProgress({ stage: 'reading', papers })
  })
  const papers = corpus.field.length
  if (papers < options.batch) throw new BroadsheetError('bad-input', `There are ${papers} papers to learn from; a batch takes ${options.batch}.`)
  if (start !== undefined && start.dimensions !== options.dimensions) {
    throw new BroadsheetError('bad-input', `The vectors to begin with have ${start.dimensions} dimensions; the model has ${options.dimensions}.`)
  }
  const trainer = new Trainer(corpus, options)
  startTable(trainer.table, options.dimensions, corpus.vocabulary, papers, new Random(options.seed + 1), start)
  const { words, pieces, wordHashes, pieceHashes } = corpus.vocabulary
  const numbers = [corpus.handles, corpus.runStart, corpus.paperStart, corpus.field].map(({ buffer, byteOffset, byteLength }) => checksumOf(new Uint8Array(buffer, byteOffset, byteLength)))
  /** What a checkpoint belongs to. */
  const identity = checksumOf(Buffer.from(JSON.stringify([options, words, pieces, numbers, start && checksumOf(packWordVectors(start))])))
  const part = `${out}.part`
  mkdirSync(dirname(out), { recursive: true })
  if (existsSync(part)) onProgress(trainer.restore(readFileSync(part), identity) ? { stage: 'resuming', step: trainer.step } : { stage: 'other' })
  const save = (): void => {
    writeFileSync(`${part}.new`, trainer.save(identity))
    renameSync(`${part}.new`, part)
    onProgress({ stage: 'saved', step: trainer.step })
  }
  while (trainer.step < options.steps) {
    const loss = trainer.next()
    onProgress({ stage: 'training', step: trainer.step, steps: options.steps, loss })
    if (trainer.step % saveEvery === 0) save()
    // Lets an interruption be heard.
    await new Promise((resolve) => setImmediate(resolve))
    if (signal?.aborted) {
      save()
      signal.throwIfAborted()
    }
  }
  const { dimensions } = options
  const bytes = packWordVectors({ dimensions, words: wordHashes, pieces: pieceHashes, ...quantiseRows(trainer.average(), dimensions) })
  writeFileSync(`${out}.new`, bytes)
  renameSync(`${out}.new`, out)
  rmSync(part, { force: true })
  return { checksum: checksumOf(bytes), bytes: bytes.length, papers }
}
