import { mean, overlap, percentile } from '../metrics.mjs'
import { availableMemory } from '../tools/memory.mjs'
import { readPapers } from '../tools/papers.mjs'
import { makeQueries, randomFrom } from '../tools/queries.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from '../tools/report.mjs'
import { temporaryFolder } from '../tools/temporary.mjs'
import { firstLine, startEngine } from './contestants.mjs'
import { shareTime } from './share-time.mjs'
import { tells } from './telling-words.mjs'

/** How many papers a search asks for. */
const TOP = 50
/** Of the time that there is, for building one that lives in memory. */
const BUILD_SHARE = 1 / 5
/** a round */
const LEAST_QUERIES = 5
const WARM_UP = 100
const TURN_WARM_UP = 4

/**
 * @typedef {Awaited<ReturnType<typeof import('./contestants.mjs').gather>>['here'][number]} Contestant
 * @typedef {{ rounds: number[][], found: number[][][] }} Answers ms and the best ten, by round, then by query
 * @typedef {{ contestant: Contestant, papers: number, built: { papers: number, seconds: number, peak: number }, memory: number, child: Awaited<ReturnType<typeof startEngine>>, ways: Map<string, Answers> }} Running
 */

/**
 * Builds every engine with the same papers and lets them search in turn, then prints what it took.
 * @param {readonly Contestant[]} contestants ours first
 * @param {readonly string[]} files of papers
 * @param {{ papers: number, memoryPapers: number, queries: number, rounds: number, seconds: number, seed: number }} flags `seconds` from now on
 * @returns {Promise<string[]>} a sentence for each engine that failed
 */
