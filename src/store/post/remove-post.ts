import type { Flavour } from '../flavour.ts'
import type { Db } from '../people/base.ts'
import { foldEmail } from './rows.ts'
import { removeSubscriptions } from './subscriptions.ts'

/** Inside a write: everything that was asked for by a person, or by anybody with their address, and every letter to it. */
export async function removePost(db: Db, flavour: Flavour, personId: string, email: string | null): Promise<void> {
  let query = db.selectFrom('subscriptions').select('id').where('person_id', '=', personId)
  if (email !== null) query = db.selectFrom('subscriptions').select('id').where((e) => e.or([e('person_id', '=', personId), e('email', '=', foldEmail(email))]))
  await removeSubscriptions(db, flavour, (await query.execute()).map((row) => row.id))
}
