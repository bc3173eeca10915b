// `npm run train:guess`: trains the first guess (src/train/guess.ts) on days of Daily Papers, after building what is stale.
// The same days and options give the same bytes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { readGuessDays } from './guess-days.mjs'
import { build, checkNode, install, root } from './prepare.mjs'

const USAGE = `npm run train:guess -- DIR [--until DAY] [--out FILE]
  DIR      days of Daily Papers, YYYY-MM.jsonl.gz, a day a line: {date, entries} as /api/daily_papers answers
  --until  the last day to learn from (default: 2026-01-31; what comes after is for judging)
  --out    where the model goes (default: models/first-guess-v1.bin, which the server reads)`

function refuse(sentence) {
  process.stderr.write(`${sentence}\n\n${USAGE}\n`)
  process.exit(2)
}

function readFlags() {
  try {
    return parseArgs({ options: { until: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch (error) {
    return refuse(error.message)
  }
}

const { values, positionals } = readFlags()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
const [folder] = positionals
if (folder === undefined || positionals.length > 1) refuse('Name the one folder with the days.')
if (!existsSync(folder)) refuse(`There is no ${folder}.`)
const until = values.until ?? '2026-01-31'
if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) refuse(`--until is a day such as 2026-01-31, not “${until}”.`)

checkNode()
install()
build()
const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)
const { trainGuess, SHIPPED_GUESS } = await built('train/guess.js')
const { packGuess } = await built('rank/guess/guess-weights.js')
const { checksumOf } = await built('search-index/embedder/house.js')
const { firstGuessFile } = await built('edition/first-guess.js')

const short = (path) => (relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path))
const began = performance.now()
const days = await readGuessDays(folder, built, { to: until })
if (days.length === 0) refuse(`There is no day to ${until} in ${folder}.`)
const bytes = packGuess(trainGuess(days, SHIPPED_GUESS))
const out = values.out === undefined ? firstGuessFile() : resolve(values.out)
writeFileSync(out, bytes)
const papers = days.reduce((sum, day) => sum + day.papers.length, 0)
console.log(`${short(out)}: ${bytes.length.toLocaleString('en')} bytes, from ${papers.toLocaleString('en')} entries of ${days.length} days, ${days[0].date} to ${days.at(-1).date}, in ${Math.round((performance.now() - began) / 1000)} s`)
const checksum = checksumOf(bytes)
console.log(`SHA-256 ${checksum}`)
const card = firstGuessFile().replace(/\.bin$/, '.md')
console.log(existsSync(card) && readFileSync(card, 'utf8').includes(checksum) ? `It is the model of ${short(card)}.` : `It is not the model of ${short(card)}.`)
console.log(`How well it guesses: npm run bench:guess -- ${folder}`)
