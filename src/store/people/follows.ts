/** What a reader asked to be shown more or less of. */
import type { Follow } from '../../paper/people.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { needPerson, type PeopleBase } from './base.ts'

type Follows = Pick<People, 'follow' | 'follows'>

export function createFollows({ reader, write }: PeopleBase): Follows {
  return {
    follow: (personId, { kind, value: said }, on) =>
      write(async (db) => {
        const value = cleanText(said)
        if (!on) {
          await db.deleteFrom('follows').where('person_id', '=', personId).where('kind', '=', kind).where('value', '=', value).execute()
          return
        }
        await needPerson(db, personId)
        await db.insertInto('follows').values({ person_id: personId, kind, value }).onConflict((conflict) => conflict.doNothing()).execute()
      }),

    async follows(personId) {
      const rows = await reader().selectFrom('follows').select(['kind', 'value']).where('person_id', '=', personId).orderBy('kind').orderBy('value').execute()
      return rows as Follow[]
    },
  }
}
