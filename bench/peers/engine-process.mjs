/** One contestant in a process of its own: does what its parent says, one thing at a time, and answers. */
import { memoryOf } from '../tools/memory.mjs'
import { readPapers } from '../tools/papers.mjs'

/** @type {import('./engine.mjs').Engine} */
let engine
/** @type {import('./engine.mjs').Searches} */
let searches = {}
/** what the process holds with everything loaded and nothing built or opened, bytes */
let bare = 0

const settled = async () => {
  // Garbage is no engine's memory; a second round takes what the first one let go of.
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return memoryOf('self')
}

/** @type {Record<string, (message: any) => Promise<unknown>>} */
const deeds = {
  load: async ({ name, address }) => {
    engine = await loadEngine(name, address)
    bare = (await settled()).resident
    return { keepsNoFiles: engine.keepsNoFiles === true }
  },

  /** Reading and parsing the files is left out of the time: the engine works on whole batches, and nothing is read meanwhile. Ends early after `seconds`. */
  build: async ({ files, papers, folder, seconds }) => {
    const build = await engine.build(folder)
    const before = memoryOf('self').resident
    let taken = 0
    let milliseconds = 0
    const timed = async (/** @type {() => unknown} */ work) => {
      const started = performance.now()
      await work()
      milliseconds += performance.now() - started
    }
    for await (const documents of readPapers(files, papers, 2000)) {
      await timed(() => build.add(documents))
      taken += documents.length
      if (milliseconds > seconds * 1000) break
    }
    await timed(() => build.finish())
    return { papers: taken, seconds: milliseconds / 1000, peak: memoryOf('self').peak - before }
  },

  open: async ({ folder }) => {
    searches = await engine.open(folder)
    return Object.keys(searches)
  },

  /** @returns what each query took, ms, and the best `keep` that it found */
  search: async ({ way, warmUp = [], queries, seconds = Infinity, top, keep = top, judged = false, without = [] }) => {
    const search = searches[way]
    if (search === undefined) throw new Error(`there is no way “${way}” to search`)
    // The processor's caches still hold the engine that had its turn before.
    for (const query of warmUp) await search(query, { top })
    /** @type {number[]} */
    const times = []
    const found = []
    const until = performance.now() + seconds * 1000
    for (const [at, query] of queries.entries()) {
      if (performance.now() > until) break
      const started = performance.now()
      const keys = await search(query, { top, judged, without: without[at] })
      times.push(performance.now() - started)
      found.push(keys.slice(0, keep))
    }
    return { times, found }
  },

  memory: async () => (await settled()).resident - bare,
}

/** @param {string} name @param {string | undefined} address of a package that is no dependency */
async function loadEngine(name, address = '') {
  if (name === 'ours') return (await import('./ours.mjs')).engine
  if (name === 'fts5') return (await import('./fts5.mjs')).engine
  if (name === 'minisearch') return (await import('./minisearch.mjs')).engine
  if (name === 'sqlite-vec float') return (await import('./sqlite-vec.mjs')).sqliteVec('float')
  if (name === 'sqlite-vec int8') return (await import('./sqlite-vec.mjs')).sqliteVec('int8')
  if (name === 'lancedb') return (await import('./lancedb.mjs')).lancedb(address)
  if (name === 'orama') return (await import('./orama.mjs')).orama(address)
  throw new Error(`there is no engine “${name}”`)
}

process.on('message', async (/** @type {{ deed: string }} */ message) => {
  try {
    process.send?.({ done: await deeds[message.deed]?.(message) })
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
