// How many feed readers that have the newest already does a server answer in a second, and what does it cost to turn away who asks for nothing?
import { existsSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { root } from '../scripts/prepare.mjs'
import { percentile } from './metrics.mjs'
import { sampleOf } from './serve/sample.mjs'
import { startServer } from './serve/start-server.mjs'
import './tools/built.mjs'
import { startProcess } from './tools/call.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { memoryOf } from './tools/memory.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/feeds.mjs --data DIR [--readers 500] [--views 200] [--seconds 10] [--seed 1]
  --data      folder of an instance with papers (bench/import.mjs --keep DIR makes one)
  --readers   how many connections poll at once, each again as soon as it is answered
  --views     how many different feeds they read between them`
const { flags } = readFlags(USAGE, { data: '', readers: 500, views: 200, seconds: 10, seed: 1, command: join(root, 'bin', 'broadsheet') })
if (flags.data === '' || !existsSync(flags.data)) complain(USAGE, 'Say with --data where an instance is.')

const FORMATS = ['atom', 'rss', 'json']
const sample = await sampleOf(flags.data, { queries: flags.views, seed: flags.seed })
const bare = ['/papers', '/papers/trending', '/picks', '/papers/for-you', ...sample.days.map((day) => `/papers/date/${day}`), ...sample.weeks.map((week) => `/papers/week/${week}`)].slice(0, Math.ceil(flags.views / 2))
const searches = sample.queries.slice(0, Math.max(0, flags.views - bare.length))
const paths = [...bare.map((path, at) => `${path}.${FORMATS[at % 3]}`), ...searches.map((query, at) => `/papers.${FORMATS[at % 3]}?q=${encodeURIComponent(query)}`)]

const server = await startServer({ command: flags.command, data: flags.data, path: '/papers.atom' })
const { pid, port } = server

/** @type {(path: string) => Promise<{ status: number, etag: string, ms: number, bytes: number }>} */
const first = (path) =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    http.get({ host: '127.0.0.1', port, path }, (response) => {
      let bytes = 0
      response.on('data', (part) => (bytes += part.length))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, etag: String(response.headers.etag), ms: performance.now() - start, bytes }))
    }).on('error', reject)
  })
const composed = []
for (const path of paths) composed.push(await first(path))
if (composed.some(({ status }) => status !== 200)) throw new Error('a feed was not answered')

const client = startProcess(new URL('feeds/poll.mjs', import.meta.url))
const request = (/** @type {string} */ path, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: bench\r\n${headers}\r\n`
/** User and system time of a process so far, ms (proc(5): fields 14 and 15, in hundredths of a second). */
const processorOf = (/** @type {number} */ of) => {
  const fields = readFileSync(`/proc/${of}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  return 10 * (Number(fields[11]) + Number(fields[12]))
}

/** @type {(string | number)[][]} */
const rows = []
let wrong = 0
const measure = async (/** @type {string} */ name, /** @type {string[]} */ requests, /** @type {string} */ status) => {
  const before = processorOf(pid)
  const { statuses, times, seconds, processorMs } = await client.call({ port, requests, readers: flags.readers, seconds: flags.seconds })
  const spent = processorOf(pid) - before
  for (const [other, count] of Object.entries(statuses)) if (other !== status) wrong += count
  rows.push([name, status, whole(times.length / seconds), ...[0.5, 0.99].map((p) => ms(percentile(times, p))), fixed((1000 * spent) / times.length, 0), fixed((1000 * processorMs) / times.length, 0)])
  progress(`${name}: ${whole(times.length / seconds)} a second`)
}
const known = paths.map((path, at) => request(path, `If-None-Match: ${composed[at]?.etag}\r\n`))
await measure('feeds, by those who have the newest', known, '304')
await measure('feeds of which the reader has an old one', paths.map((path) => request(path, 'If-None-Match: W/"old"\r\n')), '200')
await measure('feeds of days that are none', Array.from({ length: 50 }, (_, at) => request(`/papers/date/2024-13-${at}.atom`)), '400')
await measure('feeds of nothing', Array.from({ length: 50 }, (_, at) => request(`/no/such/thing/${at}.rss`)), '404')
const memory = memoryOf(pid)
await server.stop()
await client.end()

const times = Float64Array.from(composed.map(({ ms: took }) => took))
console.log(`${flags.readers} feed readers, each on a connection of its own, reading ${paths.length} different feeds of ${whole(sample.papers)} papers (${searches.length} of them searches), for ${flags.seconds} s each; they are one process that shares the cores with the server (${conditions()}).\n`)
console.log(table(['what is asked for', 'status', 'answers/s', 'p50 ms', 'p99 ms', 'server, µs of processor each', 'readers, µs each'], rows))
console.log(`\nA feed composed for the first time: median ${ms(percentile(times, 0.5))} ms, p99 ${ms(percentile(times, 0.99))} ms. Memory of the server at the end: ${mb(memory.resident)} MB.`)
if (wrong > 0) console.log(`\n**${wrong} answers had another status.**`)
process.exit(wrong > 0 ? 1 : 0)
