// Run by look-inside.ts in a process of its own, which reads instances as a reader's command does and answers with
// what is in them, one line of JSON for each line that asks.
import { createInterface } from 'node:readline'

const built = process.argv[2]
const { openSqlite } = await import(`${built}store/sqlite/sqlite.js`)
const { openInstance } = await import(`${built}wire.js`)
const { loadConfig } = await import(`${built}config/config.js`)

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, query } = JSON.parse(line)
  const answer = await look(folder, query).catch((error) => ({ error: `${error.stack}\n${error.cause?.stack ?? ''}` }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

async function look(folder, query) {
  const instance = await openInstance(loadConfig({ data: folder }, {}), 'read')
  const { checks } = await instance.doctor()
  const found = await instance.editions.search({ query, pageSize: 5 })
  await instance.close()
  const store = await openSqlite(`${folder}/broadsheet.db`)
  const problems = await store.check()
  const count = await store.count()
  const papers = []
  for (let seq = 0; ; ) {
    const changes = await store.changes(seq, 1000)
    if (changes.papers.length === 0 && changes.removed.length === 0) break
    for (const { paper } of changes.papers) papers.push({ ...paper, days: await store.daysOf(paper.key) })
    seq = changes.seq
  }
  await store.close()
  papers.sort((a, b) => a.key - b.key)
  for (const paper of papers) {
    delete paper.key
    paper.days.sort((a, b) => (a.day + a.source < b.day + b.source ? -1 : 1))
  }
  return { checks, problems, count, papers, hits: found.entries.map(({ paper }) => paper.id) }
}
