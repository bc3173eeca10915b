// How fast do papers come in, and what does that take? `broadsheet import` as a whole process into a new folder.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { once } from 'node:events'
import { createGzip } from 'node:zlib'
import { finished } from 'node:stream/promises'
import { root } from '../scripts/prepare.mjs'
import { median } from './metrics.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { readLines } from './tools/papers.mjs'
import { conditions, fixed, mb, progress, table, whole } from './tools/report.mjs'
import { endWithUs, removeFolder, temporaryFolder } from './tools/temporary.mjs'

const USAGE = `node bench/import.mjs [--papers N] [--runs 3] [--minutes 8.5] [--keep DIR] FILE…
  --papers   only the first N lines of FILE…, which are then JSON Lines (.gz or not)
  --keep     leave the last run's instance in DIR, for bench/serve.mjs`
const { flags, words: files } = readFlags(USAGE, { papers: Infinity, runs: 3, minutes: 8.5, keep: '', command: join(root, 'bin', 'broadsheet') })
if (files.length === 0) complain(USAGE, 'No files.')
for (const file of files) if (!existsSync(file)) complain(USAGE, `There is no file ${file}.`)
const keep = flags.keep === '' ? undefined : resolve(flags.keep)
if (keep !== undefined && existsSync(keep)) complain(USAGE, `${keep} exists already.`)

const taken = Number.isFinite(flags.papers) ? [await firstLines(files, flags.papers)] : files
const runs = []
for (let run = 0; run < flags.runs; run++) {
  const longest = Math.max(0, ...runs.map(({ seconds }) => seconds))
  if (performance.now() / 1000 + longest * 1.1 > flags.minutes * 60) {
    progress(`no time for run ${run + 1} of ${flags.runs}`)
    break
  }
  const folder = temporaryFolder()
  const figures = await importOnce(join(folder, 'instance'), taken)
  runs.push(figures)
  progress(`run ${run + 1}: ${whole(figures.read)} papers in ${fixed(figures.seconds, 1)} s, ${whole(figures.read / figures.seconds)} a second`)
  if (keep !== undefined) {
    rmSync(keep, { recursive: true, force: true })
    move(join(folder, 'instance'), keep)
  }
  removeFolder(folder)
}

const of = (/** @type {(run: Run) => number} */ figure) => median(runs.map(figure))
const spread = (/** @type {(run: Run) => number} */ figure) => `${whole(Math.min(...runs.map(figure)))} to ${whole(Math.max(...runs.map(figure)))}`
console.log(`\`broadsheet import\`, whole process, median of ${runs.length} runs (${conditions()}):\n`)
console.log(
  table(
    ['papers read', 'added', 'updated', 'rejected', 'seconds', 'papers/s', 'range', 'CPU s', 'peak RSS MB', 'database MB', 'index MB'],
    [[
      whole(of((run) => run.read)), whole(of((run) => run.added)), whole(of((run) => run.updated)), whole(of((run) => run.rejected)),
      fixed(of((run) => run.seconds), 1), whole(of((run) => run.read / run.seconds)), spread((run) => run.read / run.seconds),
      fixed(of((run) => run.cpuSeconds), 1), mb(of((run) => run.peak)), mb(of((run) => run.database)), mb(of((run) => run.index)),
    ]],
  ),
)

/** @typedef {Awaited<ReturnType<typeof importOnce>>} Run */

/** @param {string} folder @param {readonly string[]} from */
async function importOnce(folder, from) {
  const usage = `${folder}.usage`
  const hook = new URL('tools/usage-at-exit.mjs', import.meta.url).href
  const started = performance.now()
  const child = endWithUs(
    spawn(process.execPath, ['--import', hook, flags.command, 'import', '--json', '--data', folder, ...from], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BROADSHEET_BENCH_USAGE: usage },
    }),
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  const seconds = (performance.now() - started) / 1000
  if (code !== 0) throw new Error(`the import ended with exit code ${code}: ${said.slice(0, 500)}`)
  const { read, added, updated, rejected, rejectedMore = 0 } = JSON.parse(said)
  const { peak, cpuSeconds } = JSON.parse(readFileSync(usage, 'utf8'))
  const database = bytesIn(folder, (name) => name.startsWith('broadsheet.db'))
  return { seconds, read, added, updated, rejected: rejected.length + rejectedMore, peak, cpuSeconds, database, index: bytesIn(join(folder, 'index'), () => true) }
}

/** @param {string} folder @param {(name: string) => boolean} counts */
function bytesIn(folder, counts) {
  let bytes = 0
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    if (entry.isFile() && counts(entry.name)) bytes += statSync(join(folder, entry.name)).size
  }
  return bytes
}

/** @param {readonly string[]} from @param {number} limit */
async function firstLines(from, limit) {
  const path = join(temporaryFolder(), `first-${limit}-of-${basename(from[0] ?? '')}`.replace(/(\.gz)?$/, '.gz'))
  const out = createGzip({ level: 1 })
  const written = finished(out.pipe(createWriteStream(path)))
  let lines = 0
  for (const file of from) {
    for await (const line of readLines(file)) {
      if (lines >= limit) break
      lines++
      if (!out.write(`${line}\n`)) await once(out, 'drain')
    }
    if (lines >= limit) break
  }
  out.end()
  await written
  return path
}

/** @param {string} from @param {string} to */
function move(from, to) {
  try {
    renameSync(from, to)
  } catch {
    throw new Error(`the instance cannot be moved to ${to}; choose a folder on the same disk as the temporary one`)
  }
}
