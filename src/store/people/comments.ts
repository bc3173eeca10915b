/** Comments, in whatever state they are. */
import { BroadsheetError } from '../../paper/errors.ts'
import type { Comment, Role } from '../../paper/people.ts'
import { isKey } from '../bounds.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { byPaper, count, countOf, type Db, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'
import { noteChange } from './people-changes.ts'
import { recount } from './votes.ts'

type Comments = Pick<People, 'comments' | 'comment' | 'addComment' | 'editComment' | 'setCommentState' | 'commenters' | 'commentCounts' | 'commentsOfPerson' | 'commentsSince' | 'commentsNewest' | 'ownComments'>

interface CommentRow {
  id: string
  paper_key: number
  person_id: string | null
  name: string | null
  parent: string | null
  text: string
  created_at: string
  edited_at: string | null
  own: number
  state: string
}

export function commentOf(row: CommentRow): Comment {
  return {
    id: row.id,
    paperKey: row.paper_key,
    person: row.person_id === null || row.name === null ? undefined : { id: row.person_id, name: row.name },
    parent: row.parent ?? undefined,
    text: row.text,
    createdAt: row.created_at,
    editedAt: row.edited_at ?? undefined,
    own: row.own === 1,
    state: row.state as Comment['state'],
  }
}

export function selectComments(db: Db) {
  return db
    .selectFrom('comments')
    .leftJoin('persons', 'persons.id', 'comments.person_id')
    .select([
      'comments.id', 'comments.paper_key', 'comments.person_id', 'persons.name', 'comments.parent', 'comments.text', 'comments.created_at', 'comments.edited_at', 'comments.own', 'comments.state',
    ])
}

export function createComments({ flavour, reader, write }: PeopleBase): Comments {
  return {
    async comments(paperKey) {
      if (!isKey(paperKey)) return []
      const rows = await selectComments(reader()).where('comments.paper_key', '=', paperKey).orderBy('comments.created_at').orderBy('comments.id').execute()
      return rows.map(commentOf)
    },

    async comment(id) {
      const row = await selectComments(reader()).where('comments.id', '=', id).executeTakeFirst()
      return row && commentOf(row)
    },

    addComment: ({ id, paperKey, personId, parent, text, at, own }) =>
      write(async (db) => {
        await needPaper(db, paperKey)
        await needPerson(db, personId)
        if (parent !== undefined) {
          const answered = await db.selectFrom('comments').select('paper_key').where('id', '=', parent).executeTakeFirst()
          if (answered?.paper_key !== paperKey) throw new BroadsheetError('not-found', 'The comment that this answers is no longer there.')
        }
        const made = { id, paper_key: paperKey, person_id: personId, parent: parent ?? null, text: cleanText(text), created_at: at, edited_at: null, state: 'shown', own: own === true ? 1 : 0 }
        await db.insertInto('comments').values(made).execute()
        await recount(db, flavour, [paperKey])
      }),

    editComment: (id, text, at) =>
      write(async (db) => {
        const held = await db.selectFrom('comments').select('state').where('id', '=', id).executeTakeFirst()
        if (held === undefined || held.state === 'deleted') return false
        await db.updateTable('comments').set({ text: cleanText(text), edited_at: at }).where('id', '=', id).execute()
        return true
      }),

    setCommentState: (id, state, at) =>
      write(async (db) => {
        const held = await db.selectFrom('comments').select(['state', 'paper_key']).where('id', '=', id).executeTakeFirst()
        // What is deleted has no text to come back with.
        if (held === undefined || (held.state === 'deleted' && state !== 'deleted')) return false
        if (held.state === state) return true
        await db.updateTable('comments').set(state === 'deleted' ? { state, text: '', edited_at: at } : { state }).where('id', '=', id).execute()
        if (state === 'deleted') await db.deleteFrom('reports').where('comment_id', '=', id).execute()
        await recount(db, flavour, [held.paper_key])
        return true
      }),

    async commenters(paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader()
        .selectFrom('comments')
        .innerJoin('persons', 'persons.id', 'comments.person_id')
        .select(['comments.paper_key', 'comments.person_id', 'comments.created_at as at', 'comments.own', 'persons.created_at', 'persons.role'])
        .where(flavour.anyOf('comments.paper_key', keys))
        .where('comments.state', '=', 'shown')
        .orderBy('comments.created_at')
        .orderBy('comments.id')
        .execute()
      const seen = new Set<string>()
      const first = rows.filter((row) => {
        const name = `${row.paper_key} ${row.person_id}`
        return !seen.has(name) && seen.add(name)
      })
      return byPaper(first, (row) => ({ at: row.at, voterSince: row.created_at, voterRole: row.role as Role, own: row.own === 1 }))
    },

    async commentCounts(paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader().selectFrom('vote_counts').select(['paper_key', 'comments']).where(flavour.anyOf('paper_key', keys)).where('comments', '>', 0).execute()
      return new Map(rows.map((row) => [row.paper_key, row.comments]))
    },

    async commentsOfPerson(personId, page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('comments').select(count.as('n')).where('person_id', '=', personId))
      const rows = await selectComments(reader()).where('comments.person_id', '=', personId).orderBy('comments.created_at', 'desc').orderBy('comments.id', 'desc').offset(offset).limit(limit).execute()
      return { total, comments: rows.map(commentOf) }
    },

    async commentsNewest(page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('comments').select(count.as('n')).where('state', '=', 'shown'))
      const rows = await selectComments(reader()).where('comments.state', '=', 'shown').orderBy('comments.created_at', 'desc').orderBy('comments.id', 'desc').offset(offset).limit(limit).execute()
      return { total, comments: rows.map(commentOf) }
    },

    ownComments: (personId, paperKeys, own) =>
      write(async (db) => {
        const keys = keysOf(paperKeys)
        if (keys.length === 0) return
        await db.updateTable('comments').set({ own: own ? 1 : 0 }).where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).execute()
        await noteChange(db, 'acts')
      }),

    commentsSince: (personId, at) => countOf(reader().selectFrom('comments').select(count.as('n')).where('person_id', '=', personId).where('created_at', '>=', at)),
  }
}
