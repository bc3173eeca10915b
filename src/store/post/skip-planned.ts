import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'
import type { Db } from '../people/base.ts'

/** Inside a write: planned letters of subscriptions that are no longer active go nowhere. */
export async function skipPlanned(db: Db, flavour: Flavour, subscriptionIds: readonly string[]): Promise<void> {
  if (subscriptionIds.length === 0) return
  const planned = () => sql`${flavour.anyOf('subscription_id', subscriptionIds)} and state = 'planned'`
  await sql`delete from letter_papers where letter_id in (select id from letters where ${planned()})`.execute(db)
  await sql`update letters set state = 'skipped', taken_by = null, taken_until = null, last_error = 'The subscription was stopped or paused.' where ${planned()}`.execute(db)
}
