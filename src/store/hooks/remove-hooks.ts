import { sql } from 'kysely'
import type { Db } from '../people/base.ts'

/** Inside a write: every address that a person gave. */
export async function removeHooksOf(db: Db, personId: string): Promise<void> {
  await sql`delete from hook_papers where hook_id in (select id from hooks where person_id = ${personId})`.execute(db)
  await db.deleteFrom('hooks').where('person_id', '=', personId).execute()
}
