/** What happens to alerts when papers turn out to be one, when papers go, and when their person goes. */
import { type RawBuilder, sql } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { type Db, keysOf } from '../people/base.ts'

/** Who was told of an absorbed paper was told of the survivor. */
export async function absorbHookPapers(db: Db, flavour: Flavour, survivor: number, absorbed: readonly number[]): Promise<void> {
  const gone = keysOf(absorbed).filter((key) => key !== survivor)
  if (gone.length === 0) return
  const from = () => flavour.anyOf('paper_key', gone)
  await sql`insert into hook_papers (hook_id, paper_key) select distinct hook_id, ${sql.lit(survivor)} from hook_papers where ${from()} on conflict (hook_id, paper_key) do nothing`.execute(db)
  await db.deleteFrom('hook_papers').where(from()).execute()
}

export async function forgetHookPapers(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<void> {
  const keys = keysOf(paperKeys)
  if (keys.length > 0) await db.deleteFrom('hook_papers').where(flavour.anyOf('paper_key', keys)).execute()
}

/** Inside a write: every address that a person gave. */
export async function removeHooksOf(db: Db, personId: string): Promise<void> {
  await sql`delete from hook_papers where hook_id in (select id from hooks where person_id = ${personId})`.execute(db)
  await db.deleteFrom('hooks').where('person_id', '=', personId).execute()
}

/** Sentences that say what is wrong; empty when all is sound. */
export async function checkHooks(db: Db): Promise<string[]> {
  const faults: string[] = []
  const say = async (what: string, query: RawBuilder<{ n: number }>) => {
    const n = Number((await query.execute(db)).rows[0]?.n ?? 0)
    if (n > 0) faults.push(`${n} ${what}.`)
  }
  await say('alerts belong to nobody', sql`select count(*) as n from hooks h where not exists (select 1 from persons p where p.id = h.person_id)`)
  await say('papers of alerts belong to no alert', sql`select count(*) as n from hook_papers c where not exists (select 1 from hooks h where h.id = c.hook_id)`)
  await say('papers of alerts belong to no paper', sql`select count(*) as n from hook_papers c where not exists (select 1 from papers where papers."key" = c.paper_key)`)
  return faults
}
