/** What readers find wrong with comments, until a curator has dealt with it. */
import { BroadsheetError } from '../../paper/errors.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { count, countOf, needPerson, type PeopleBase } from './base.ts'
import { commentOf, selectComments } from './comments.ts'

type Reports = Pick<People, 'report' | 'reports' | 'openReports' | 'closeReports'>

export function createReports({ flavour, reader, write }: PeopleBase): Reports {
  return {
    report: (commentId, personId, reason, at) =>
      write(async (db) => {
        const comment = await db.selectFrom('comments').select(['state', 'edited_at']).where('id', '=', commentId).executeTakeFirst()
        if (comment === undefined || comment.state === 'deleted') throw new BroadsheetError('not-found', 'This comment is no longer there.')
        await needPerson(db, personId)
        const held = await db.selectFrom('reports').select(['at', 'closed']).where('comment_id', '=', commentId).where('person_id', '=', personId).executeTakeFirst()
        // What was dealt with is not opened again by the same person, unless the comment is another since.
        if (held?.closed === 1 && (comment.edited_at ?? '') <= held.at) return
        const said = { reason: cleanText(reason), at, closed: 0 }
        await db.insertInto('reports').values({ comment_id: commentId, person_id: personId, ...said }).onConflict((conflict) => conflict.columns(['comment_id', 'person_id']).doUpdateSet(said)).execute()
      }),

    async reports() {
      const rows = await reader().selectFrom('reports').select(['comment_id', 'reason']).where('closed', '=', 0).orderBy('at').orderBy('person_id').execute()
      const reasons = new Map<string, string[]>()
      for (const row of rows) {
        const list = reasons.get(row.comment_id)
        if (list === undefined) reasons.set(row.comment_id, [row.reason])
        else list.push(row.reason)
      }
      if (reasons.size === 0) return []
      const comments = await selectComments(reader()).where(flavour.anyOf('comments.id', [...reasons.keys()])).orderBy('comments.created_at').orderBy('comments.id').execute()
      const open = comments.map((row) => ({ comment: commentOf(row), said: reasons.get(row.id) ?? [] }))
      return open
        .sort((a, b) => b.said.length - a.said.length)
        .map(({ comment, said }) => ({ comment, reasons: said.filter((reason) => reason !== ''), count: said.length }))
    },

    openReports: () => countOf(reader().selectFrom((db) => db.selectFrom('reports').select('comment_id').distinct().where('closed', '=', 0).as('open')).select(count.as('n'))),

    closeReports: (commentId) =>
      write(async (db) => {
        await db.updateTable('reports').set({ closed: 1 }).where('comment_id', '=', commentId).execute()
      }),
  }
}
