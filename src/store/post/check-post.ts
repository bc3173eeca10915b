/** What must hold of letters, together with papers, people and with themselves. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../people/base.ts'

/** Sentences that say what is wrong; empty when all is sound. */
export async function checkPost(db: Db): Promise<string[]> {
  const faults: string[] = []
  const say = async (what: string, query: RawBuilder<{ n: number }>) => {
    const n = Number((await query.execute(db)).rows[0]?.n ?? 0)
    if (n > 0) faults.push(`${n} ${what}.`)
  }
  await say('subscriptions belong to nobody', sql`select count(*) as n from subscriptions s where person_id is not null and not exists (select 1 from persons p where p.id = s.person_id)`)
  await say('letters belong to no subscription', sql`select count(*) as n from letters l where not exists (select 1 from subscriptions s where s.id = l.subscription_id and s.email = l.email)`)
  await say('papers of letters belong to no letter', sql`select count(*) as n from letter_papers c where not exists (select 1 from letters l where l.id = c.letter_id)`)
  await say('papers of letters belong to no paper', sql`select count(*) as n from letter_papers c where not exists (select 1 from papers where papers."key" = c.paper_key)`)
  await say('subscriptions fall due without being active', sql`select count(*) as n from subscriptions where due_at is not null and state <> 'active'`)
  await say('letters were sent without an instant, or have one without being sent', sql`select count(*) as n from letters where (state = 'sent') <> (sent_at is not null)`)
  await say('letters are being sent by nobody', sql`select count(*) as n from letters where state = 'sending' and (taken_by is null or taken_until is null)`)
  return faults
}
