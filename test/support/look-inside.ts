import { root, startNode, ended } from './broadsheet.ts'

/** A paper as the store has it, without its number. */
export interface KeptPaper {
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly { readonly name: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly categories: readonly string[]
  readonly versions: readonly unknown[]
  readonly published: string | undefined
  readonly sources: readonly string[]
  readonly days: readonly { readonly day: string; readonly source: string; readonly position: number; readonly upvotes: number }[]
}

export interface Inside {
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]
  /** what the database says of itself; empty when sound */
  readonly problems: readonly string[]
  readonly count: number
  readonly papers: readonly KeptPaper[]
  /** ids that the search found, best first */
  readonly hits: readonly string[]
}

/**
 * Reads a whole instance in a process of its own: the checks of `doctor`, every paper in the order in which it was
 * first written, and what a search finds. Opens it as a reader's command does.
 */
const SCRIPT = `
  const { openSqlite } = await import(process.env.BUILT + 'store/sqlite/sqlite.js')
  const { openInstance } = await import(process.env.BUILT + 'wire.js')
  const { loadConfig } = await import(process.env.BUILT + 'config/config.js')
  const instance = await openInstance(loadConfig({ data: process.env.FOLDER }, {}), 'read')
  const { checks } = await instance.doctor()
  const found = await instance.editions.search({ query: process.env.QUERY, pageSize: 5 })
  await instance.close()
  const store = await openSqlite(process.env.FOLDER + '/broadsheet.db')
  const problems = await store.check()
  const count = await store.count()
  const papers = []
  for (let seq = 0; ; ) {
    const changes = await store.changes(seq, 1000)
    if (changes.papers.length === 0 && changes.removed.length === 0) break
    for (const { paper } of changes.papers) papers.push({ ...paper, days: (await store.daysOf(paper.key)).toSorted((a, b) => (a.day + a.source < b.day + b.source ? -1 : 1)) })
    seq = changes.seq
  }
  await store.close()
  papers.sort((a, b) => a.key - b.key)
  for (const paper of papers) delete paper.key
  process.stdout.write(JSON.stringify({ checks, problems, count, papers, hits: found.entries.map(({ paper }) => paper.id) }))
`

export async function lookInside(folder: string, query = 'papers'): Promise<Inside> {
  const child = startNode(['--input-type=module', '-e', SCRIPT], { env: { BUILT: `file://${root}/dist/`, FOLDER: folder, QUERY: query } })
  child.stdin?.end()
  const done = await ended(child)
  if (done.code !== 0) throw new Error(`The instance in ${folder} could not be read: ${done.err}`)
  return done.json<Inside>()
}
