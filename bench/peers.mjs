// How do we compare? Our engine, SQLite FTS5, MiniSearch and sqlite-vec, with the same papers and queries in one run.
import { existsSync } from 'node:fs'
import { mean, overlap, percentile } from './metrics.mjs'
import { TOP } from './peers/engine.mjs'
import { shareTime } from './peers/share-time.mjs'
import './tools/built.mjs'
import { startProcess } from './tools/call.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { availableMemory } from './tools/memory.mjs'
import { readPapers } from './tools/papers.mjs'
import { makeQueries, randomFrom } from './tools/queries.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'
import { temporaryFolder } from './tools/temporary.mjs'

const USAGE = `node bench/peers.mjs [--papers N] [--queries 500] [--rounds 5] [--minutes 8.5] [--minisearch-papers N] [--seed 1] FILE…
  FILE…               JSON Lines of papers, .gz or not
  --papers            only the first N
  --queries           in all rounds together; who is too slow for the time that there is gets fewer of the same
  --minisearch-papers MiniSearch gets fewer (default: what memory and a third of the time allow)`
const { flags, words: files } = readFlags(USAGE, { papers: Infinity, queries: 500, rounds: 5, minutes: 8.5, 'minisearch-papers': Infinity, seed: 1 })
if (files.length === 0) complain(USAGE, 'No files.')
for (const file of files) if (!existsSync(file)) complain(USAGE, `There is no file ${file}.`)

/** What MiniSearch takes a paper, with some room, bytes of heap. */
const MINISEARCH_BYTES = 16_000
const MINISEARCH_SHARE = 1 / 3
/** a round */
const LEAST_QUERIES = 5
const WARM_UP = 100
const TURN_WARM_UP = 4
const deadline = flags.minutes * 60

const { tells } = await import('./peers/telling-words.mjs')
const titles = []
let papers = 0
const random = randomFrom(flags.seed)
for await (const batch of readPapers(files, flags.papers)) {
  papers += batch.length
  for (const { title } of batch) if (random() < 0.05 || titles.length < 100) titles.push(title)
}
const queries = makeQueries(titles, flags.queries, flags.seed, tells)
const others = makeQueries(titles, WARM_UP, flags.seed + 1, tells)
const aRound = Math.floor(queries.length / flags.rounds)
progress(`${whole(papers)} papers, ${queries.length} queries such as “${queries[4]}”`)

const heap = Math.floor(availableMemory() * 0.75)
const forMiniSearch = Math.min(papers, flags['minisearch-papers'], Math.floor(heap / MINISEARCH_BYTES))

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} engine
 * @property {number} papers
 */
/** @type {Contestant[]} */
const contestants = [
  { name: 'Broadsheet', engine: 'ours', papers },
  { name: 'SQLite FTS5', engine: 'fts5', papers },
  { name: 'sqlite-vec float', engine: 'sqlite-vec float', papers },
  { name: 'sqlite-vec int8', engine: 'sqlite-vec int8', papers },
  { name: 'MiniSearch', engine: 'minisearch', papers: forMiniSearch },
]

/** @typedef {{ rounds: number[][], found: number[][][] }} Answers by round, then by query */
/** @type {{ contestant: Contestant, built: any, memory: number, child: ReturnType<typeof startProcess>, ways: Map<string, Answers> }[]} */
const running = []
/** @type {string[]} */
const failures = []
const shared = temporaryFolder()
for (const contestant of contestants) await admit(contestant)
// Who got fewer papers is compared with ours holding as many.
const fewer = running.find(({ contestant }) => contestant.papers < papers)?.contestant.papers
if (fewer !== undefined) await admit({ name: `Broadsheet, ${whole(fewer)} papers`, engine: 'ours', papers: fewer })
await searchInRounds()
for (const one of running) {
  one.memory = await one.child.call({ deed: 'memory' })
  await one.child.end()
}
report()
// An engine that failed may have left its process waiting.
process.exit(failures.length > 0 ? 1 : 0)

/** @param {Contestant} contestant */
async function admit(contestant) {
  progress(`${contestant.name} …`)
  try {
    running.push(await prepare(contestant))
  } catch (error) {
    failures.push(`${contestant.name} with ${whole(contestant.papers)} papers: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : error}`)
    progress(`failed: ${failures.at(-1)}`)
  }
}

/** Builds in one process and opens in another, so that what building leaves behind is not counted as the index. @param {Contestant} contestant */
async function prepare(contestant) {
  const folder = contestant.papers === papers ? shared : temporaryFolder()
  let child = await startEngine(contestant.engine)
  const built = await child.call({ deed: 'build', files, papers: contestant.papers, folder, seconds: contestant.engine === 'minisearch' ? deadline * MINISEARCH_SHARE : Infinity })
  contestant.papers = built.papers
  progress(`${contestant.name}: ${whole(built.papers)} papers built in ${fixed(built.seconds, 1)} s, ${whole(built.papers / built.seconds)} a second`)
  if (!child.keepsNoFiles) {
    await child.end()
    child = await startEngine(contestant.engine)
  }
  /** @type {string[]} */
  const ways = await child.call({ deed: 'open', folder })
  return { contestant, built, memory: NaN, child, ways: new Map(ways.map((way) => [way, { rounds: [], found: [] }])) }
}

