import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Flavour } from '../flavour.ts'

/** `?`: may be null */
type Kind = 'text' | 'text?' | 'int' | 'int?' | 'real'

/** Columns by table, and its key. */
export type TablesToMake = Readonly<Record<string, { readonly columns: Readonly<Record<string, Kind>>; readonly key: readonly string[] }>>

/** Which columns are looked up by; the index is named after them. */
export type IndexesToMake = readonly (readonly [table: string, columns: readonly string[], unique?: 'unique'])[]

/** Makes tables alike on both databases: text sorts by its bytes, and on SQLite the key is where the rows lie. */
export async function makeTables(db: Kysely<unknown>, flavour: Flavour, tables: TablesToMake, indexes: IndexesToMake): Promise<void> {
  const text = flavour.name === 'postgres' ? sql`text collate "C"` : ('text' as const)
  const keyed = flavour.name === 'sqlite' ? sql` without rowid` : sql``
  const typeOf = (kind: Kind) => (kind.startsWith('text') ? text : kind === 'real' ? ('double precision' as const) : ('integer' as const))
  for (const [name, { columns, key }] of Object.entries(tables)) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name)
    for (const [column, kind] of Object.entries(columns)) table = table.addColumn(column, typeOf(kind), (made) => (kind.endsWith('?') ? made : made.notNull()))
    await table.addPrimaryKeyConstraint(`${name}_pk`, key as string[]).modifyEnd(keyed).execute()
  }
  for (const [table, columns, unique] of indexes) {
    const index = db.schema.createIndex(`${table}_${columns.join('_')}`).on(table).columns([...columns])
    await (unique === undefined ? index : index.unique()).execute()
  }
}
