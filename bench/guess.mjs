// How well is guessed what readers like, before anybody has voted? Days of Daily Papers that the shipped model has not seen,
// ranked by it and by orders that know as little; or, with --folds, days before them by models of the days before those.
import { existsSync, readFileSync } from 'node:fs'
import './tools/built.mjs'
import { readGuessDays } from '../scripts/guess-days.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { judgeDays } from './guess/judge-days.mjs'
import { conditions, fixed, table } from './tools/report.mjs'

const USAGE = `node bench/guess.mjs DIR [--from DAY] [--to DAY] [--model FILE] [--folds] [--cost N]
  DIR      days of Daily Papers, YYYY-MM.jsonl.gz, a day a line: {date, entries} as /api/daily_papers answers
  --from   the first day judged, --to the last (default: 2026-02-01 to 2026-04-30, which nothing was chosen on)
  --model  the weights (default: those that ship)
  --folds  judges 2025-05 to 2026-01 instead, each quarter by a model of the days before it, trained as the one that ships
  --cost   times the guessing of a day of so many papers (default: 1500; 0 for none)`
const { flags, words } = readFlags(USAGE, { from: '2026-02-01', to: '2026-04-30', model: '', folds: false, cost: 1500 })
const [folder] = words
if (folder === undefined || words.length > 1 || !existsSync(folder)) complain(USAGE, 'Name the one folder with the days.')

const built = (/** @type {string} */ path) => import(`../dist/${path}`)
const { firstGuessFile } = await built('edition/first-guess.js')
const { guessScore } = await built('rank/guess/guess-score.js')
const { unpackGuess } = await built('rank/guess/guess-weights.js')
const { SHIPPED_GUESS, trainGuess } = await built('train/guess.js')

const QUARTERS = [['2025-05-01', '2025-07-31'], ['2025-08-01', '2025-10-31'], ['2025-11-01', '2026-01-31']]
/** @type {any[]} */
const days = await readGuessDays(folder, built, { to: flags.folds ? '2026-01-31' : flags.to })
const judged = []
if (flags.folds) {
  for (const [from = '', to = ''] of QUARTERS) {
    const weights = trainGuess(days.filter(({ date }) => date < from), SHIPPED_GUESS)
    judged.push(...scored(days.filter(({ date }) => date >= from && date <= to), weights))
  }
} else {
  const weights = unpackGuess(readFileSync(flags.model || firstGuessFile()))
  // A paper that was listed on an earlier day too has been seen.
  const seen = new Set(days.filter(({ date }) => date < flags.from).flatMap(({ papers }) => papers.map((/** @type {any} */ one) => one.id)))
  const rest = days.filter(({ date }) => date >= flags.from).map((day) => ({ ...day, papers: day.papers.filter((/** @type {any} */ one) => !seen.has(one.id)) }))
  judged.push(...scored(rest, weights))
}

/** @param {any[]} span @param {unknown} weights */
function scored(span, weights) {
  return span.map((day) => ({ ...day, papers: day.papers.map((/** @type {any} */ one) => ({ ...one, guess: guessScore(one.features, weights) })) }))
}

const { rows, days: many, papers } = judgeDays(judged)
console.log(`${many} days, ${judged[0]?.date} to ${judged.at(-1)?.date}, ${papers} papers; nDCG@10 of upvotes within a day, mean over days [95 % of 5,000 bootstraps over days]; ahead: the guess less this order, day by day (${conditions()}).\n`)
console.log(table(['order', 'gain log2(1 + upvotes)', 'gain upvotes', 'guess ahead, log', 'guess ahead, upvotes'], rows.map(({ name, log, upvotes, logAhead, upvotesAhead }) => [
  name, interval(log), interval(upvotes), logAhead === undefined ? '' : interval(logAhead), upvotesAhead === undefined ? '' : interval(upvotesAhead),
])))

/** @param {{ mean: number, low: number, high: number }} value */
function interval({ mean, low, high }) {
  return `${fixed(mean, 3)} [${fixed(low, 3)}, ${fixed(high, 3)}]`
}

if (flags.cost > 0 && judged.length > 0) {
  const { firstGuess } = await built('edition/first-guess.js')
  const pool = judged.flatMap(({ papers }) => papers.map((/** @type {any} */ one) => one.asked))
  const loading = performance.now()
  firstGuess(pool[0])
  const loaded = performance.now()
  for (let i = 0; i < flags.cost; i++) firstGuess(pool[i % pool.length])
  console.log(`\n${flags.cost} papers guessed in ${fixed(performance.now() - loaded, 0)} ms; the model and the embedder's vectors loaded in ${fixed(loaded - loading, 0)} ms.`)
}
