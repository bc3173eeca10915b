import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import type { Store } from '../../src/store/store.ts'

/** What an instance holds, less what tells when it came to do so: equal for two that fetched the same. */
export interface InstanceState {
  /** what the database says of itself; empty when sound */
  readonly problems: readonly string[]
  /** a digest of each paper with its versions, sources and days, by id */
  readonly papers: ReadonlyMap<string, string>
  readonly ledger: readonly unknown[]
  readonly settings: Readonly<Record<string, unknown>>
}

/** Instants, which differ from run to run. */
const INSTANTS: ReadonlySet<string> = new Set(['at', 'checkedAt', 'completeAt', 'doneAt', 'startedAt', 'tokenExpires', 'triedAt', 'okAt', 'nextAt', 'lastAt', 'quietUntil'])
/** How a source fares at this moment, its gate, and what an instance draws for itself once. */
const PASSING = /^(?:status\/|gate\/|fetch\/jitter$)/

/** Reads all that the store of an instance holds. @param more settings' fields to leave out */
export async function stateOf(folder: string, more: readonly string[] = []): Promise<InstanceState> {
  const left = new Set([...INSTANTS, ...more])
  return withStore(folder, async (store) => {
    const papers = new Map<string, string>()
    await eachPaper(store, (id, whole) => {
      if (papers.has(id)) throw new Error(`${id} is held twice.`)
      papers.set(id, createHash('sha1').update(whole).digest('hex'))
    })
    const ledger = (await store.ledger({ from: '0000', to: '9999' })).map((row) => ({ ...(without(row, left) as object), complete: row.completeAt !== undefined }))
    const settings = Object.fromEntries(Object.entries(await store.settingsUnder('')).filter(([name]) => !PASSING.test(name)).map(([name, value]) => [name, name.startsWith('announced/') ? true : without(value, left)]))
    return { problems: await store.check(), papers, ledger, settings }
  })
}

/** The papers of two instances that differ, as each has them; at most so many. */
export async function differing(one: string, other: string, most = 3): Promise<readonly unknown[]> {
  const wholes = await Promise.all([one, other].map((folder) => withStore(folder, async (store) => {
    const all = new Map<string, string>()
    await eachPaper(store, (id, whole) => void all.set(id, whole))
    return all
  })))
  const [left, right] = wholes as [Map<string, string>, Map<string, string>]
  return [...new Set([...left.keys(), ...right.keys()])].filter((id) => left.get(id) !== right.get(id)).slice(0, most).map((id) => [left.get(id), right.get(id)])
}

async function withStore<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function eachPaper(store: Store, take: (id: string, whole: string) => void): Promise<void> {
  for (let seq = 0; ; ) {
    const changes = await store.changes(seq, 1000)
    if (changes.papers.length === 0 && changes.removed.length === 0) return
    seq = changes.seq
    const loaded = await store.write((writer) => writer.load(changes.papers.map(({ paper }) => paper.key)))
    for (const { paper: { key: _, ...paper }, sources, days } of loaded) take(paper.id, JSON.stringify({ paper, sources, days: days.toSorted((a, b) => (a.day + a.source < b.day + b.source ? -1 : 1)) }))
  }
}

function without(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)).map(([name, one]) => [name, without(one, names)]))
}
