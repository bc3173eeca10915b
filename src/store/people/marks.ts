/** What people save, hide and have read. */
import type { Mark } from '../../paper/people.ts'
import type { People } from '../people.ts'
import { byPaper, count, countOf, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'

type Marks = Pick<People, 'mark' | 'marksOn' | 'marked'>

export function createMarks({ flavour, reader, write }: PeopleBase): Marks {
  return {
    mark: (personId, paperKey, mark, on, at) =>
      write(async (db) => {
        if (!on) {
          await db.deleteFrom('marks').where('person_id', '=', personId).where('paper_key', '=', paperKey).where('mark', '=', mark).execute()
          return
        }
        await needPaper(db, paperKey)
        await needPerson(db, personId)
        await db.insertInto('marks').values({ person_id: personId, paper_key: paperKey, mark, at }).onConflict((conflict) => conflict.doNothing()).execute()
      }),

    async marksOn(personId, paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader().selectFrom('marks').select(['paper_key', 'mark']).where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).execute()
      return new Map([...byPaper(rows, (row) => row.mark as Mark)].map(([key, marks]) => [key, new Set(marks)]))
    },

    async marked(personId, mark, page) {
      const { offset, limit } = pageOf(page)
      const of = () => reader().selectFrom('marks').where('person_id', '=', personId).where('mark', '=', mark)
      const total = await countOf(of().select(count.as('n')))
      const rows = await of().select(['paper_key', 'at']).orderBy('at', 'desc').orderBy('paper_key', 'desc').offset(offset).limit(limit).execute()
      return { total, papers: rows.map((row) => ({ paperKey: row.paper_key, at: row.at })) }
    },
  }
}
