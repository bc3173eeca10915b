import { join } from 'node:path'
import { fuse } from '../../dist/rank/fuse.js'
import { openEmbeddedIndex } from '../../dist/search-index/embedded/embedded.js'
import { DEFAULT_EMBEDDER } from '../../dist/search-index/embedder/embedder.js'
import { parseQuery } from '../../dist/search-index/query/parse-query.js'
import { TOP } from './engine.mjs'

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
    const search = (/** @type {import('../../dist/search-index/search-index.js').SearchMode} */ mode) => async (/** @type {string} */ query) => {
      const { candidates } = await index.search(parseQuery(query), { candidates: TOP, mode })
      return fuse(candidates).slice(0, TOP).map(({ candidate }) => candidate.key)
    }
    return { words: search('words'), meaning: search('meaning'), both: search('both') }
  },
}
