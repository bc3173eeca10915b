/** A person's own notes, one a paper. */
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { count, countOf, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'

type Notes = Pick<People, 'note' | 'notesOn' | 'notes'>

export function createNotes({ flavour, reader, write }: PeopleBase): Notes {
  return {
    note: (personId, paperKey, text, at) =>
      write(async (db) => {
        if (text === '') {
          await db.deleteFrom('notes').where('person_id', '=', personId).where('paper_key', '=', paperKey).execute()
          return
        }
        await needPaper(db, paperKey)
        await needPerson(db, personId)
        const said = { text: cleanText(text), at }
        await db.insertInto('notes').values({ person_id: personId, paper_key: paperKey, ...said }).onConflict((conflict) => conflict.columns(['person_id', 'paper_key']).doUpdateSet(said)).execute()
      }),

    async notesOn(personId, paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader().selectFrom('notes').select(['paper_key', 'text']).where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).execute()
      return new Map(rows.map((row) => [row.paper_key, row.text]))
    },

    async notes(personId, page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('notes').select(count.as('n')).where('person_id', '=', personId))
      const rows = await reader().selectFrom('notes').select(['paper_key', 'at', 'text']).where('person_id', '=', personId).orderBy('at', 'desc').orderBy('paper_key', 'desc').offset(offset).limit(limit).execute()
      return { total, papers: rows.map((row) => ({ paperKey: row.paper_key, at: row.at, text: row.text })) }
    },
  }
}
