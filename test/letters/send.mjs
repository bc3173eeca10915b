// Sends what is due on one day of a story, in a process of its own that is killed again and again, by the parts that an instance has.
const { built, folder, port, base, wall, rule, by, connections } = JSON.parse(process.argv[2] ?? '{}')
const { openSqlite } = await import(`${built}store/sqlite/sqlite.js`)
const { createEditions } = await import(`${built}edition/create-editions.js`)
const { createDigests } = await import(`${built}edition/create-digests.js`)
const { smtpCarrier } = await import(`${built}mail/delivery/smtp-carrier.js`)
const { Delivery } = await import(`${built}schedule/letters/deliver.js`)
const { planDue } = await import(`${built}schedule/letters/plan-due.js`)
const { writeLetters } = await import(`${built}schedule/letters/write-letters.js`)
const { systemTime } = await import(`${built}tools/clock.js`)

/** The clock of the story: it goes on over restarts. */
const time = { now: () => base + Date.now() - wall, sleep: systemTime.sleep }
const store = await openSqlite(folder)
const editions = createEditions({ store, index: /** @type {any} */ ({}), clock: time })
const digests = createDigests({ editions, origins: (keys) => store.origins(keys), clock: time })
const publicUrl = 'https://papers.example'
const links = { unsubscribe: (id) => `${publicUrl}/letters/unsubscribe/${id}`, manage: (id) => `${publicUrl}/letters/manage/${id}` }
const carrier = smtpCarrier({ url: `smtp://127.0.0.1:${port}`, from: 'Broadsheet <papers@papers.example>', connections, greeting: by, patienceMs: 4000 })
const parts = {
  post: store.post, time, carrier, unknown: rule, perSecond: 0, host: 'papers.example', by,
  log: { info() {}, warn() {} }, leaseMs: 1000, retryMs: 100, retryMostMs: 500, restMs: 50,
  compose: writeLetters({ post: store.post, publicUrl, links, digest: (request) => digests.plan({ ...request, impatient: true }) }),
}
const delivery = new Delivery(parts)
for (;;) {
  await planDue(parts, new Date(time.now()).toISOString())
  await delivery.deliver(new AbortController().signal)
  const { planned, sending } = await store.post.countLetters()
  if (planned + sending === 0) break
  await time.sleep(50)
}
await carrier.close()
await store.close()
