/** Addresses to which nothing goes any more. Only a digest is kept: it outlives the person's removal without naming them. */
import { createHash } from 'node:crypto'
import type { StoppedWhy } from '../../paper/subscription.ts'
import type { Flavour } from '../flavour.ts'
import type { Db, PeopleBase } from '../people/base.ts'
import type { Post } from '../post.ts'
import { foldEmail } from './rows.ts'
import { stopAddress } from './subscriptions.ts'

export const addressDigest = (email: string): string => createHash('sha256').update(foldEmail(email)).digest('hex')

/** Inside a write. Answers how many subscriptions it stopped. */
export async function suppress(db: Db, flavour: Flavour, email: string, why: Parameters<Post['suppress']>[1], at: string): Promise<number> {
  // The first reason stays, but for a complaint, which weighs more than a full mailbox.
  await db
    .insertInto('suppressed')
    .values({ address: addressDigest(email), why, at })
    .onConflict((conflict) => (why === 'complaint' ? conflict.column('address').doUpdateSet({ why, at }) : conflict.column('address').doNothing()))
    .execute()
  return stopAddress(db, flavour, foldEmail(email), why)
}

export function createSuppressed({ flavour, reader, write }: PeopleBase): Pick<Post, 'suppress' | 'suppression' | 'unsuppress'> {
  return {
    suppress: (email, why, at) => write(async (db) => ({ stopped: await suppress(db, flavour, email, why, at) })),

    async suppression(email) {
      const row = await reader().selectFrom('suppressed').selectAll().where('address', '=', addressDigest(email)).executeTakeFirst()
      return row && { why: row.why as StoppedWhy, at: row.at }
    },

    unsuppress: (email) => write(async (db) => (await db.deleteFrom('suppressed').where('address', '=', addressDigest(email)).returning('address').execute()).length > 0),
  }
}
