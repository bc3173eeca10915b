/** Who asked for which letters. */
import { sql } from 'kysely'
import { SUBSCRIPTION_STATES, type SubscriptionState } from '../../paper/subscription.ts'
import { bounded } from '../bounds.ts'
import { count, countOf, type Db, needPerson, type PeopleBase } from '../people/base.ts'
import type { Post } from '../post.ts'
import { foldEmail, subscriptionOf, subscriptionRow } from './rows.ts'
import { skipPlanned } from './skip-planned.ts'
import type { Flavour } from '../flavour.ts'

type Subscriptions = Pick<
  Post,
  'addSubscription' | 'subscription' | 'subscriptions' | 'allSubscriptions' | 'countSubscriptions' | 'changeSubscription' | 'stopAddress' | 'removeSubscription' | 'removeUnconfirmed' | 'askedSince' | 'due'
>

export function createSubscriptions({ flavour, reader, write, forget }: PeopleBase): Subscriptions {
  return {
    addSubscription: (wanted) =>
      write(async (db) => {
        if (wanted.personId !== undefined) await needPerson(db, wanted.personId)
        const row = subscriptionRow(wanted)
        let same = db.selectFrom('subscriptions').selectAll().where('email', '=', row.email).where('view', '=', row.view)
        same = row.person_id == null ? same.where('person_id', 'is', null) : same.where('person_id', '=', row.person_id)
        const held = await same.executeTakeFirst()
        if (held !== undefined) return { added: false, subscription: subscriptionOf(held) }
        await db.insertInto('subscriptions').values(row).execute()
        return { added: true, subscription: { ...wanted, email: row.email } }
      }),

    async subscription(id) {
      const row = await reader().selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      return row && subscriptionOf(row)
    },

    async subscriptions(of) {
      const query = reader().selectFrom('subscriptions').selectAll().orderBy('created_at').orderBy('id')
      const rows = await ('personId' in of ? query.where('person_id', '=', of.personId) : query.where('email', '=', foldEmail(of.email))).execute()
      return rows.map(subscriptionOf)
    },

    async allSubscriptions({ after = '', state, limit = 1000 } = {}) {
      let query = reader().selectFrom('subscriptions').selectAll().where('id', '>', after).orderBy('id').limit(bounded(limit, 0))
      if (state !== undefined) query = query.where('state', '=', state)
      return (await query.execute()).map(subscriptionOf)
    },

    async countSubscriptions() {
      const rows = await reader().selectFrom('subscriptions').select(['state', count.as('n')]).groupBy('state').execute()
      const counted = new Map(rows.map((row) => [row.state, Number(row.n)]))
      return Object.fromEntries(SUBSCRIPTION_STATES.map((state) => [state, counted.get(state) ?? 0])) as Record<SubscriptionState, number>
    },

    changeSubscription: (id, change) =>
      write(async (db) => {
        const held = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
        if (held === undefined) return false
        const row = subscriptionRow({ ...subscriptionOf(held), ...change })
        await db.updateTable('subscriptions').set(row).where('id', '=', id).execute()
        if (row.state !== 'active') await skipPlanned(db, flavour, [id])
        return true
      }),

    stopAddress: (email, why) => write((db) => stopAddress(db, flavour, foldEmail(email), why)),

    async removeSubscription(id) {
      const removed = await write(async (db) => (await removeSubscriptions(db, flavour, [id])) > 0)
      if (removed) forget()
      return removed
    },

    async removeUnconfirmed(before) {
      // Asked for often, and seldom is there anything to do: others who write are not held up for nothing.
      if ((await countOf(reader().selectFrom('subscriptions').select(count.as('n')).where('state', '=', 'unconfirmed').where('created_at', '<', before))) === 0) return 0
      const removed = await write(async (db) => {
        const rows = await db.selectFrom('subscriptions').select('id').where('state', '=', 'unconfirmed').where('created_at', '<', before).execute()
        return removeSubscriptions(db, flavour, rows.map((row) => row.id))
      })
      if (removed > 0) forget()
      return removed
    },

    askedSince: (email, at) => countOf(reader().selectFrom('subscriptions').select(count.as('n')).where('email', '=', foldEmail(email)).where('created_at', '>=', at)),

    async due(at, limit) {
      const rows = await reader().selectFrom('subscriptions').selectAll().where('due_at', '<=', at).orderBy('due_at').orderBy('id').limit(bounded(limit, 0)).execute()
      return rows.map(subscriptionOf)
    },
  }
}

/** Inside a write. @param email folded */
export async function stopAddress(db: Db, flavour: Flavour, email: string, why: string): Promise<number> {
  const rows = await db.selectFrom('subscriptions').select('id').where('email', '=', email).where('state', '<>', 'stopped').execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return 0
  await db.updateTable('subscriptions').set({ state: 'stopped', stopped_why: why, due_at: null }).where(flavour.anyOf('id', ids)).execute()
  await skipPlanned(db, flavour, ids)
  return ids.length
}

/** Inside a write: takes subscriptions out with their letters; answers how many. */
export async function removeSubscriptions(db: Db, flavour: Flavour, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  await sql`delete from letter_papers where letter_id in (select id from letters where ${flavour.anyOf('subscription_id', ids)})`.execute(db)
  await db.deleteFrom('letters').where(flavour.anyOf('subscription_id', ids)).execute()
  const gone = await db.deleteFrom('subscriptions').where(flavour.anyOf('id', ids)).returning('id').execute()
  return gone.length
}
