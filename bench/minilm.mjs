// How do we compare with a neural model? all-MiniLM-L6-v2 alone, and fused with our own words, on judged collections.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { conditions, fixed, progress, table, whole } from './tools/report.mjs'
import { temporaryFolder } from './tools/temporary.mjs'

const USAGE = `node bench/minilm.mjs DIR… [--rerank DIR… --among FILE…] [--cache DIR] [--threads N] [--time 512] [--python python3]
  DIR        judged collections (as for bench/quality.mjs), whose every document MiniLM embeds
  --rerank   collections among --among files, too many to embed: MiniLM orders what our words and our meaning bring
  --among    further papers (JSON Lines) that those are ranked among
  --rerank-candidates  of each of the two signals (default 100)
  --cache    keep the Python environment and all vectors in DIR, and take them from there; a run that was broken off goes on
  --threads  of the neural model (default: all cores)
  --time     embed so many documents of each collection anew to say how fast that is`
const { flags, words: folders } = readFlags(USAGE, { rerank: [], among: [], 'rerank-candidates': 100, cache: '', threads: 0, time: 512, python: 'python3' })
if (folders.length + flags.rerank.length === 0) complain(USAGE, 'No folders.')
for (const path of [...folders, ...flags.rerank, ...flags.among]) if (!existsSync(path)) complain(USAGE, `There is no ${path}.`)

