/** Small settings of a person: a name and a JSON value. */
import { cleanJson, cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { needPerson, type PeopleBase } from './base.ts'

type PersonSettings = Pick<People, 'setSetting' | 'settings'>

export function createPersonSettings({ reader, write }: PeopleBase): PersonSettings {
  return {
    setSetting: (personId, name, value) =>
      write(async (db) => {
        const clean = cleanText(name)
        if (value === undefined) {
          await db.deleteFrom('person_settings').where('person_id', '=', personId).where('name', '=', clean).execute()
          return
        }
        await needPerson(db, personId)
        const json = cleanJson(value)
        await db.insertInto('person_settings').values({ person_id: personId, name: clean, value: json }).onConflict((conflict) => conflict.columns(['person_id', 'name']).doUpdateSet({ value: json })).execute()
      }),

    async settings(personId) {
      const rows = await reader().selectFrom('person_settings').select(['name', 'value']).where('person_id', '=', personId).orderBy('name').execute()
      return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]))
    },
  }
}
