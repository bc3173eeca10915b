/**
 * Votes, what they come to, and how that stood day by day. The counts are made from the votes in the same write, so they cannot differ.
 * A vote that is taken back keeps its row: given again, it is of the instant at which it was first given, and no paper is made new by it.
 */
import { sql } from 'kysely'
import type { Role, VoteCount } from '../../paper/people.ts'
import { isKey } from '../bounds.ts'
import { insertRows } from '../bulk.ts'
import type { Flavour } from '../flavour.ts'
import type { People } from '../people.ts'
import { byPaper, count, countOf, type Db, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'
import { noteChange } from './people-changes.ts'

type Votes = Pick<People, 'vote' | 'votes' | 'votedBy' | 'voteFacts' | 'voteHistory' | 'votesOfPerson' | 'stirredSince'>

export function createVotes({ flavour, reader, write }: PeopleBase): Votes {
  return {
    vote: (paperKey, personId, on, { own, at }) =>
      write(async (db) => {
        await needPaper(db, paperKey)
        await needPerson(db, personId)
        const held = await db.selectFrom('votes').select(['own', 'stands']).where('paper_key', '=', paperKey).where('person_id', '=', personId).executeTakeFirst()
        const stands = held?.stands === 1
        const flag = own ? 1 : 0
        const change = (to: { own: number } | { stands: number }) => db.updateTable('votes').set(to).where('paper_key', '=', paperKey).where('person_id', '=', personId).execute()
        if (on && held === undefined) await db.insertInto('votes').values({ paper_key: paperKey, person_id: personId, own: flag, at, stands: 1 }).execute()
        else if (on && (!stands || held?.own !== flag)) await change({ own: flag, stands: 1 })
        else if (!on && stands) await change({ stands: 0 })
        else return (await readCounts(db, flavour, [paperKey])).get(paperKey) ?? NONE
        const { votes, own: ofAuthors } = (await recount(db, flavour, [paperKey])).get(paperKey) ?? NONE
        const counts = { votes, own: ofAuthors }
        await noteDay(db, paperKey, at.slice(0, 10), counts)
        return counts
      }),

    votes: (paperKeys) => readCounts(reader(), flavour, paperKeys),

    async votedBy(personId, paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Set()
      const rows = await reader().selectFrom('votes').select('paper_key').where('stands', '=', 1).where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).execute()
      return new Set(rows.map((row) => row.paper_key))
    },

    async voteFacts(paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader()
        .selectFrom('votes')
        .innerJoin('persons', 'persons.id', 'votes.person_id')
        .select(['votes.paper_key', 'votes.at', 'votes.own', 'persons.created_at', 'persons.role'])
        .where('votes.stands', '=', 1)
        .where(flavour.anyOf('votes.paper_key', keys))
        .orderBy('votes.at')
        .orderBy('votes.person_id')
        .execute()
      return byPaper(rows, (row) => ({ at: row.at, voterSince: row.created_at, voterRole: row.role as Role, own: row.own === 1 }))
    },

    async voteHistory(paperKey) {
      if (!isKey(paperKey)) return []
      const rows = await reader().selectFrom('vote_days').select(['day', 'votes', 'own']).where('paper_key', '=', paperKey).orderBy('day').execute()
      // A day that ended as the one before it is no change.
      return rows.filter((row, at) => row.votes !== (rows[at - 1]?.votes ?? 0) || row.own !== (rows[at - 1]?.own ?? 0))
    },

    async votesOfPerson(personId, page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('votes').select(count.as('n')).where('stands', '=', 1).where('person_id', '=', personId))
      const rows = await reader().selectFrom('votes').select(['paper_key', 'at']).where('stands', '=', 1).where('person_id', '=', personId).orderBy('at', 'desc').orderBy('paper_key', 'desc').offset(offset).limit(limit).execute()
      return { total, papers: rows.map((row) => ({ paperKey: row.paper_key, at: row.at })) }
    },

    async stirredSince(at) {
      const { rows } = await sql<{ paper_key: number }>`
        select paper_key from votes where at >= ${at} and stands = 1 union select paper_key from comments where created_at >= ${at} and state = 'shown' order by paper_key`.execute(reader())
      return rows.map((row) => Number(row.paper_key))
    },
  }
}