const { CANDIDATES } = await import('../dist/edition/search.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { meanOf, measure } = await import('../dist/evaluate/metrics.js')
const { plainQuery } = await import('../dist/search-index/query/plain-query.js')
const { candidatesOf, fusePlain, weightsFromOthers } = await import('./minilm/order.mjs')
const { indexOf, intakeOf } = await import('./minilm/ours.mjs')
const { openMiniLm } = await import('./minilm/vectors.mjs')
const { readCollection } = await import('./quality/collection.mjs')
const { searchAsServed } = await import('./quality/search-as-served.mjs')

/** Tried weights of MiniLM's cosines beside words: 0, 0.05 … 1. */
const WEIGHTS = Array.from({ length: 21 }, (_, at) => at / 20)
const DEPTH = 100
const MEASURES = /** @type {const} */ (['ndcg@10', 'recall@10', 'recall@100', 'mrr'])
/** Documents that ours is timed with at most. */
const MOST_TIMED = 50_000
const threads = flags.threads || availableParallelism()

const miniLm = await openMiniLm(flags.cache === '' ? join(temporaryFolder(), 'minilm') : resolve(flags.cache), { python: flags.python, threads })

/**
 * @typedef {import('./minilm/order.mjs').Signals} Signals
 * @typedef {Awaited<ReturnType<typeof readCollection>>} Collection
 * @typedef {{ name: string, documents: number, queries: Collection['queries'], signals: Signals[][], found: Map<string, string[][]>, ours: number, theirs: number }} Measured
 *   `signals` of the candidates of each query; `found` by our own ways; papers a second
 */
/** @type {Measured[]} */
const measured = []
for (const [folder, rerank] of [...folders.map((one) => /** @type {const} */ ([one, false])), ...flags.rerank.map((/** @type {string} */ one) => /** @type {const} */ ([one, true]))]) {
  measured.push(await measureCollection(await readCollection(folder, rerank ? flags.among : []), rerank))
}
report()

/** @param {Collection} collection @param {boolean} rerank @returns {Promise<Measured>} */
async function measureCollection({ name, corpus, queries }, rerank) {
  progress(`${name}: ${whole(corpus.length)} documents, ${queries.length} judged queries`)
  const index = await indexOf(corpus)
  const keyOf = new Map(corpus.map(({ id, document }) => [id, document.key]))
  const idOf = (/** @type {number} */ key) => corpus[key - 1]?.id ?? ''
  const own = queries.map(({ self }) => (self === undefined ? undefined : keyOf.get(self)))
  const found = new Map()
  for (const mode of /** @type {const} */ (['words', 'meaning', 'both'])) {
    const lists = []
    for (const [at, { text }] of queries.entries()) lists.push((await searchAsServed(index, plainQuery(text), { mode, without: own[at] })).slice(0, DEPTH).map(idOf))
    found.set(mode, lists)
  }
  // All candidates with their words, before any vector: what is to be reranked says which abstracts are needed.
  const options = rerank ? { candidates: flags['rerank-candidates'], mode: /** @type {const} */ ('both') } : { candidates: corpus.length, mode: /** @type {const} */ ('words') }
  const ours = []
  for (const { text } of queries) ours.push((await index.search(plainQuery(text), options)).candidates)
  await index.close()

  const keys = rerank ? [...new Set(ours.flatMap((candidates) => candidates.map(({ key }) => key)))] : corpus.map(({ document }) => document.key)
  const texts = keys.map((key) => textOf(corpus[key - 1]?.document))
  progress(`${name}: ${whole(keys.length)} abstracts for MiniLM`)
  const papers = new Map((await miniLm.vectors(`${name}-papers`, texts)).map((vector, at) => [keys[at] ?? 0, vector]))
  const asked = await miniLm.vectors(`${name}-queries`, queries.map(({ text }) => text))

  const signals = queries.map((_, at) => {
    const words = new Map((ours[at] ?? []).map((candidate) => [candidate.key, candidate.words]))
    const all = []
    for (const key of rerank ? words.keys() : keys) {
      if (key !== own[at]) all.push({ id: idOf(key), words: words.get(key) ?? 0, cosine: dot(asked[at], papers.get(key)) })
    }
    return rerank ? all : candidatesOf(all, CANDIDATES)
  })
  const step = Math.max(1, Math.floor(corpus.length / flags.time))
  const timed = corpus.filter((_, at) => at % step === 0).slice(0, flags.time).map(({ document }) => textOf(document))
  const speed = await miniLm.speed(timed)
  return { name: rerank ? `${name}, reranked` : name, documents: corpus.length, queries, signals, found, ours: await intakeOf(corpus.slice(0, MOST_TIMED)), theirs: speed }
}

/** @param {{ title: string, abstract: string } | undefined} document */
function textOf(document) {
  return `${document?.title ?? ''}. ${document?.abstract ?? ''}`
}

/** The cosine of vectors of length 1. @param {Float32Array | undefined} a @param {Float32Array | undefined} b */
function dot(a, b) {
  if (a === undefined || b === undefined) return 0
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += /** @type {number} */ (a[at]) * /** @type {number} */ (b[at])
  return sum
}

/** @param {Measured} of @param {readonly (readonly string[])[]} lists */
function quality({ queries }, lists) {
  const means = meanOf(queries.map(({ grades }, at) => measure((lists[at] ?? []).slice(0, DEPTH), grades)))
  return MEASURES.map((one) => means[one])
}

function report() {
  const byWeight = measured.map((one) => WEIGHTS.map((weight) => quality(one, one.signals.map((candidates) => fusePlain(candidates, weight)))[0] ?? 0))
  const chosen = weightsFromOthers(byWeight)
  const rows = measured.flatMap((one, at) => {
    const row = (/** @type {string} */ way, /** @type {readonly (readonly string[])[]} */ lists) => [one.name, whole(one.documents), one.queries.length, way, ...quality(one, lists).map((value) => fixed(value, 4))]
    const weight = WEIGHTS[chosen[at] ?? -1]
    return [
      ...[...one.found].map(([mode, lists]) => row(`Broadsheet, ${mode}`, lists)),
      row('MiniLM', one.signals.map((candidates) => fusePlain(candidates, 1))),
      ...(weight === undefined ? [] : [row(`our words + ${fixed(weight, 2)} MiniLM`, one.signals.map((candidates) => fusePlain(candidates, weight)))]),
    ]
  })
  console.log(`all-MiniLM-L6-v2 (int8 ONNX, mean of at most 256 tokens, ${threads} threads) and ${DEFAULT_EMBEDDER} (${conditions()}).\n`)
  console.log(table(['collection', 'documents', 'queries', 'search', 'nDCG@10', 'R@10', 'R@100', 'MRR@100'], rows))
  const choice = measured.length < 2 ? 'With one collection there is none to choose a weight by, so MiniLM is not fused.' : `MiniLM is fused with our BM25 as a weighted sum of both, each divided by its best among ${CANDIDATES} candidates a signal; each collection's weight is the best of 0, 0.05 … 1 by mean nDCG@10 over the others in this table.`
  console.log(`\n${choice}${flags.rerank.length === 0 ? '' : ` Where it says “reranked”, MiniLM orders the ${flags['rerank-candidates']} best by our words and the ${flags['rerank-candidates']} best by our meaning, united: embedding every paper would take hours, and what ours does not bring it cannot find.`}\n`)
  console.log(
    table(
      ['papers a second', 'MiniLM, embedding alone', 'Broadsheet, embedding and indexing', 'ratio'],
      measured.map(({ name, ours, theirs }) => [name, fixed(theirs, 1), whole(ours), `${fixed(ours / theirs, 0)} ×`]),
    ),
  )
}
