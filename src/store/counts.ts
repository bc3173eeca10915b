/** How many papers there are, in all and per category, venue and source: kept with every write, so that reading is one row each. */
import type { Kysely } from 'kysely'
import { SOURCES, type SourceName } from '../paper/paper.ts'
import { bounded } from './bounds.ts'
import { insertRows } from './bulk.ts'
import { cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import type { Tables } from './schema.ts'

/** What of a paper is counted. */
export interface Counted {
  readonly categories: readonly string[]
  readonly venue: string | undefined
  readonly sources: readonly string[]
}

/** Sums what a batch of writes adds and takes away, to be saved in one go. */
export class CountChanges {
  readonly #changes = new Map<string, Map<string, number>>()

  add(counted: Counted, by: 1 | -1): void {
    this.#change('papers', '', by)
    for (const category of new Set(counted.categories)) this.#change('category', category, by)
    if (counted.venue !== undefined) this.#change('venue', counted.venue, by)
    for (const source of new Set(counted.sources)) this.#change('source', source, by)
  }

  async save(db: Kysely<Tables>, flavour: Flavour): Promise<void> {
    const rows: unknown[][] = []
    let less = false
    for (const [kind, names] of this.#changes) {
      for (const [name, by] of names) {
        if (by !== 0) rows.push([kind, name, by])
        if (by < 0) less = true
      }
    }
    await insertRows(db, flavour, 'counts', ['kind', 'name', 'papers'], rows, '("kind","name") do update set "papers" = counts."papers" + excluded."papers"')
    if (less) await db.deleteFrom('counts').where('papers', '<=', 0).execute()
  }

  #change(kind: string, name: string, by: number): void {
    let names = this.#changes.get(kind)
    if (names === undefined) this.#changes.set(kind, (names = new Map()))
    const clean = cleanText(name)
    names.set(clean, (names.get(clean) ?? 0) + by)
  }
}

export async function readCount(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('counts').select('papers').where('kind', '=', 'papers').executeTakeFirst()
  return Number(row?.papers ?? 0)
}

export async function readCountBySource(db: Kysely<Tables>): Promise<Partial<Record<SourceName, number>>> {
  const rows = await db.selectFrom('counts').select(['name', 'papers']).where('kind', '=', 'source').execute()
  const found = new Map(rows.map((row) => [row.name, Number(row.papers)]))
  return Object.fromEntries(SOURCES.flatMap((source) => (found.has(source) ? [[source, found.get(source)]] : [])))
}

export async function readFacets(db: Kysely<Tables>, kind: 'category' | 'venue', limit: number): Promise<{ name: string; papers: number }[]> {
  const rows = await db
    .selectFrom('counts')
    .select(['name', 'papers'])
    .where('kind', '=', kind)
    .orderBy('papers', 'desc')
    .orderBy('name')
    .limit(bounded(limit, 0))
    .execute()
  return rows.map((row) => ({ name: row.name, papers: Number(row.papers) }))
}
