// Does any query make a reader wait? Ten thousand that nobody sane writes, at full size.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fuzzedQueries } from './fuzz/fuzzed-queries.mjs'
import { percentile } from './metrics.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { readPapers } from './tools/papers.mjs'
import { randomFrom } from './tools/queries.mjs'
import { conditions, fixed, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/fuzz.mjs (--data DIR | FILE…) [--queries 10000] [--seed 1] [--bar 100] [--show 10]
  --data   an instance: each query goes the whole way of a page of results, its papers read from the store
  FILE…    JSON Lines of papers, .gz or not, indexed in memory: query language, index, order of hits
  --bar    ms that no answer may take; the exit code is 1 when one does, asked again three times
  --show   print so many of the slowest`
const { flags, words: files } = readFlags(USAGE, { data: '', queries: 10_000, seed: 1, bar: 100, show: 10 })
if ((flags.data === '') === (files.length === 0)) complain(USAGE, 'Either --data or files.')
for (const path of [...files, ...(flags.data === '' ? [] : [flags.data])]) if (!existsSync(path)) complain(USAGE, `There is no ${path}.`)

const MODES = /** @type {const} */ (['both', 'words', 'meaning'])
/** Papers whose words the queries are made of. */
const WORDS_OF = 2000
const WARM_UP = 200
const AGAIN = 3

/** @typedef {(query: string, mode: 'both' | 'words' | 'meaning') => Promise<number>} Ask answers how many were found */
const { ask, papers, words, close } = flags.data === '' ? await openFiles() : await openInstance()
progress(`${whole(papers)} papers; queries of ${whole(words.length)} words and of what nobody writes`)

const query = fuzzedQueries(randomFrom(flags.seed), words)
for (let number = 0; number < WARM_UP; number++) await ask(query(number).text, 'both')
/** @type {{ number: number, kind: string, text: string, took: number, found: number, mode: 'both' | 'words' | 'meaning' }[]} */
const answers = []
for (let number = 0; number < flags.queries; number++) {
  const { kind, text } = query(number)
  // Kinds take turns, so the mode changes when all have had theirs.
  const mode = MODES[Math.floor(number / 24) % MODES.length] ?? 'both'
  const start = performance.now()
  const found = await ask(text, mode)
  answers.push({ number, kind, text, mode, found, took: performance.now() - start })
  if ((number + 1) % 1000 === 0) progress(`${whole(number + 1)} asked`)
}
/** The best of some more tries: what the query itself takes, whatever else the machine was doing. @type {Map<number, number>} */
const again = new Map()
for (const { number, text, mode } of answers.filter(({ took }) => took > flags.bar)) {
  for (let time = 0; time < AGAIN; time++) {
    const start = performance.now()
    await ask(text, mode)
    again.set(number, Math.min(again.get(number) ?? Infinity, performance.now() - start))
  }
}
await close()
report()

function report() {
  const slow = [...again.values()].filter((took) => took > flags.bar).length
  console.log(`${whole(answers.length)} fuzzed queries (seed ${flags.seed}) one after the other among ${whole(papers)} papers, ${flags.data === '' ? 'from what is typed to the order of hits' : 'each to the page of results with its papers'}; ${whole(answers.filter(({ found }) => found > 0).length)} found something. ${again.size} took over ${flags.bar} ms, ${slow} of them each time (${conditions()}).\n`)
  const kinds = [...new Set(answers.map(({ kind }) => kind))]
  const rowOf = (/** @type {string} */ name, /** @type {typeof answers} */ of) => {
    const took = of.map((one) => one.took)
    return [name, whole(of.length), ...[0.5, 0.99, 0.999, 1].map((p) => ms(percentile(took, p)))]
  }
  console.log(table(['queries', 'number', 'p50 ms', 'p99 ms', 'p99.9 ms', 'most ms'], [rowOf('all', answers), ...kinds.map((kind) => rowOf(kind, answers.filter((one) => one.kind === kind)))]))
  for (const { number, kind, text, mode, took, found } of answers.toSorted((a, b) => b.took - a.took).slice(0, flags.show)) {
    const more = again.has(number) ? `, ${fixed(again.get(number) ?? NaN, 1)} ms at best of ${AGAIN} more` : ''
    console.error(`${fixed(took, 1)} ms${more}: query ${number}, ${kind}, by ${mode}, ${whole(found)} found, ${whole(text.length)} characters: ${JSON.stringify(text.slice(0, 80))}`)
  }
  if (slow > 0) process.exitCode = 1
}

/** @returns {Promise<{ ask: Ask, papers: number, words: string[], close: () => Promise<void> }>} */
async function openFiles() {
  const { orderHits } = await import('../dist/edition/order-hits.js')
  const { CANDIDATES } = await import('../dist/edition/search.js')
  const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
  const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
  const { parseQuery } = await import('../dist/search-index/query/parse-query.js')
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 2 })
  /** @type {string[]} */
  const texts = []
  for await (const batch of readPapers(files)) {
    for (const { title, abstract } of batch) if (texts.length < WORDS_OF) texts.push(`${title} ${abstract}`)
    await index.add(batch)
  }
  await index.commit(1)
  return {
    ask: async (text, mode) => {
      const { total, candidates } = await index.search(parseQuery(text), { candidates: CANDIDATES, mode })
      orderHits(candidates, { for: 'query', mode: 'both' })
      return total
    },
    papers: index.state().papers,
    words: wordsOf(texts),
    close: () => index.close(),
  }
}

/** @returns {Promise<{ ask: Ask, papers: number, words: string[], close: () => Promise<void> }>} */
async function openInstance() {
  const { loadConfig } = await import('../dist/config/config.js')
  const { openSqlite } = await import('../dist/store/sqlite/sqlite.js')
  const wire = await import('../dist/wire.js')
  const store = await openSqlite(join(flags.data, 'broadsheet.db'))
  const { papers } = await store.changes(0, WORDS_OF)
  const count = await store.count()
  await store.close()
  const instance = await wire.openInstance(loadConfig({ data: flags.data }, {}), 'read')
  return {
    ask: async (text, mode) => (await instance.editions.search({ query: text, mode, page: 0, pageSize: 25 })).total,
    papers: count,
    words: wordsOf(papers.map(({ paper }) => `${paper.title} ${paper.abstract} ${paper.authors.map(({ name }) => name).join(' ')}`)),
    close: () => instance.close(),
  }
}

/** @param {readonly string[]} texts */
function wordsOf(texts) {
  return [...new Set(texts.flatMap((text) => text.split(/\s+/)))].filter((word) => word !== '')
}
