import { startProcess } from '../tools/call.mjs'
import { progress } from '../tools/report.mjs'
import { installThrowAway } from './throw-away-package.mjs'

/**
 * @typedef {object} Contestant
 * @property {string} name as in the tables
 * @property {string} engine as engine-process.mjs knows it
 * @property {boolean} [vectors] it searches the vectors of our snapshot, so ours is built before it in the same folder
 * @property {number} [heap] bytes of heap that it takes a paper, with some room: it lives in memory, and gets as many papers as that allows
 */

/** All there are, ours first. @type {readonly Contestant[]} */
export const CONTESTANTS = [
  { name: 'Broadsheet', engine: 'ours' },
  { name: 'SQLite FTS5', engine: 'fts5' },
  { name: 'sqlite-vec float', engine: 'sqlite-vec float', vectors: true },
  { name: 'sqlite-vec int8', engine: 'sqlite-vec int8', vectors: true },
  { name: 'LanceDB', engine: 'lancedb', vectors: true },
  { name: 'MiniSearch', engine: 'minisearch', heap: 16_000 },
  { name: 'Orama', engine: 'orama', heap: 40_000 },
]

/**
 * Those of the named engines that can be had, with the packages that are no dependency installed for this run.
 * @param {readonly string[]} names of engines; all when empty. Ours is always there.
 * @returns {Promise<{ here: (Contestant & { address: string | undefined })[], skipped: string[] }>} `skipped`: a sentence for each that is not here
 */
export async function gather(names) {
  const here = []
  const skipped = []
  for (const contestant of CONTESTANTS) {
    const { name, engine } = contestant
    if (engine !== 'ours' && names.length > 0 && !names.some((one) => engine.startsWith(one))) continue
    try {
      here.push({ ...contestant, address: await installThrowAway(engine) })
    } catch (error) {
      skipped.push(`${name} was left out: ${firstLine(error)}`)
      progress(/** @type {string} */ (skipped.at(-1)))
    }
  }
  return { here, skipped }
}

/**
 * Starts an engine in a process of its own.
 * @param {Contestant & { address: string | undefined }} contestant
 * @param {number} heap bytes that one which lives in memory may take
 */
export async function startEngine({ engine, address, heap: needs }, heap) {
  const child = startProcess(new URL('engine-process.mjs', import.meta.url), {
    // LanceDB warns of its own future at every search, and would be timed while it does.
    env: { ...process.env, LANCEDB_LOG: 'error' },
    execArgv: ['--expose-gc', ...(needs === undefined ? [] : [`--max-old-space-size=${Math.floor(heap / 2 ** 20)}`])],
  })
  return { ...child, ...(await child.call({ deed: 'load', name: engine, address })) }
}

/** @param {unknown} error */
export const firstLine = (error) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
