/** What each source says of a paper. */
import type { Kysely } from 'kysely'
import type { PaperRecord, SourceName } from '../paper/paper.ts'
import { insertRows } from './bulk.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import type { Tables } from './schema.ts'
import type { SourceRecord } from './store.ts'

export type SourceRow = readonly [source: string, sourceKey: string, paperKey: number, hash: string, record: string | null]

export function sourceRows(key: number, records: readonly SourceRecord[]): SourceRow[] {
  const rows = new Map<string, SourceRow>()
  for (const record of records) {
    const sourceKey = cleanText(record.sourceKey)
    rows.set(`${record.source} ${sourceKey}`, [record.source, sourceKey, key, record.hash, record.record === undefined ? null : cleanJson(record.record)])
  }
  return [...rows.values()].sort(bySource)
}

export async function insertSources(db: Kysely<Tables>, flavour: Flavour, rows: readonly SourceRow[]): Promise<void> {
  await insertRows(db, flavour, 'paper_sources', ['source', 'source_key', 'paper_key', 'hash', 'record'], rows)
}

/** Source rows of papers, by paper. */
export async function readSourceRows(db: Kysely<Tables>, flavour: Flavour, keys: readonly number[]): Promise<Map<number, SourceRow[]>> {
  const rows = await db.selectFrom('paper_sources').selectAll().where(flavour.anyOf('paper_key', keys)).execute()
  const found = new Map<number, SourceRow[]>()
  for (const row of rows) {
    const list = found.get(row.paper_key)
    const cells: SourceRow = [row.source, row.source_key, row.paper_key, row.hash, row.record]
    if (list === undefined) found.set(row.paper_key, [cells])
    else list.push(cells)
  }
  for (const list of found.values()) list.sort(bySource)
  return found
}

export function sourceOfRow(row: SourceRow): SourceRecord {
  return { source: row[0] as SourceName, sourceKey: row[1], hash: row[3], record: row[4] === null ? undefined : (JSON.parse(row[4]) as PaperRecord) }
}

export async function keysBySource(db: Kysely<Tables>, flavour: Flavour, source: string, sourceKeys: readonly string[]): Promise<number[]> {
  if (sourceKeys.length === 0) return []
  const rows = await db.selectFrom('paper_sources').select('paper_key').where('source', '=', source).where(flavour.anyOf('source_key', sourceKeys)).execute()
  return rows.map((row) => row.paper_key)
}

function bySource(a: SourceRow, b: SourceRow): number {
  return compare(a[0], b[0]) || compare(a[1], b[1])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
