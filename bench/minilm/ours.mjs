import { openEmbeddedIndex } from '../../dist/search-index/embedded/embedded.js'
import { DEFAULT_EMBEDDER } from '../../dist/search-index/embedder/embedder.js'

const BATCH = 1000
/** So many documents are taken in at least to say how fast that is: a small corpus would measure the start of a thread. */
const LEAST_TIMED = 20_000

/**
 * An index of a corpus in memory.
 * @param {Awaited<ReturnType<typeof import('../quality/collection.mjs').readCollection>>['corpus']} corpus in order of key, from 1
 */
export async function indexOf(corpus) {
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  for (let at = 0; at < corpus.length; at += BATCH) await index.add(corpus.slice(at, at + BATCH).map(({ document }) => document))
  await index.commit(1)
  return index
}

/**
 * Papers a second that our engine takes in, words and vectors and all, from the first to all being findable; a small
 * corpus as often as it takes.
 * @param {Parameters<typeof indexOf>[0]} corpus
 */
export async function intakeOf(corpus) {
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  const started = performance.now()
  let taken = 0
  while (taken < LEAST_TIMED) {
    for (let at = 0; at < corpus.length; at += BATCH) {
      const first = taken
      await index.add(corpus.slice(at, at + BATCH).map(({ document }, number) => ({ ...document, key: first + number + 1 })))
      taken += Math.min(BATCH, corpus.length - at)
    }
  }
  await index.commit(1)
  const seconds = (performance.now() - started) / 1000
  await index.close()
  return taken / seconds
}
