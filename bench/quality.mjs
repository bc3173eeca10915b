// How good is what is found? Judged collections, searched by words, by meaning and by both.
import { existsSync } from 'node:fs'
import { mean, ndcg, recall, reciprocalRank } from './metrics.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { conditions, fixed, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/quality.mjs DIR… [--among FILE…] [--candidates 200] [--as-typed]
  DIR          corpus*.jsonl.gz {id,title,abstract}, queries.jsonl {id,text,self?}, qrels.tsv
  --among      further papers (JSON Lines) to rank each corpus among; those with the id or title of one of its documents are left out
  --candidates how many each signal brings, as a page of results asks for
  --as-typed   take quotation marks, dashes and colons in queries as the query language does, not as text`
const { flags, words: folders } = readFlags(USAGE, { among: [], candidates: 200, 'as-typed': false })
if (folders.length === 0) complain(USAGE, 'No folders.')
for (const path of [...folders, ...flags.among]) if (!existsSync(path)) complain(USAGE, `There is no ${path}.`)

const { DEFAULT_WEIGHTS, fuse } = await import('../dist/rank/fuse.js')
const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { parseQuery } = await import('../dist/search-index/query/parse-query.js')
const { terms } = await import('../dist/search-index/terms.js')
const { readCollection } = await import('./quality/collection.mjs')

const MODES = ['words', 'meaning', 'both']
const DEPTH = 100
const BATCH = 1000
/** A pasted text is cut here by the query language too. Terms. */
const MAX_WORDS = 600

const rows = []
for (const folder of folders) {
  const collection = await readCollection(folder, flags.among)
  const { name, corpus, queries, leftOut } = collection
  progress(`${name}: ${whole(corpus.length)} documents, ${queries.length} judged queries${flags.among.length === 0 ? '' : `, ${whole(leftOut)} entries left out`}`)
  const missing = new Set(queries.flatMap(({ grades }) => [...grades.keys()]))
  for (const { id } of corpus) missing.delete(id)
  if (missing.size > 0) progress(`${name}: ${missing.size} judged documents are not in the corpus`)

  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  for (let at = 0; at < corpus.length; at += BATCH) await index.add(corpus.slice(at, at + BATCH).map(({ document }) => document))
  await index.commit(1)
  const keyOf = new Map(corpus.map(({ id, document }) => [id, document.key]))
  // Where each query is a paper of the corpus, the list of similar papers answers the same question.
  const modes = queries.every(({ self }) => self !== undefined && keyOf.has(self)) ? [...MODES, 'similar'] : MODES
  for (const mode of modes) {
    const measured = []
    for (const { text, self, grades } of queries) {
      const own = self === undefined ? undefined : keyOf.get(self)
      const options = { candidates: flags.candidates, mode: mode === 'similar' ? 'both' : mode }
      const { candidates } = mode === 'similar' ? await index.similar(own, options) : await index.search(queryOf(text), options)
      // The query's own paper goes before fusion, as it is the best by both signals and the others are measured by it.
      const ranked = fuse(candidates.filter(({ key }) => key !== own)).map(({ candidate }) => corpus[candidate.key - 1]?.id ?? '').slice(0, DEPTH)
      measured.push([ndcg(ranked, grades, 10), recall(ranked, grades, 5), recall(ranked, grades, 10), recall(ranked, grades, 100), reciprocalRank(ranked, grades)])
    }
    rows.push([name, whole(corpus.length), queries.length, mode, ...[0, 1, 2, 3, 4].map((measure) => fixed(mean(measured.map((values) => values[measure] ?? 0)), 4))])
    progress(`${name}, ${mode}: nDCG@10 ${rows.at(-1)?.[4]}`)
  }
  await index.close()
}

console.log(`Embedder ${DEFAULT_EMBEDDER}; fusion ${DEFAULT_WEIGHTS.words} words + ${DEFAULT_WEIGHTS.meaning} meaning; queries ${flags['as-typed'] ? 'as typed' : 'as plain words'} (${conditions()}).\n`)
console.log(table(['collection', 'documents', 'queries', 'mode', 'nDCG@10', 'R@5', 'R@10', 'R@100', 'MRR@100'], rows))

/** @param {string} text */
function queryOf(text) {
  if (flags['as-typed']) return parseQuery(text)
  return { text, words: terms(text).slice(0, MAX_WORDS), phrases: [], restrictions: [], excluded: [], fromDay: undefined, toDay: undefined, identifier: undefined, notes: [] }
}
