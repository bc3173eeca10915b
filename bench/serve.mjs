// How long until a server answers, how fast does it answer, how much at a time, and what memory does it hold?
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../scripts/prepare.mjs'
import { mean, median, percentile } from './metrics.mjs'
import { sampleOf } from './serve/sample.mjs'
import { get, startServer } from './serve/start-server.mjs'
import './tools/built.mjs'
import { startProcess } from './tools/call.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { memoryOf } from './tools/memory.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/serve.mjs --data DIR [--queries 2000] [--seconds 10] [--starts 3] [--seed 1]
  --data      folder of an instance with papers (bench/import.mjs --keep DIR makes one)
  --queries   how many are asked one after the other
  --seconds   how long each number of clients asks`
const { flags } = readFlags(USAGE, { data: '', queries: 2000, seconds: 10, starts: 3, seed: 1, command: join(root, 'bin', 'broadsheet') })
if (flags.data === '' || !existsSync(flags.data)) complain(USAGE, 'Say with --data where an instance is.')

const WARM_UP = 100
const CLIENTS = [2, 4, 8]
/** More queries than any server answers in a second, so that none is asked twice while several clients ask. */
const ENOUGH = { api: 2000, page: 500 }
const forClients = CLIENTS.length * flags.seconds * (ENOUGH.api + ENOUGH.page)
const sample = await sampleOf(flags.data, { queries: flags.queries + WARM_UP + forClients, seed: flags.seed })
const api = sample.queries.map((query) => `/api/papers/search?q=${encodeURIComponent(query)}&limit=20`)
const pages = sample.queries.map((query) => `/papers?q=${encodeURIComponent(query)}`)
progress(`${whole(sample.papers)} papers, ${sample.queries.length} queries such as “${sample.queries[4]}”`)

let wrong = 0
const starts = { api: /** @type {number[]} */ ([]), page: /** @type {number[]} */ ([]) }
/** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
let server
for (let start = 0; start < Math.max(1, flags.starts); start++) {
  for (const kind of /** @type {const} */ (['page', 'api'])) {
    await server?.stop()
    server = await startServer({ command: flags.command, data: flags.data, path: (kind === 'api' ? api : pages)[WARM_UP + start] ?? '/' })
    const found = kind === 'api' ? JSON.parse(server.body).length > 0 : server.body.includes('<article')
    if (!found) wrong++
    starts[kind].push(server.firstAnswerMs)
    progress(`start ${start + 1}, ${kind}: first answer after ${whole(server.firstAnswerMs)} ms${found ? '' : ', without a paper in it'}`)
  }
}
if (server === undefined) throw new Error('no server')
const { pid, port } = server
await new Promise((resolve) => setTimeout(resolve, 2000))
const atStart = memoryOf(pid)

const client = startProcess(new URL('serve/http-client.mjs', import.meta.url))
const ask = async (/** @type {object} */ job) => {
  const answer = await client.call({ port, ...job })
  for (const [status, count] of Object.entries(answer.bad)) {
    wrong += Number(count)
    progress(`${count} answers were not as they should be: ${status}`)
  }
  return answer
}

/** @type {(string | number)[][]} */
const alone = []
const oneByOne = async (/** @type {string} */ name, /** @type {string[]} */ paths, /** @type {number} */ requests) => {
  const { times } = await ask({ paths, clients: 1, requests })
  const bodies = await Promise.all(paths.slice(0, 10).map((path) => get(port, path)))
  const sizes = bodies.map((answer) => Buffer.byteLength(answer?.body ?? ''))
  const packed = bodies.map((answer) => gzipSync(answer?.body ?? '').length)
  alone.push([name, whole(times.length), ...[0.5, 0.9, 0.99, 1].map((p) => ms(percentile(times, p))), fixed(mean(sizes) / 1000, 0), fixed(mean(packed) / 1000, 0)])
  progress(`${name}: p50 ${ms(percentile(times, 0.5))} ms, p99 ${ms(percentile(times, 0.99))} ms`)
}
await ask({ paths: [...api.slice(0, WARM_UP), ...pages.slice(0, WARM_UP)], clients: 1, requests: 2 * WARM_UP })
const alike = WARM_UP + flags.queries
await oneByOne('`/api/papers/search?q=…&limit=20`', api.slice(WARM_UP, alike), flags.queries)
await oneByOne('`/papers?q=…`', pages.slice(WARM_UP, alike), Math.ceil(flags.queries / 2))
for (const length of [1, 2, 4, 8]) {
  // Queries run through the lengths 1 to 8 in turn.
  const paths = api.slice(0, alike).filter((_, at) => at >= WARM_UP && at % 8 === length - 1)
  await oneByOne(`the search API, ${length} ${length === 1 ? 'word' : 'words'}`, paths, Math.min(paths.length, Math.ceil(flags.queries / 8)))
}
if (sample.days.length === 0) progress('no day lists a paper, so day, week and month pages are not measured')
else {
  await oneByOne('`/papers/date/DAY`', sample.days.map((day) => `/papers/date/${day}`), 200)
  await oneByOne('`/papers/week/WEEK`', sample.weeks.map((week) => `/papers/week/${week}`), 100)
  await oneByOne('`/papers/month/MONTH`', sample.months.map((month) => `/papers/month/${month}`), 100)
}
const ids = sample.ids.map((id) => id.split('/').map(encodeURIComponent).join('/'))
await oneByOne('`/papers/ID` (ten similar papers)', ids.map((id) => `/papers/${id}`), 300)

/** @type {(string | number)[][]} */
const together = []
let from = alike
for (const clients of CLIENTS) {
  for (const [name, paths, enough] of /** @type {const} */ ([['search API', api, ENOUGH.api], ['search page', pages, ENOUGH.page]])) {
    const { times, seconds } = await ask({ paths: paths.slice(from, from + enough * flags.seconds), clients, seconds: flags.seconds })
    from += enough * flags.seconds
    together.push([name, clients, whole(times.length / seconds), ...[0.5, 0.9, 0.99].map((p) => ms(percentile(times, p)))])
    progress(`${name}, ${clients} clients: ${whole(times.length / seconds)} a second`)
  }
}
const atEnd = memoryOf(pid)
await server.stop()
await client.end()

console.log(`A server with ${whole(sample.papers)} papers; queries of 1 to 8 words that stand side by side in titles (${conditions()}).\n`)
console.log(
  table(
    ['from the start of the process to the first answer', `median of ${starts.api.length}, ms`, 'longest, ms'],
    [['`/papers?q=…`', whole(median(starts.page)), whole(Math.max(...starts.page))], ['`/api/papers/search`', whole(median(starts.api)), whole(Math.max(...starts.api))]],
  ),
)
console.log(`\n${table(['memory of the server process', 'MB'], [['after the first answer', mb(atStart.resident)], ['after all that follows', mb(atEnd.resident)], ['most', mb(atEnd.peak)]])}`)
console.log('\nOne client, one request at a time over one kept-alive connection; it is a process of its own on the same cores. Sizes are means of ten answers.\n')
console.log(table(['address', 'requests', 'p50 ms', 'p90 ms', 'p99 ms', 'longest ms', 'kB', 'kB gzipped'], alone))
console.log(`\nSeveral clients at a time for ${flags.seconds} s each, all in one process that shares the same cores with the server.\n`)
console.log(table(['address', 'clients', 'answers/s', 'p50 ms', 'p90 ms', 'p99 ms'], together))
if (wrong > 0) console.log(`\n**${wrong} answers were not as they should be.**`)
process.exit(wrong > 0 ? 1 : 0)
