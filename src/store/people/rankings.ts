/** Lists as they stood, kept once and never again. */
import { insertRows } from '../bulk.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { heldPapers, type PeopleBase } from './base.ts'

type Rankings = Pick<People, 'keepRanking' | 'ranking' | 'rankingsNear'>

export function createRankings({ flavour, reader, write }: PeopleBase): Rankings {
  return {
    keepRanking: (asked, order, at) =>
      write(async (db) => {
        const name = cleanText(asked)
        const kept = await db.selectFrom('rankings').select('name').where('name', '=', name).executeTakeFirst()
        if (kept !== undefined) return false
        const held = new Set(await heldPapers(db, flavour, order.map((one) => one.paperKey)))
        const rows = order.filter((one) => held.delete(one.paperKey)).map((one, position) => [name, position, one.paperKey, one.score, one.votes, one.own, one.upvotes, one.comments])
        await db.insertInto('rankings').values({ name, at, papers: rows.length }).execute()
        await insertRows(db, flavour, 'ranking_entries', ['name', 'position', 'paper_key', 'score', 'votes', 'own', 'upvotes', 'comments'], rows)
        return true
      }),

    async ranking(asked) {
      const name = cleanText(asked)
      const kept = await reader().selectFrom('rankings').select(['at', 'papers']).where('name', '=', name).executeTakeFirst()
      if (kept === undefined) return undefined
      const rows = await reader().selectFrom('ranking_entries').selectAll().where('name', '=', name).orderBy('position').execute()
      return { at: kept.at, papers: kept.papers, order: rows.map((row) => ({ paperKey: row.paper_key, score: row.score, votes: row.votes, own: row.own, upvotes: row.upvotes, comments: row.comments })) }
    },

    async rankingsNear(asked) {
      const name = cleanText(asked)
      const kind = name.slice(0, name.indexOf(':') + 1)
      // The sign after the colon ends the names of a kind.
      const of = () => reader().selectFrom('rankings').select('name').where('name', '>=', kind).where('name', '<', `${kind.slice(0, -1)};`)
      const [kept, previous, next] = [
        await of().where('name', '=', name).executeTakeFirst(),
        await of().where('name', '<', name).orderBy('name', 'desc').limit(1).executeTakeFirst(),
        await of().where('name', '>', name).orderBy('name').limit(1).executeTakeFirst(),
      ]
      return { kept: kept !== undefined, previous: previous?.name, next: next?.name }
    },
  }
}
