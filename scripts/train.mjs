// `npm run train`: trains the house embedder (src/train/) on titles and abstracts, after building what is stale.
// Stopped, it goes on from where it was; the same files, options and seed give the same bytes.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { build, checkNode, install, root } from './prepare.mjs'
import { trainingFiles } from './training-files.mjs'

const USAGE = `npm run train -- [--out FILE] [--steps N] [--seed N] [--start FILE|none] [FILE…]
  FILE     papers as JSON Lines with title, abstract and, if known, primary or venue; .jsonl or .jsonl.gz
           (default: those in ../shared/data/arxiv and ../shared/data/conference)
  --out    where the model goes (default: models/house-256-v1.bin, which the server reads)
  --steps  of 1,024 pairs each; --seed of all chance (defaults: src/train/shipped.ts)
  --start  vectors of words to begin with, in the model's own format, plain or .gz (default: models/teacher-words.bin.gz if it is there)`
const START = join(root, 'models', 'teacher-words.bin.gz')
/** Steps over which the loss and the speed are averaged, and between two lines where nobody looks. */
const AVERAGED = 50
const SAY_EVERY = 100
const INTERRUPTED = 130

const say = (text) => process.stderr.write(`${text}\n`)
const short = (path) => (relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path))
const count = (number) => number.toLocaleString('en')

function refuse(sentence) {
  say(`${sentence}\n\n${USAGE}`)
  process.exit(2)
}

function readFlags() {
  try {
    const options = { out: { type: 'string' }, steps: { type: 'string' }, seed: { type: 'string' }, start: { type: 'string' }, help: { type: 'boolean', short: 'h' } }
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return refuse(error.message)
  }
}

function whole(name, text, least, most) {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) refuse(`--${name} is a whole number from ${count(least)} to ${count(most)}, not “${text}”.`)
  return number
}

/** One line that is rewritten on a terminal; elsewhere a line at the first step and every SAY_EVERY after it. */
function progressLine() {
  const looks = process.stderr.isTTY
  const losses = []
  const times = []
  return {
    show(text) {
      if (looks) process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`)
      else say(text)
    },
    clear: () => looks && process.stderr.write('\r\u001b[2K'),
    papers(papers) {
      if (looks || papers % 100_000 === 0) this.show(`Reading: ${count(papers)} papers`)
    },
    step(step, steps, loss) {
      losses.push(loss)
      times.push(performance.now())
      if (losses.length > AVERAGED) losses.shift()
      if (times.length > AVERAGED + 1) times.shift()
      if (!looks && step % SAY_EVERY !== 0 && step !== steps && losses.length > 1) return
      const mean = losses.reduce((sum, one) => sum + one, 0) / losses.length
      const rate = times.length < 2 ? undefined : ((times.length - 1) * 1000) / (times.at(-1) - times[0])
      const speed = rate === undefined ? '' : `  ${rate.toFixed(1)} steps/s  ${duration((steps - step) / rate)} left`
      this.show(`Step ${count(step)} of ${count(steps)}  loss ${mean.toFixed(4)}${speed}`)
    },
  }
}

/** As it is, or unpacked where it begins as gzip does. */
function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch {
    // damaged: what reads it will say so
    return bytes
  }
}

function duration(seconds) {
  const minutes = Math.round(seconds / 60)
  if (minutes < 2) return `${Math.round(seconds)} s`
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const { values, positionals } = readFlags()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
const steps = whole('steps', values.steps, 1, 10_000_000)
const seed = whole('seed', values.seed, 0, 0xffff_fffe)
const files = positionals.length > 0 ? positionals.map((file) => resolve(file)) : trainingFiles(say, refuse)
for (const file of files) if (!existsSync(file)) refuse(`There is no ${file}.`)
const startFile = values.start === 'none' ? undefined : values.start !== undefined ? resolve(values.start) : existsSync(START) ? START : undefined
if (startFile !== undefined && !existsSync(startFile)) refuse(`There is no ${startFile}.`)

checkNode()
install()
build()
const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)
const { train } = await built('train/train.js')
const { SHIPPED } = await built('train/shipped.js')
const { HOUSE_EMBEDDER, houseFile, unpackWordVectors } = await built('search-index/embedder/house.js')
const { publicMessage } = await built('paper/errors.js')

const out = values.out === undefined ? houseFile() : resolve(values.out)
const options = { ...SHIPPED.options, steps: steps ?? SHIPPED.options.steps, seed: seed ?? SHIPPED.options.seed }
const line = progressLine()
const controller = new AbortController()
let kept
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED)
    controller.abort()
    line.clear()
    say('Stopping; once more to stop at once.')
  })
}

const began = performance.now()
try {
  const start = startFile === undefined ? undefined : unpackWordVectors(unzipped(readFileSync(startFile)))
  say(`Learning from ${files.map((file) => basename(file)).join(', ')}; beginning ${startFile === undefined ? 'by chance' : `with ${short(startFile)}`}, seed ${options.seed}.`)
  const { checksum, bytes, papers } = await train({
    ...SHIPPED,
    files,
    out,
    start,
    options,
    signal: controller.signal,
    onProgress(now) {
      if (now.stage === 'saved') kept = now.step
      if (controller.signal.aborted) return
      if (now.stage === 'reading') line.papers(now.papers)
      if (now.stage === 'training') line.step(now.step, now.steps, now.loss)
      if (now.stage === 'resuming' || now.stage === 'other') {
        line.clear()
        say(now.stage === 'resuming' ? `Going on from step ${count(now.step)}.` : `${short(out)}.part is of another training and will be replaced.`)
      }
    },
  })
  line.clear()
  console.log(`${short(out)}: ${count(bytes)} bytes, from ${count(papers)} papers in ${duration((performance.now() - began) / 1000)}`)
  console.log(`SHA-256 ${checksum}`)
  const card = houseFile().replace(/\.bin$/, '.md')
  const same = existsSync(card) && readFileSync(card, 'utf8').includes(checksum)
  console.log(same ? `It is the model of ${short(card)}.` : `It is not the model of ${short(card)}.`)
  const put = out === houseFile() ? '' : `cp ${short(out)} ${short(houseFile())} && `
  console.log(`How well it finds: ${put}${short(join(root, 'bin', 'broadsheet'))} evaluate ${short(join(root, '..', 'shared', 'data', 'eval'))}/*`)
  if (!same && out === houseFile()) console.log(`To ship it as ${HOUSE_EMBEDDER}, write the checksum and the figures into ${short(card)}.`)
} catch (error) {
  line.clear()
  if (!controller.signal.aborted) {
    say(error.name === 'BroadsheetError' ? publicMessage(error) : error.stack)
    process.exit(1)
  }
  const again = ['npm', 'run', 'train', '--', ...process.argv.slice(2)].map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
  say(kept === undefined ? `Stopped while reading. To go on: ${again}` : `Stopped at step ${count(kept)} of ${count(options.steps)}. To go on from there: ${again}`)
  process.exit(INTERRUPTED)
}
