import { sql } from 'kysely'
import type { Store } from './store.ts'

/** The tables in which any of the texts stands, whatever the column: for tests of what is left of somebody. */
export async function tracesOf(store: Store, texts: readonly string[]): Promise<string[]> {
  const { db } = store.accounts
  const found: string[] = []
  for (const table of await db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(table.name)}`.execute(db)
    const all = JSON.stringify(rows).toLowerCase()
    if (texts.some((text) => all.includes(text.toLowerCase()))) found.push(table.name)
  }
  return found
}
