import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { meanOf, measure } from '../../dist/evaluate/metrics.js'
import { readCollection } from '../quality/collection.mjs'
import { availableMemory } from '../tools/memory.mjs'
import { conditions, fixed, progress, table, whole } from '../tools/report.mjs'
import { removeFolder, temporaryFolder } from '../tools/temporary.mjs'
import { firstLine, startEngine } from './contestants.mjs'

const DEPTH = 100
const MEASURES = /** @type {const} */ (['ndcg@10', 'recall@10', 'recall@100', 'mrr'])

/**
 * Judged collections, searched by every engine in each of its ways: the text of a query as plain words, any of them.
 * Prints a table.
 * @param {readonly import('./speed.mjs').Contestant[]} contestants ours first
 * @param {readonly string[]} folders as quality/collection.mjs reads them
 * @param {{ among: readonly string[], memoryPapers: number }} flags `among`: files of further papers that each corpus is ranked among
 * @returns {Promise<{ failures: string[], skipped: string[] }>} a sentence for each engine that failed or was left out
 */
export async function measureQuality(contestants, folders, { among, memoryPapers }) {
  const rows = []
  /** @type {string[]} */
  const failures = []
  /** @type {string[]} */
  const skipped = []
  for (const from of folders) {
    const { name, corpus, queries } = await readCollection(from, among)
    const folder = temporaryFolder()
    const file = join(folder, 'corpus.jsonl')
    await writeCorpus(file, corpus)
    const keyOf = new Map(corpus.map(({ id, document }) => [id, document.key]))
    const ids = corpus.map(({ id }) => id)
    corpus.length = 0
    const own = queries.map(({ self }) => (self === undefined ? undefined : keyOf.get(self)))
    progress(`${name}: ${whole(ids.length)} documents, ${queries.length} judged queries`)
    for (const contestant of contestants) {
      const heap = availableMemory() * 0.75
      if (contestant.heap !== undefined && ids.length > Math.min(memoryPapers, heap / contestant.heap)) {
        skipped.push(`${contestant.name} was left out on ${name}: ${whole(ids.length)} documents are more than memory or --memory-papers allow.`)
        continue
      }
      const child = await startEngine(contestant, heap)
      try {
        await child.call({ deed: 'build', files: [file], papers: Infinity, folder, seconds: Infinity })
        /** @type {string[]} */
        const ways = await child.call({ deed: 'open', folder })
        for (const way of ways) {
          const { found } = await child.call({ deed: 'search', way, queries: queries.map(({ text }) => text), top: DEPTH + 1, judged: true, without: own })
          const measured = queries.map(({ grades }, at) => {
            const ranked = found[at].filter((/** @type {number} */ key) => key !== own[at]).slice(0, DEPTH).map((/** @type {number} */ key) => ids[key - 1] ?? '')
            return measure(ranked, grades)
          })
          const means = meanOf(measured)
          rows.push([name, whole(ids.length), queries.length, `${contestant.name}, ${way}`, ...MEASURES.map((one) => fixed(means[one], 4))])
          progress(`${name}, ${contestant.name}, ${way}: nDCG@10 ${rows.at(-1)?.[4]}`)
        }
      } catch (error) {
        failures.push(`${contestant.name} on ${name}: ${firstLine(error)}`)
        progress(`failed: ${failures.at(-1)}`)
      }
      await child.end()
    }
    removeFolder(folder)
  }
  console.log(`\nQueries as plain words, any of them; ours with 200 candidates a signal, as a page of results (${conditions()}).\n`)
  console.log(table(['collection', 'documents', 'queries', 'search', 'nDCG@10', 'R@10', 'R@100', 'MRR@100'], rows))
  return { failures, skipped }
}

/** @param {string} file @param {Awaited<ReturnType<typeof readCollection>>['corpus']} corpus in order of key */
async function writeCorpus(file, corpus) {
  const out = createWriteStream(file)
  const written = finished(out)
  for (const { id, document } of corpus) {
    const { title, abstract, authors, keywords, categories, venue, published } = document
    if (!out.write(`${JSON.stringify({ id, title, abstract, authors, keywords, categories, venue, created: published })}\n`)) await once(out, 'drain')
  }
  out.end()
  await written
}
