/** What letters and alerts told of papers that turn out to be one, or go: no paper is told twice. */
import { sql } from 'kysely'
import type { Flavour } from './flavour.ts'
import { type Db, keysOf } from './people/base.ts'

/** Tables of (who was told, paper_key). */
const TOLD = [['letter_papers', 'letter_id'], ['hook_papers', 'hook_id']] as const

/** Who was told of an absorbed paper was told of the survivor. */
export async function absorbToldPapers(db: Db, flavour: Flavour, survivor: number, absorbed: readonly number[]): Promise<void> {
  const gone = keysOf(absorbed).filter((key) => key !== survivor)
  if (gone.length === 0) return
  for (const [name, whom] of TOLD) {
    const [table, id] = [sql.table(name), sql.ref(whom)]
    await sql`insert into ${table} (${id}, paper_key) select distinct ${id}, ${sql.lit(survivor)} from ${table} where ${flavour.anyOf('paper_key', gone)} on conflict (${id}, paper_key) do nothing`.execute(db)
  }
  await forgetToldPapers(db, flavour, gone)
}

export async function forgetToldPapers(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<void> {
  const keys = keysOf(paperKeys)
  if (keys.length === 0) return
  for (const [table] of TOLD) await sql`delete from ${sql.table(table)} where ${flavour.anyOf('paper_key', keys)}`.execute(db)
}
