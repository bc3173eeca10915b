import { join } from 'node:path'
import { TITLE_WEIGHT, wordsOf } from './engine.mjs'
import { paperVectors, queryVector, unitFloats } from './our-vectors.mjs'

/** Rows of an addition: each makes a fragment and a version of the table. */
const BATCH = 20_000

/**
 * LanceDB: its full-text index of title and of all else, any word, stemmed and without stop words as by default; a flat
 * scan of our own vectors, as exact as ours; and both by its own reciprocal rank fusion.
 * @param {string} address of the package
 * @returns {Promise<import('./engine.mjs').Engine>}
 */
export async function lancedb(address) {
  const lance = await import(address)
  const connect = (/** @type {string} */ folder) => lance.connect(join(folder, 'lancedb'))
  return {
    build: async (folder) => {
      const db = await connect(folder)
      const vectors = paperVectors(folder)
      /** @type {any} */
      let papers
      /** @type {Record<string, unknown>[]} */
      let rows = []
      const write = async () => {
        if (rows.length === 0) return
        if (papers === undefined) papers = await db.createTable('papers', rows)
        else await papers.add(rows)
        rows = []
      }
      return {
        add: async (documents) => {
          for (const { key, title, abstract, keywords, authors } of documents) {
            rows.push({ key, title, text: [abstract, ...keywords, ...authors].join('\n'), vector: Array.from(unitFloats(vectors(key))) })
          }
          if (rows.length >= BATCH) await write()
        },
        finish: async () => {
          await write()
          await papers.optimize()
          for (const column of ['title', 'text']) await papers.createIndex(column, { config: lance.Index.fts({ withPosition: false }) })
          db.close()
        },
      }
    },
    open: async (folder) => {
      const papers = await (await connect(folder)).openTable('papers')
      const fuse = await lance.rerankers.RRFReranker.create()
      const keysOf = async (/** @type {any} */ asked, /** @type {number} */ top) => (await asked.select(['key']).limit(top).toArray()).map((/** @type {{ key: number }} */ { key }) => Number(key))
      const text = (/** @type {string} */ query) => new lance.MultiMatchQuery(wordsOf(query).join(' '), ['title', 'text'], { boosts: [TITLE_WEIGHT, 1] })
      return {
        words: (query, { top }) => keysOf(papers.query().fullTextSearch(text(query)), top),
        scan: (query, { top, judged }) => {
          const vector = queryVector(query, judged)
          return vector === undefined ? [] : keysOf(papers.vectorSearch(vector).distanceType('l2'), top)
        },
        'both, its own fusion': (query, { top, judged }) => {
          const vector = queryVector(query, judged)
          const words = papers.query().fullTextSearch(text(query))
          return keysOf(vector === undefined ? words : words.nearestTo(vector).distanceType('l2').rerank(fuse), top)
        },
      }
    },
  }
}
