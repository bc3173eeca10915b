// How good is what is found? Judged collections, searched by words, by meaning and by both: `broadsheet evaluate` as a table.
import { existsSync } from 'node:fs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { conditions, fixed, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/quality.mjs DIR… [--among FILE…] [--candidates N] [--as-typed]
  DIR          corpus*.jsonl.gz {id,title,abstract}, queries.jsonl {id,text,self?}, qrels.tsv
  --among      further papers (JSON Lines) to rank each corpus among; those with the id or title of one of its documents are left out
  --candidates how many each signal brings (default: as many as for a page of results)
  --as-typed   take quotation marks, dashes and colons in queries as the query language does, not as text`
const { flags, words: folders } = readFlags(USAGE, { among: [], candidates: 0, 'as-typed': false })
if (folders.length === 0) complain(USAGE, 'No folders.')
for (const path of [...folders, ...flags.among]) if (!existsSync(path)) complain(USAGE, `There is no ${path}.`)

const { evaluateCollection, MODES } = await import('../dist/evaluate/evaluate.js')
const { MEASURES } = await import('../dist/evaluate/metrics.js')
const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { parseQuery } = await import('../dist/search-index/query/parse-query.js')
const { collectionFiles } = await import('../dist/evaluate/collection-files.js')
const { readJudged } = await import('../dist/evaluate/judged-queries.js')
const { damage } = await import('./quality/collection.mjs')

const rows = []
for (const folder of folders) {
  const { queries } = await readJudged(collectionFiles(folder), { damage })
  const { collection, papers, measures, missing } = await evaluateCollection(folder, {
    openIndex: async () => ({ index: await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 }) }),
    damage,
    among: flags.among,
    candidates: flags.candidates || undefined,
    understand: flags['as-typed'] ? parseQuery : undefined,
    // Where each query is a paper of the corpus, the list of similar papers answers the same question.
    ways: queries.every(({ self }) => self !== undefined) ? [...MODES, 'similar'] : MODES,
  })
  if (missing > 0) progress(`${collection}: ${missing} judged documents are not in the corpus`)
  for (const [way, values] of Object.entries(measures)) {
    rows.push([collection, whole(papers), queries.length, way, ...MEASURES.map((measure) => fixed(values[measure], 4))])
    progress(`${collection}, ${way}: nDCG@10 ${rows.at(-1)?.[4]}`)
  }
}

console.log(`Embedder ${DEFAULT_EMBEDDER}; queries ${flags['as-typed'] ? 'as typed' : 'as plain words'} (${conditions()}).\n`)
console.log(table(['collection', 'documents', 'queries', 'mode', 'nDCG@10', 'R@5', 'R@10', 'R@100', 'MRR'], rows))
