import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../people/base.ts'

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
