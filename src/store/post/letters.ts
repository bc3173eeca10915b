/** The ledger of letters: planning, reading and forgetting. What a process does with a letter that it took is in `take-letters.ts`. */
import { LETTER_STATES, type LetterState } from '../../paper/subscription.ts'
import { bounded } from '../bounds.ts'
import { insertRows } from '../bulk.ts'
import { cleanText } from '../clean-text.ts'
import { count, type PeopleBase } from '../people/base.ts'
import type { Post } from '../post.ts'
import { unshow } from './letter-papers.ts'
import { foldEmail, letterOf } from './rows.ts'

type Letters = Pick<Post, 'plan' | 'letter' | 'letterBy' | 'letters' | 'countLetters' | 'nextLetterAt' | 'papersShown' | 'papersOf' | 'forgetLetters'>

const FINISHED = ['sent', 'failed', 'unknown', 'skipped']

export function createLetters({ flavour, reader, write }: PeopleBase): Letters {
  return {
    plan: (letters, at) =>
      write(async (db) => {
        if (letters.length === 0) return 0
        const ids = [...new Set(letters.map((one) => one.subscriptionId))]
        const active = await db.selectFrom('subscriptions').select(['id', 'email']).where(flavour.anyOf('id', ids)).where('state', '=', 'active').execute()
        const emails = new Map(active.map((row) => [row.id, row.email]))
        const occasions = [...new Set(letters.map((one) => one.occasion))]
        const held = await db.selectFrom('letters').select(['subscription_id', 'occasion']).where(flavour.anyOf('subscription_id', ids)).where(flavour.anyOf('occasion', occasions)).execute()
        const known = new Set(held.map((row) => `${row.occasion} ${row.subscription_id}`))
        let last = Number((await db.selectFrom('letters').select((e) => e.fn.max('id').as('id')).executeTakeFirst())?.id ?? 0)
        const rows: unknown[][] = []
        for (const one of letters) {
          const email = emails.get(one.subscriptionId)
          if (email === undefined) continue
          await db.updateTable('subscriptions').set({ due_at: one.dueAt }).where('id', '=', one.subscriptionId).execute()
          const name = `${one.occasion} ${one.subscriptionId}`
          if (known.has(name)) continue
          known.add(name)
          rows.push([++last, one.subscriptionId, email, one.occasion, cleanText(one.messageId), 'planned', 0, one.nextAt, at])
        }
        await insertRows(db, flavour, 'letters', ['id', 'subscription_id', 'email', 'occasion', 'message_id', 'state', 'attempts', 'next_at', 'planned_at'], rows)
        return rows.length
      }),

    async letter(id) {
      const row = await reader().selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirst()
      return row && letterOf(row)
    },

    async letterBy(messageId) {
      const row = await reader().selectFrom('letters').selectAll().where('message_id', '=', messageId).executeTakeFirst()
      return row && letterOf(row)
    },

    async letters({ subscriptionId, state, limit = 100, before }) {
      let query = reader().selectFrom('letters').selectAll().orderBy('id', 'desc').limit(bounded(limit, 0))
      if (subscriptionId !== undefined) query = query.where('subscription_id', '=', subscriptionId)
      if (state !== undefined) query = query.where('state', '=', state)
      if (before !== undefined) query = query.where('id', '<', before)
      return (await query.execute()).map(letterOf)
    },

    async countLetters() {
      const rows = await reader().selectFrom('letters').select(['state', count.as('n')]).groupBy('state').execute()
      const counted = new Map(rows.map((row) => [row.state, Number(row.n)]))
      return Object.fromEntries(LETTER_STATES.map((state) => [state, counted.get(state) ?? 0])) as Record<LetterState, number>
    },

    async nextLetterAt() {
      const row = await reader().selectFrom('letters').select('next_at').where('state', '=', 'planned').orderBy('next_at').limit(1).executeTakeFirst()
      return row?.next_at
    },

    async papersShown(email, since, but) {
      let query = reader()
        .selectFrom('letters')
        .innerJoin('letter_papers', 'letter_papers.letter_id', 'letters.id')
        .select('letter_papers.paper_key')
        .where('letters.email', '=', foldEmail(email))
        .where('letters.planned_at', '>=', since)
      if (but !== undefined) query = query.where('letters.id', '<>', but)
      return new Set((await query.execute()).map((row) => row.paper_key))
    },

    async papersOf(letterId) {
      const rows = await reader().selectFrom('letter_papers').select('paper_key').where('letter_id', '=', letterId).orderBy('paper_key').execute()
      return rows.map((row) => row.paper_key)
    },

    forgetLetters: (before) =>
      write(async (db) => {
        const old = await db.selectFrom('letters').select('id').where('planned_at', '<', before).where('state', 'in', FINISHED).execute()
        const ids = old.map((row) => row.id)
        await unshow(db, flavour, ids)
        if (ids.length > 0) await db.deleteFrom('letters').where(flavour.anyOf('id', ids)).execute()
        return ids.length
      }),
  }
}
