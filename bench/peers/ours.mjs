import { join } from 'node:path'
import { CANDIDATES } from '../../dist/edition/search.js'
import { openEmbeddedIndex } from '../../dist/search-index/embedded/embedded.js'
import { DEFAULT_EMBEDDER } from '../../dist/search-index/embedder/embedder.js'
import { parseQuery } from '../../dist/search-index/query/parse-query.js'
import { plainQuery } from '../../dist/search-index/query/plain-query.js'
import { searchAsServed } from '../quality/search-as-served.mjs'

/** The building thread takes so many batches ahead. */
const AHEAD = 3

const open = (/** @type {string} */ folder) => openEmbeddedIndex({ folder: join(folder, 'ours'), model: DEFAULT_EMBEDDER, threads: 1 })

/** Our engine, from the query as typed to the fused order, message to its thread and back included. @type {import('./engine.mjs').Engine} */
export const engine = {
  build: async (folder) => {
    const index = await open(folder)
    return {
      // The last few go one by one, so that what is still under way when this returns is next to nothing.
      add: async (documents) => {
        await index.add(documents.slice(0, -AHEAD))
        for (const document of documents.slice(-AHEAD)) await index.add([document])
      },
      finish: async () => {
        await index.commit(1)
        await index.close()
      },
    }
  },
  open: async (folder) => {
    const index = await open(folder)
    await index.warmUp()
    const search = (/** @type {import('../../dist/search-index/search-index.js').SearchMode} */ mode) => async (/** @type {string} */ query, /** @type {import('./engine.mjs').Asked} */ { top, judged, without }) => {
      const keys = await searchAsServed(index, judged ? plainQuery(query) : parseQuery(query), { mode, candidates: Math.max(CANDIDATES, top), without })
      return keys.slice(0, top)
    }
    return { words: search('words'), meaning: search('meaning'), both: search('both') }
  },
}
