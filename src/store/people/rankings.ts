/** Lists as they stood, kept once and never again. */
import { insertRows } from '../bulk.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { heldPapers, type PeopleBase } from './base.ts'

type Rankings = Pick<People, 'keepRanking' | 'ranking'>

export function createRankings({ flavour, reader, write }: PeopleBase): Rankings {
  return {
    keepRanking: (asked, order, at) =>
      write(async (db) => {
        const name = cleanText(asked)
        const kept = await db.selectFrom('rankings').select('name').where('name', '=', name).executeTakeFirst()
        if (kept !== undefined) return false
        await db.insertInto('rankings').values({ name, at }).execute()
        const held = new Set(await heldPapers(db, flavour, order.map((one) => one.paperKey)))
        const rows = order.filter((one) => held.delete(one.paperKey)).map((one, position) => [name, position, one.paperKey, one.score, one.votes, one.own, one.upvotes, one.comments])
        await insertRows(db, flavour, 'ranking_entries', ['name', 'position', 'paper_key', 'score', 'votes', 'own', 'upvotes', 'comments'], rows)
        return true
      }),

    async ranking(asked) {
      const name = cleanText(asked)
      const kept = await reader().selectFrom('rankings').select('at').where('name', '=', name).executeTakeFirst()
      if (kept === undefined) return undefined
      const rows = await reader().selectFrom('ranking_entries').selectAll().where('name', '=', name).orderBy('position').execute()
      return { at: kept.at, order: rows.map((row) => ({ paperKey: row.paper_key, score: row.score, votes: row.votes, own: row.own, upvotes: row.upvotes, comments: row.comments })) }
    },
  }
}
