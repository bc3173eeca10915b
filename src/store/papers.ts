/** Paper rows, read whole. */
import { type Kysely, sql } from 'kysely'
import type { Paper } from '../paper/paper.ts'
import { isKey } from './bounds.ts'
import type { Flavour } from './flavour.ts'
import { paperJson, paperOfJson } from './paper-row.ts'
import type { Tables } from './schema.ts'

/** Papers by key, in the order asked; unknown keys are left out, repeated ones repeated. */
export async function readPapers(db: Kysely<Tables>, flavour: Flavour, keys: readonly number[]): Promise<Paper[]> {
  const asked = keys.filter(isKey)
  if (asked.length === 0) return []
  const rows = await db
    .selectFrom('papers')
    .select(paperJson(flavour).as('json'))
    .where(flavour.anyOf('papers.key', [...new Set(asked)]))
    .execute()
  const found = new Map<number, Paper>()
  for (const row of rows) {
    const { paper } = paperOfJson(row.json)
    found.set(paper.key, paper)
  }
  return asked.flatMap((key) => found.get(key) ?? [])
}

/** What a rewrite must know of the row that it replaces. */
export interface HeldRow {
  readonly key: number
  readonly id: string
  readonly title_key: string
  readonly identifiers: string
  readonly categories: string
  readonly venue: string | null
  readonly sources: string
  readonly former_ids: string
  readonly added_at: string
}

export async function readHeldRows(db: Kysely<Tables>, flavour: Flavour, keys: readonly number[]): Promise<Map<number, HeldRow>> {
  const asked = keys.filter(isKey)
  if (asked.length === 0) return new Map()
  const rows = await db
    .selectFrom('papers')
    .select(['key', 'id', 'title_key', 'identifiers', 'categories', 'venue', 'sources', 'former_ids', 'added_at'])
    .where(flavour.anyOf('papers.key', asked))
    .execute()
  return new Map(rows.map((row) => [row.key, row]))
}

/** How many rows there are and their greatest key and change number; for checking. */
export async function readPaperTotals(db: Kysely<Tables>): Promise<{ papers: number; key: number; seq: number }> {
  const { rows } = await sql<{ papers: number; key: number | null; seq: number | null }>`
    select count(*) as papers, max("key") as "key", max(seq) as seq from papers`.execute(db)
  return { papers: Number(rows[0]?.papers ?? 0), key: Number(rows[0]?.key ?? 0), seq: Number(rows[0]?.seq ?? 0) }
}
