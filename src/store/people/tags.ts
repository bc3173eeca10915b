/** A person's own tags of papers. */
import { cleanText } from '../clean-text.ts'
import { insertRows } from '../bulk.ts'
import type { People } from '../people.ts'
import { byPaper, count, countOf, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'

type Tags = Pick<People, 'tag' | 'tagsOn' | 'tagsOf' | 'tagged'>

export function createTags({ flavour, reader, write }: PeopleBase): Tags {
  return {
    tag: (personId, paperKey, tags, at) =>
      write(async (db) => {
        const wanted = new Set(tags.map(cleanText))
        if (wanted.size > 0) {
          await needPaper(db, paperKey)
          await needPerson(db, personId)
        }
        const held = await db.selectFrom('tags').select('tag').where('person_id', '=', personId).where('paper_key', '=', paperKey).execute()
        const gone = held.map((row) => row.tag).filter((tag) => !wanted.has(tag))
        if (gone.length > 0) await db.deleteFrom('tags').where('person_id', '=', personId).where('paper_key', '=', paperKey).where(flavour.anyOf('tag', gone)).execute()
        // One that stays keeps its instant.
        for (const row of held) wanted.delete(row.tag)
        await insertRows(db, flavour, 'tags', ['person_id', 'paper_key', 'tag', 'at'], [...wanted].map((tag) => [personId, paperKey, tag, at]))
      }),

    async tagsOn(personId, paperKeys) {
      const keys = keysOf(paperKeys)
      if (keys.length === 0) return new Map()
      const rows = await reader().selectFrom('tags').select(['paper_key', 'tag']).where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).orderBy('tag').execute()
      return byPaper(rows, (row) => row.tag)
    },

    async tagsOf(personId) {
      const rows = await reader().selectFrom('tags').select(['tag', count.as('n')]).where('person_id', '=', personId).groupBy('tag').orderBy('tag').execute()
      return rows.map((row) => ({ tag: row.tag, papers: Number(row.n) }))
    },

    async tagged(personId, tag, page) {
      const { offset, limit } = pageOf(page)
      const of = () => reader().selectFrom('tags').where('person_id', '=', personId).where('tag', '=', cleanText(tag))
      const total = await countOf(of().select(count.as('n')))
      const rows = await of().select(['paper_key', 'at']).orderBy('at', 'desc').orderBy('paper_key', 'desc').offset(offset).limit(limit).execute()
      return { total, papers: rows.map((row) => ({ paperKey: row.paper_key, at: row.at })) }
    },
  }
}
