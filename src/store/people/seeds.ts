/** Papers that stand for a reader's interest. */
import { insertRows } from '../bulk.ts'
import type { People } from '../people.ts'
import { heldPapers, keysOf, needPerson, type PeopleBase } from './base.ts'

type Seeds = Pick<People, 'seed' | 'seeds'>

export function createSeeds({ flavour, reader, write }: PeopleBase): Seeds {
  return {
    seed: (personId, paperKeys, on) =>
      write(async (db) => {
        const keys = keysOf(paperKeys)
        if (keys.length === 0) return
        if (!on) {
          await db.deleteFrom('seeds').where('person_id', '=', personId).where(flavour.anyOf('paper_key', keys)).execute()
          return
        }
        await needPerson(db, personId)
        const held = await heldPapers(db, flavour, keys)
        await insertRows(db, flavour, 'seeds', ['person_id', 'paper_key'], held.map((key) => [personId, key]), '("person_id","paper_key") do nothing')
      }),

    async seeds(personId) {
      const rows = await reader().selectFrom('seeds').select('paper_key').where('person_id', '=', personId).orderBy('paper_key').execute()
      return rows.map((row) => row.paper_key)
    },
  }
}
