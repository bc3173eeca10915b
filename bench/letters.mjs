// How long do ten thousand personal letters take? Readers with saved papers, each with the papers of a real week that suit them: composed,
// then delivered to a mail server on this machine that takes everything.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { randomFrom } from './tools/queries.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/letters.mjs FILE... [--readers 10000] [--saves 10] [--send 2000]
  FILE      months of Daily Papers (YYYY-MM.jsonl.gz)
  --send    so many of them are delivered too`
const { flags, words: files } = readFlags(USAGE, { readers: 10_000, saves: 10, send: 2000 })
if (files.length === 0 || files.some((file) => statSync(file, { throwIfNoEntry: false }) === undefined)) complain(USAGE, 'No file.')

const { openSqlite } = await import('../dist/store/sqlite/sqlite.js')
const { createEditions } = await import('../dist/edition/create-editions.js')
const { createDigests } = await import('../dist/edition/create-digests.js')
const { writeLetters } = await import('../dist/schedule/letters/write-letters.js')
const { Delivery } = await import('../dist/schedule/letters/deliver.js')
const { planDue } = await import('../dist/schedule/letters/plan-due.js')
const { smtpCarrier } = await import('../dist/mail/delivery/smtp-carrier.js')
const { systemTime } = await import('../dist/tools/clock.js')

const folder = mkdtempSync(join(tmpdir(), 'bench-letters-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
/** @param {readonly string[]} args */
const node = (args) => spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
await new Promise((resolve) => {
  const importing = node([new URL('../dist/main.js', import.meta.url).pathname, 'import', '--data', folder, ...files])
  importing.stdout.resume()
  importing.once('close', resolve)
})
const store = await openSqlite(join(folder, 'broadsheet.db'))
const { last = '' } = await store.daySpan()
// Thursday at the end of the last whole week that is held.
const now = Date.parse(`${last}T12:00:00Z`)
const time = { now: () => now + performance.now(), sleep: systemTime.sleep }
const { papers } = await store.changes(0, 100_000)
const random = randomFrom(5)
const at = new Date(now - 86_400_000).toISOString()
for (let number = 0; number < flags.readers; number++) {
  const id = `reader-${number}`
  const email = `${id}@domain-${number % 200}.example`
  await store.people.savePerson({ id, name: id, email, role: 'reader', since: at })
  for (let saved = 0; saved < flags.saves; saved++) await store.people.mark(id, /** @type {any} */ (papers[Math.floor(random() * papers.length)]).paper.key, 'save', true, at)
  await store.post.addSubscription({ id: `letters-${number}`, personId: id, email, view: '/papers/for-you', rhythm: 'weekly', weekday: new Date(now).getUTCDay() || 7, hour: 7, timeZone: 'UTC', papers: 20, state: 'active', stoppedWhy: undefined, createdAt: at, confirmedAt: at, dueAt: `${last}T07:00:00.000Z` })
  if (number % 1000 === 999) progress(`${whole(number + 1)} readers`)
}

const editions = createEditions({ store, index: /** @type {any} */ ({}), clock: time })
const digests = createDigests({ editions, origins: (keys) => store.origins(keys), clock: time })
const publicUrl = 'https://papers.example'
/** @param {string} id */
const link = (id) => `${publicUrl}/letters/${id}`
const compose = writeLetters({ post: store.post, publicUrl, links: { unsubscribe: link, manage: link }, digest: (request) => digests.plan({ ...request, impatient: true }) })
const host = 'papers.example'
let start = performance.now()
const planned = await planDue({ post: store.post, host }, new Date(time.now()).toISOString())
const planMs = performance.now() - start

const until = new Date(now + 3_600_000).toISOString()
const counted = { letters: 0, papers: 0, bytes: 0, other: 0 }
const cpu = process.cpuUsage()
let firstMs = 0
let composeMs = 0
for (;;) {
  const taken = await store.post.takeLetters({ by: 'bench', at: new Date(time.now()).toISOString(), until, limit: 100 })
  if (taken.length === 0) break
  start = performance.now()
  for (const made of await compose(taken, at)) {
    if (made instanceof Error) throw made
    if (made.kind !== 'letter') counted.other++
    else {
      counted.letters++
      counted.papers += made.paperKeys.length
      counted.bytes += Buffer.byteLength(made.letter.html) + Buffer.byteLength(made.letter.text)
    }
  }
  composeMs += performance.now() - start
  if (firstMs === 0) firstMs = composeMs
  if ((counted.letters + counted.other) % 1000 === 0) progress(`${whole(counted.letters)} letters`)
}
const { user, system } = process.cpuUsage(cpu)
console.log(`${whole(flags.readers)} readers who saved ${flags.saves} papers each, ${whole(papers.length)} papers held, the week before ${last} (${conditions()}).\n`)
console.log(table(['letters', 'papers in each', 'kB each', 'planning, s', 'first hundred, s', 'composing all, s', 'processor, s', 'letter, ms', 'memory, MB'], [[whole(counted.letters), fixed(counted.papers / counted.letters, 1), fixed(counted.bytes / counted.letters / 1000, 1), fixed(planMs / 1000, 2), fixed(firstMs / 1000, 2), fixed(composeMs / 1000, 1), fixed((user + system) / 1e6, 1), ms(composeMs / counted.letters), mb(process.memoryUsage().rss)]]))
if (counted.other > 0) console.log(`\n${whole(counted.other)} of ${whole(planned)} had nothing to say.`)

// ——— delivered: what was taken above is given back first
const all = Array.from({ length: planned }, (_, id) => ({ id: id + 1, nextAt: id < flags.send ? at : until }))
await store.post.postponeLetters(all, 'bench')
const server = node([new URL('../test/letters/mail-server.mjs', import.meta.url).pathname, join(folder, 'journal'), '1', 'good'])
const port = Number(await new Promise((resolve) => server.stdout.once('data', resolve)))
for (const connections of [4, 10]) {
  const carrier = smtpCarrier({ url: `smtp://127.0.0.1:${port}`, from: 'Broadsheet <papers@papers.example>', connections })
  const delivery = new Delivery({ post: store.post, time, carrier, compose, unknown: 'resend', perSecond: 0, by: `bench ${connections}`, log: { info() {}, warn() {} } })
  const half = new AbortController()
  start = performance.now()
  const tally = await delivery.deliver(half.signal, ({ sent }) => void (connections === 4 && sent >= flags.send / 2 && half.abort()))
  const seconds = (performance.now() - start) / 1000
  console.log(`\n${whole(tally.sent)} letters composed and delivered over ${connections} connections in ${fixed(seconds, 1)} s: ${fixed(tally.sent / seconds, 0)} a second; ${tally.failed + tally.unknown + tally.putOff} troubles.`)
  await carrier.close()
}
server.kill()
await store.close()