/** @param {string} name */
async function startEngine(name) {
  const child = startProcess(new URL('peers/engine-process.mjs', import.meta.url), {
    execArgv: ['--expose-gc', ...(name === 'minisearch' ? [`--max-old-space-size=${Math.floor(heap / 2 ** 20)}`] : [])],
  })
  return { ...child, ...(await child.call({ deed: 'load', name })) }
}

/** A B C, A B C …: what the machine does meanwhile hits all alike. Each round has queries of its own. */
async function searchInRounds() {
  const all = running.flatMap((one) => [...one.ways].map(([way, answers]) => ({ ...one, way, answers })))
  const needs = []
  for (const { child, way } of all) {
    const { times } = await child.call({ deed: 'search', way, warmUp: [], queries: others, seconds: 2 })
    needs.push((mean(times) / 1000) * queries.length)
  }
  const shares = shareTime(needs, (deadline - performance.now() / 1000) * 0.9)
  const takes = shares.map((share, at) => Math.max(Math.min(LEAST_QUERIES, aRound), Math.floor(aRound * Math.min(1, share / needs[at]))))
  for (let round = 0; round < flags.rounds; round++) {
    for (const [at, { contestant, child, way, answers }] of all.entries()) {
      const from = round * aRound
      const { times, found } = await child.call({ deed: 'search', way, warmUp: others.slice(0, TURN_WARM_UP), queries: queries.slice(from, from + takes[at]), seconds: 60 })
      answers.rounds.push(times)
      answers.found.push(found)
      progress(`round ${round + 1}, ${contestant.name}, ${way}: ${times.length} queries, p50 ${ms(percentile(times, 0.5))} ms`)
    }
  }
}

function report() {
  const find = (/** @type {string} */ engine, /** @type {number} */ held, /** @type {string} */ way) =>
    running.find(({ contestant }) => contestant.engine === engine && contestant.papers === held)?.ways.get(way)

  console.log(`${whole(papers)} papers, queries of 1 to 8 words that stand side by side in titles, best ${TOP} by any word, one at a time (${conditions()}).\n`)
  console.log(
    table(
      ['engine', 'papers', 'papers/s to build', 'memory while building, MB', 'memory while searching, MB'],
      running.map(({ contestant, built, memory }) => [contestant.name, whole(built.papers), whole(built.papers / built.seconds), mb(built.peak), mb(memory)]),
    ),
  )
  console.log('\nMemory is what the process holds beyond an empty one: the most while building, and after all searches in a process that only opened the files (MiniSearch has none). Ours builds words, phrases, filters and vectors in one go.\n')
  const rows = running.flatMap(({ contestant, ways }) =>
    [...ways].map(([way, answers]) => {
      const mine = contestant.engine === 'ours' ? undefined : find('ours', contestant.papers, contestant.engine.startsWith('sqlite-vec') ? 'meaning' : 'words')
      // Ours over the same queries, where a slow peer had time for the first ones of each round only.
      const alike = mine?.rounds.map((times, round) => times.slice(0, answers.rounds[round]?.length)).flat()
      const times = answers.rounds.flat()
      const ratio = (/** @type {number} */ p) => (alike === undefined ? '' : `${fixed(percentile(times, p) / percentile(alike, p), 1)} ×`)
      const name = contestant.name === 'Broadsheet' || contestant.engine !== 'ours' ? `${contestant.name}, ${way}` : `${contestant.name}: ${way}`
      return [name, whole(contestant.papers), times.length, ms(percentile(times, 0.5)), ms(percentile(times, 0.99)), ratio(0.5), ratio(0.99)]
    }),
  )
  console.log(table(['search', 'papers', 'queries', 'p50 ms', 'p99 ms', 'p50 to ours', 'p99 to ours'], rows))
  console.log(`\n${flags.rounds} rounds, all engines in turn in each. Ours is timed from the query as typed to the fused order, the messages to its thread and back included; ratios are over the same queries, with our search by words or by meaning.\n`)
  /** @type {[string, Answers | undefined, Answers | undefined][]} */
  const pairs = [
    ['Broadsheet, words, and FTS5 without stop words', find('ours', papers, 'words'), find('fts5', papers, 'stop words left out')],
    ['Broadsheet, words, and MiniSearch without stop words', find('ours', fewer ?? papers, 'words'), find('minisearch', fewer ?? papers, 'stop words left out')],
    ['Broadsheet, meaning, and sqlite-vec float', find('ours', papers, 'meaning'), find('sqlite-vec float', papers, 'scan')],
  ]
  const overlaps = pairs.flatMap(([name, left, right]) => {
    if (left === undefined || right === undefined) return []
    const common = left.found.flatMap((found, round) => found.slice(0, right.found[round]?.length).map((keys, query) => overlap(keys, right.found[round]?.[query] ?? [], 10)))
    return [[name, common.length, fixed(mean(common), 2)]]
  })
  console.log(table(['the best ten of', 'queries', 'in common'], overlaps))
  for (const failure of failures) console.log(`\nFailed: ${failure}`)
}
