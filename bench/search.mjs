// How do we compare? Our engine and its peers, with the same papers, queries and judgments in one run.
import { existsSync } from 'node:fs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'

const USAGE = `node bench/search.mjs [FILE…] [--eval DIR…] [--among FILE…] [--engines NAME…] [--papers N] [--memory-papers N]
                       [--queries 500] [--rounds 5] [--minutes 15] [--seed 1]
  FILE…           JSON Lines of papers, .gz or not, to measure speed with
  --eval          judged collections (as for bench/quality.mjs), to measure quality with
  --among         further papers that each of them is ranked among
  --engines       of fts5 sqlite-vec lancedb minisearch orama; ours is always there (default: all)
  --papers        only the first N of FILE…
  --memory-papers those that live in memory (MiniSearch, Orama) get fewer, and ours is then measured with as many too
                  (default: what memory and a fifth of the time each allow)
  --queries       in all rounds together; who is too slow for the time that there is gets fewer of the same
  --minutes       for the speed of all; judged collections take what they take`
const { flags, words: files } = readFlags(USAGE, { eval: [], among: [], engines: [], papers: Infinity, 'memory-papers': Infinity, queries: 500, rounds: 5, minutes: 15, seed: 1 })
if (files.length === 0 && flags.eval.length === 0) complain(USAGE, 'No files and no collections.')
for (const path of [...files, ...flags.eval, ...flags.among]) if (!existsSync(path)) complain(USAGE, `There is no ${path}.`)

const { CONTESTANTS, gather } = await import('./peers/contestants.mjs')
for (const name of flags.engines) if (!CONTESTANTS.some(({ engine }) => engine.startsWith(name))) complain(USAGE, `There is no engine ${name}.`)
const { here, skipped } = await gather(flags.engines)
const memoryPapers = flags['memory-papers']
const failures = []
if (files.length > 0) {
  const { measureSpeed } = await import('./peers/speed.mjs')
  failures.push(...(await measureSpeed(here, files, { ...flags, memoryPapers, seconds: flags.minutes * 60 })))
}
if (flags.eval.length > 0) {
  const { measureQuality } = await import('./peers/quality.mjs')
  const outcome = await measureQuality(here, flags.eval, { among: flags.among, memoryPapers })
  failures.push(...outcome.failures)
  skipped.push(...outcome.skipped)
}
for (const sentence of skipped) console.log(`\n${sentence}`)
for (const failure of failures) console.log(`\nFailed: ${failure}`)
// An engine that failed may have left its process waiting.
process.exit(failures.length > 0 ? 1 : 0)
