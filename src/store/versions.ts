/** Versions of papers. */
import type { Kysely } from 'kysely'
import type { Version } from '../paper/paper.ts'
import { isKey } from './bounds.ts'
import { insertRows } from './bulk.ts'
import { cleanOrNull } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import type { Tables } from './schema.ts'

export type VersionRow = readonly [paperKey: number, number: number, submittedAt: string | null]

/** One row a number; said twice, the later counts. */
export function versionRows(key: number, versions: readonly Version[]): VersionRow[] {
  const rows = new Map<number, VersionRow>()
  for (const version of versions) rows.set(version.number, [key, version.number, cleanOrNull(version.submittedAt)])
  return [...rows.values()].sort((a, b) => a[1] - b[1])
}

export async function insertVersions(db: Kysely<Tables>, flavour: Flavour, rows: readonly VersionRow[]): Promise<void> {
  await insertRows(db, flavour, 'paper_versions', ['paper_key', 'number', 'submitted_at'], rows)
}

export async function readVersionRows(db: Kysely<Tables>, flavour: Flavour, keys: readonly number[]): Promise<Map<number, VersionRow[]>> {
  const rows = await db.selectFrom('paper_versions').selectAll().where(flavour.anyOf('paper_key', keys)).orderBy('paper_key').orderBy('number').execute()
  const found = new Map<number, VersionRow[]>()
  for (const row of rows) {
    const list = found.get(row.paper_key)
    const cells: VersionRow = [row.paper_key, row.number, row.submitted_at]
    if (list === undefined) found.set(row.paper_key, [cells])
    else list.push(cells)
  }
  return found
}

export async function readVersionsOf(db: Kysely<Tables>, key: number): Promise<Version[]> {
  if (!isKey(key)) return []
  const rows = await db.selectFrom('paper_versions').selectAll().where('paper_key', '=', key).orderBy('number').execute()
  return rows.map((row) => (row.submitted_at === null ? { number: row.number } : { number: row.number, submittedAt: row.submitted_at }))
}
