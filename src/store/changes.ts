/** What changed since a change number: how an index keeps up with the store, and how it is built anew. */
import type { Kysely } from 'kysely'
import { bounded } from './bounds.ts'
import { readCounters } from './counters.ts'
import type { Flavour } from './flavour.ts'
import { paperJson, paperOfJson } from './paper-row.ts'
import type { Tables } from './schema.ts'
import type { Changes } from './store.ts'

export async function readChanges(db: Kysely<Tables>, flavour: Flavour, after: number, limit: number): Promise<Changes> {
  // Fixed first, so that what is committed between the queries below is left for the next call.
  const last = (await readCounters(db)).seq
  const since = bounded(after, 0)
  if (last <= since) return { papers: [], removed: [], seq: since }
  const count = bounded(limit, 1)
  const rows = await db
    .selectFrom('papers')
    .select(paperJson(flavour).as('json'))
    .where('papers.seq', '>', since)
    .where('papers.seq', '<=', last)
    .orderBy('papers.seq')
    .limit(count)
    .execute()
  const papers = rows.map((row) => paperOfJson(row.json))
  const seq = papers.length < count ? last : (papers.at(-1)?.seq ?? last)
  const removed = await db.selectFrom('removed').select(['key', 'seq']).where('seq', '>', since).where('seq', '<=', seq).orderBy('seq').execute()
  return { papers, removed, seq }
}
