// How fast does the house embedder embed, on one thread? Titles and abstracts in, vectors out: as a query is embedded, and as
// a paper is when it is gathered for the index, which also takes down its words.
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { readPapers } from './tools/papers.mjs'
import { conditions, table, whole } from './tools/report.mjs'

const USAGE = `node bench/embed.mjs [--papers 50000] [--rounds 5] FILE…
  FILE      JSON Lines of papers, .gz or not`
const { flags, words: files } = readFlags(USAGE, { papers: 50_000, rounds: 5 })
if (files.length === 0) complain(USAGE, 'No files.')
const { DEFAULT_EMBEDDER, embedderNamed } = await import('../dist/search-index/embedder/embedder.js')
const { pool } = await import('../dist/search-index/embedder/pool.js')
const { terms } = await import('../dist/search-index/terms.js')

const { SegmentBuilder } = await import('../dist/search-index/embedded/segment-builder.js')

/** @type {{ title: string, abstract: string }[]} */
const papers = []
for await (const batch of readPapers(files)) {
  for (const { title, abstract } of batch) if (papers.length < flags.papers) papers.push({ title, abstract })
  if (papers.length >= flags.papers) break
}
const embedder = embedderNamed(DEFAULT_EMBEDDER)
/** @type {Record<string, () => void>} */
const ways = {
  'as a query': () => {
    for (const { title, abstract } of papers) pool(embedder, terms(`${title} ${abstract}`))
  },
  'as a paper, with its words': () => {
    const builder = new SegmentBuilder(embedder)
    for (const [key, paper] of papers.entries()) builder.add({ key, ...paper, authors: [], keywords: [], categories: [], venue: undefined, identifiers: [], published: undefined })
  },
}
const rows = Object.entries(ways).map(([way, embed]) => {
  const rates = []
  for (let round = 0; round <= flags.rounds; round++) {
    const start = performance.now()
    embed()
    // The first round is for the compiler.
    if (round > 0) rates.push((papers.length * 1000) / (performance.now() - start))
  }
  rates.sort((a, b) => a - b)
  return [way, whole(papers.length), whole(Math.round(rates[rates.length >> 1] ?? 0)), `${whole(Math.round(rates[0] ?? 0))} to ${whole(Math.round(rates.at(-1) ?? 0))}`]
})
console.log(`${DEFAULT_EMBEDDER}, one thread (${conditions()}).\n`)
console.log(table(['embedded', 'abstracts', 'a second, median', 'range'], rows))