export async function measureSpeed(contestants, files, flags) {
  const deadline = performance.now() / 1000 + flags.seconds
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

  const inMemory = contestants.filter(({ heap }) => heap !== undefined).length
  const heap = Math.floor((availableMemory() * 0.75) / Math.max(1, inMemory))
  const shared = temporaryFolder()
  /** @type {Running[]} */
  const running = []
  /** @type {string[]} */
  const failures = []
  for (const contestant of contestants) {
    const { heap: needs } = contestant
    await admit(contestant, needs === undefined ? papers : Math.min(papers, flags.memoryPapers, Math.floor(heap / needs)))
  }
  // Who got fewer papers is compared with ours holding as many.
  const [ours] = contestants
  for (const fewer of new Set(running.map((one) => one.papers).filter((held) => held < papers))) {
    if (ours !== undefined) await admit({ ...ours, name: `Broadsheet, ${whole(fewer)} papers` }, fewer)
  }
  await searchInRounds()
  for (const one of running) {
    one.memory = await one.child.call({ deed: 'memory' })
    await one.child.end()
  }
  report()
  return failures

  /** @param {Contestant} contestant @param {number} held */
  async function admit(contestant, held) {
    progress(`${contestant.name} …`)
    try {
      running.push(await prepare(contestant, held))
    } catch (error) {
      failures.push(`${contestant.name} with ${whole(held)} papers: ${firstLine(error)}`)
      progress(`failed: ${failures.at(-1)}`)
    }
  }

  /** Builds in one process and opens in another, so that what building leaves behind is not counted as the index. @param {Contestant} contestant @param {number} held @returns {Promise<Running>} */
  async function prepare(contestant, held) {
    const folder = held === papers ? shared : temporaryFolder()
    let child = await startEngine(contestant, heap)
    const built = await child.call({ deed: 'build', files, papers: held, folder, seconds: contestant.heap === undefined ? Infinity : flags.seconds * BUILD_SHARE })
    progress(`${contestant.name}: ${whole(built.papers)} papers built in ${fixed(built.seconds, 1)} s, ${whole(built.papers / built.seconds)} a second`)
    if (!child.keepsNoFiles) {
      await child.end()
      child = await startEngine(contestant, heap)
    }
    /** @type {string[]} */
    const ways = await child.call({ deed: 'open', folder })
    return { contestant, papers: built.papers, built, memory: NaN, child, ways: new Map(ways.map((way) => [way, { rounds: [], found: [] }])) }
  }

  /** A B C, A B C …: what the machine does meanwhile hits all alike. Each round has queries of its own. */
  async function searchInRounds() {
    const all = running.flatMap((one) => [...one.ways].map(([way, answers]) => ({ ...one, way, answers })))
    const needs = []
    for (const { child, way } of all) {
      const { times } = await child.call({ deed: 'search', way, queries: others, seconds: 2, top: TOP, keep: 0 })
      needs.push((mean(times) / 1000) * queries.length)
    }
    const shares = shareTime(needs, (deadline - performance.now() / 1000) * 0.9)
    const takes = shares.map((share, at) => Math.max(Math.min(LEAST_QUERIES, aRound), Math.floor(aRound * Math.min(1, share / needs[at]))))
    for (let round = 0; round < flags.rounds; round++) {
      for (const [at, { contestant, child, way, answers }] of all.entries()) {
        const from = round * aRound
        const { times, found } = await child.call({ deed: 'search', way, warmUp: others.slice(0, TURN_WARM_UP), queries: queries.slice(from, from + takes[at]), seconds: 60, top: TOP, keep: 10 })
        answers.rounds.push(times)
        answers.found.push(found)
        progress(`round ${round + 1}, ${contestant.name}, ${way}: ${times.length} queries, p50 ${ms(percentile(times, 0.5))} ms`)
      }
    }
  }

  function report() {
    const find = (/** @type {string} */ engine, /** @type {number} */ held, /** @type {string} */ way) =>
      running.find((one) => one.contestant.engine === engine && one.papers === held)?.ways.get(way)

    console.log(`${whole(papers)} papers, queries of 1 to 8 words that stand side by side in titles, best ${TOP} by any word, one at a time (${conditions()}).\n`)
    console.log(
      table(
        ['engine', 'papers', 'papers/s to build', 'memory while building, MB', 'memory while searching, MB'],
        running.map(({ contestant, built, memory }) => [contestant.name, whole(built.papers), whole(built.papers / built.seconds), mb(built.peak), mb(memory)]),
      ),
    )
    console.log('\nMemory is what the process holds beyond an empty one: the most while building, and after all searches in a process that only opened the files (MiniSearch and Orama have none). Ours builds words, phrases, filters and vectors in one go; LanceDB is given our vectors.')
    for (const { contestant, built } of running) {
      if (contestant.heap !== undefined && built.papers < papers) console.log(`${contestant.name} holds ${whole(built.papers)} papers, as many as --memory-papers, memory and a fifth of the time allow, and is compared with ours holding as many.`)
    }
    const rows = running.flatMap(({ contestant, papers: held, ways }) =>
      [...ways].map(([way, answers]) => {
        const mine = contestant.engine === 'ours' ? undefined : find('ours', held, ourWay(way))
        // Ours over the same queries, where a slow peer had time for the first ones of each round only.
        const alike = mine?.rounds.map((times, round) => times.slice(0, answers.rounds[round]?.length)).flat()
        const times = answers.rounds.flat()
        const ratio = (/** @type {number} */ p) => (alike === undefined ? '' : `${fixed(percentile(times, p) / percentile(alike, p), 1)} ×`)
        const name = contestant.name === 'Broadsheet' || contestant.engine !== 'ours' ? `${contestant.name}, ${way}` : `${contestant.name}: ${way}`
        return [name, whole(held), times.length, ms(percentile(times, 0.5)), ms(percentile(times, 0.99)), ratio(0.5), ratio(0.99)]
      }),
    )
    console.log(`\n${table(['search', 'papers', 'queries', 'p50 ms', 'p99 ms', 'p50 to ours', 'p99 to ours'], rows)}`)
    console.log(`\n${flags.rounds} rounds, all engines in turn in each. Ours is timed from the query as typed to the final order with all that ranking does, the messages to its thread and back included; ratios are over the same queries, to our search by words, by meaning or by both.\n`)
    const overlaps = running.flatMap(({ contestant, papers: held, ways }) =>
      [...ways].flatMap(([way, right]) => {
        const left = contestant.engine === 'ours' ? undefined : find('ours', held, ourWay(way))
        const common = (left?.found ?? []).flatMap((found, round) => found.slice(0, right.found[round]?.length).map((keys, query) => overlap(keys, right.found[round]?.[query] ?? [], 10)))
        return common.length === 0 ? [] : [[`Broadsheet, ${ourWay(way)}, and ${contestant.name}, ${way}`, common.length, fixed(mean(common), 2)]]
      }),
    )
    console.log(table(['the best ten of', 'queries', 'in common'], overlaps))
  }
}

/** What of ours a peer's way of searching is held against. @param {string} way */
const ourWay = (way) => (way.startsWith('both') ? 'both' : way === 'scan' ? 'meaning' : 'words')
