// `npm run interop [FILE]`: the real huggingface_hub, with its `hf` command, against a live instance. Installs the client from the Python
// index into a throw-away environment, and skips (exit 0, with the reason) where Python or the index is not within reach, unless
// BROADSHEET_REQUIRE_INTEROP=1; whatever else goes wrong is a failure (exit 1). FILE: recorded answers of /api/daily_papers, a JSON object
// {date, entries} a line (.gz too); else made up.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { makeEnvironment } from './interop/make-environment.mjs'
import { build, checkNode, install, root } from './prepare.mjs'

const CHECKS_MS = 90_000

checkNode()
install({ quiet: true })
build({ quiet: true })
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-interop-'))
let server
let code = 1
try {
  code = await interop()
} finally {
  if (server !== undefined && server.exitCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
process.exit(code)

async function interop() {
  const { python, missing } = makeEnvironment(join(folder, 'python'))
  if (missing !== undefined) {
    const required = process.env.BROADSHEET_REQUIRE_INTEROP === '1'
    console.log(`interop: ${required ? 'failed' : 'skipped'}: ${missing}`)
    return required ? 1 : 0
  }
  const days = process.argv[2] === undefined ? madeUpDays() : daysOf(resolve(process.argv[2]))
  const file = join(folder, 'days.jsonl')
  writeFileSync(file, days.map((day) => JSON.stringify(day)).join('\n'))
  const data = join(folder, 'data')
  const imported = spawnSync(process.execPath, [join(root, 'dist', 'main.js'), 'import', '--data', data, file], { encoding: 'utf8', env: clean() })
  if (imported.status !== 0) throw new Error(`The papers could not be imported: ${imported.stderr}`)
  const port = await startServer(data)
  return check(python, port, days)
}

async function startServer(data) {
  server = spawn(process.execPath, [join(root, 'dist', 'main.js'), 'serve', '--json', '--data', data, '--port', '0'], { env: clean(), stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, log] = ['', '']
  server.stderr.setEncoding('utf8').on('data', (text) => (log += text))
  const port = await new Promise((done, fail) => {
    server.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      try {
        done(JSON.parse(out).port)
      } catch {
        // more is to come
      }
    })
    server.once('exit', () => fail(new Error(`The server ended before it listened: ${log}`)))
  })
  for (;;) {
    const { indexing } = await (await fetch(`http://localhost:${port}/api/status`)).json()
    if (!indexing) return port
    await new Promise((done) => setTimeout(done, 200))
  }
}

async function check(python, port, days) {
  const { date, entries } = days.at(-1)
  const { paper } = entries[0]
  const submitter = (entries.find((entry) => entry.submittedBy?.name) ?? entries[0]).submittedBy
  const world = {
    date, ids: entries.map((entry) => entry.paper.id), submitter: { name: submitter.name, fullname: submitter.fullname }, word: 'owls',
    paper: { id: paper.id, title: paper.title, aiSummary: paper.ai_summary !== undefined, githubRepo: paper.githubRepo ?? null, authors: paper.authors.length },
  }
  if (process.argv[2] !== undefined) world.word = 'model'
  const env = { ...clean(), HF_ENDPOINT: `http://localhost:${port}`, HF_HOME: join(folder, 'hf'), HF_HUB_DISABLE_TELEMETRY: '1', HF_HUB_DISABLE_UPDATE_CHECK: '1' }
  delete env.HF_TOKEN
  const client = spawn(python, [join(root, 'scripts', 'interop', 'use-client.py'), JSON.stringify(world)], { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: CHECKS_MS })
  let said = ''
  client.stdout.setEncoding('utf8').on('data', (text) => (said += text))
  const [status] = await once(client, 'close')
  const results = said.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line))
  for (const { check: name, ok, said: words } of results) console.log(`${ok ? '  ok  ' : 'FAILED'} ${name}: ${words}`)
  const failed = results.filter(({ ok }) => !ok).length + (status === 0 ? 0 : 1)
  if (status !== 0) console.log(`The client ended with ${status ?? 'a signal: it took too long'}.`)
  console.log(`interop: ${results.length - results.filter(({ ok }) => !ok).length} passed, ${failed} failed`)
  return failed === 0 && results.length > 1 ? 0 : 1
}

/** Neither the settings of an instance that runs here nor what is to be fetched. */
function clean() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BROADSHEET_') && name !== 'PORT'))
  return { ...env, BROADSHEET_FETCH: '0', BROADSHEET_SHELF: '0' }
}

function daysOf(file) {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n').map((line) => JSON.parse(line))
}

function madeUpDays() {
  return [16, 17, 18].map((number) => {
    const date = `2026-03-${number}`
    return {
      date,
      entries: Array.from({ length: 30 }, (_, place) => {
        const id = `2603.1${number - 15}${String(place).padStart(3, '0')}`
        const user = { _id: '5f1158120c833276f61f1a84', avatarUrl: '/avatars/owl.svg', fullname: place % 2 ? 'Ada Example' : 'AK', name: place % 2 ? 'ada' : 'akhaliq', type: 'user', isPro: false, isHf: false, isMod: false }
        const title = `Counting owls by ear in the year ${1900 + number * 30 + place} with $\\ell_p$ bounds`
        const summary = `We count owls at night, <b>${place}</b> of them twice.`
        return {
          paper: { id, authors: [{ _id: '66fb8eda0c0759cfa0920c46', name: 'Ada Example', hidden: false }], publishedAt: `2026-03-${number - 3}T17:59:34.000Z`, submittedOnDailyAt: `${date}T02:00:00.000Z`, title, submittedOnDailyBy: { ...user, user: user.name }, summary, upvotes: 30 - place, discussionId: '66fb8ee60c0759cfa092113e', ai_summary: 'Owls are counted.', githubRepo: 'https://github.com/example/owls', githubStars: 3 },
          publishedAt: `2026-03-${number - 3}T13:59:34.000Z`, title, summary, thumbnail: `https://example.org/${id}.png`, numComments: 1, submittedBy: user, isAuthorParticipating: false,
        }
      }),
    }
  })
}