const NONE: VoteCount = { votes: 0, own: 0 }

async function readCounts(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<Map<number, VoteCount>> {
  const keys = keysOf(paperKeys)
  if (keys.length === 0) return new Map()
  const rows = await db.selectFrom('vote_counts').select(['paper_key', 'votes', 'own']).where(flavour.anyOf('paper_key', keys)).where((where) => where.or([where('votes', '>', 0), where('own', '>', 0)])).execute()
  return new Map(rows.map((row) => [row.paper_key, { votes: row.votes, own: row.own }]))
}

/** Makes the counts of papers anew from their votes and comments. Answers them. */
export async function recount(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<Map<number, VoteCount & { comments: number }>> {
  const keys = keysOf(paperKeys)
  const counts = new Map<number, { votes: number; own: number; comments: number }>()
  if (keys.length === 0) return counts
  const of = (key: number) => {
    const held = counts.get(key) ?? { votes: 0, own: 0, comments: 0 }
    counts.set(key, held)
    return held
  }
  const votes = await db.selectFrom('votes').select(['paper_key', 'own', count.as('n')]).where('stands', '=', 1).where(flavour.anyOf('paper_key', keys)).groupBy(['paper_key', 'own']).execute()
  for (const row of votes) of(row.paper_key)[row.own === 1 ? 'own' : 'votes'] = Number(row.n)
  const comments = await db.selectFrom('comments').select(['paper_key', count.as('n')]).where(flavour.anyOf('paper_key', keys)).where('state', '=', 'shown').groupBy('paper_key').execute()
  for (const row of comments) of(row.paper_key).comments = Number(row.n)
  await db.deleteFrom('vote_counts').where(flavour.anyOf('paper_key', keys)).execute()
  await insertRows(db, flavour, 'vote_counts', ['paper_key', 'votes', 'own', 'comments'], [...counts].map(([key, { votes, own, comments }]) => [key, votes, own, comments]))
  await noteChange(db, 'acts')
  return counts
}

async function noteDay(db: Db, paperKey: number, today: string, { votes, own }: VoteCount): Promise<void> {
  // Clocks of several processes may differ by a moment: the last day noted is never written behind.
  const last = await db.selectFrom('vote_days').select('day').where('paper_key', '=', paperKey).orderBy('day', 'desc').limit(1).executeTakeFirst()
  const day = last !== undefined && last.day > today ? last.day : today
  await db
    .insertInto('vote_days')
    .values({ paper_key: paperKey, day, votes, own })
    .onConflict((conflict) => conflict.columns(['paper_key', 'day']).doUpdateSet({ votes, own }))
    .execute()
}

/** Makes the history of papers anew, out of the votes that stand. */
export async function remakeHistory(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<void> {
  const keys = keysOf(paperKeys)
  if (keys.length === 0) return
  const votes = await db.selectFrom('votes').select(['paper_key', 'at', 'own']).where('stands', '=', 1).where(flavour.anyOf('paper_key', keys)).orderBy('paper_key').orderBy('at').execute()
  const rows = new Map<string, [number, string, number, number]>()
  let sum = { key: 0, votes: 0, own: 0 }
  for (const row of votes) {
    if (row.paper_key !== sum.key) sum = { key: row.paper_key, votes: 0, own: 0 }
    sum[row.own === 1 ? 'own' : 'votes']++
    const day = row.at.slice(0, 10)
    rows.set(`${row.paper_key} ${day}`, [row.paper_key, day, sum.votes, sum.own])
  }
  await db.deleteFrom('vote_days').where(flavour.anyOf('paper_key', keys)).execute()
  await insertRows(db, flavour, 'vote_days', ['paper_key', 'day', 'votes', 'own'], [...rows.values()])
}
