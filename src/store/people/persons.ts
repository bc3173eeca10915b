/** Who there is. */
import type { Selectable } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import { LOCAL_PERSON_ID, type Person, Role } from '../../paper/people.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { count, countOf, pageOf, type PeopleBase } from './base.ts'
import { noteChange } from './people-changes.ts'
import type { PersonsTable } from './people-tables.ts'
import { removePerson } from './remove-person.ts'

export const PERSON_COLUMNS = ['persons.id', 'persons.name', 'persons.email', 'persons.role', 'persons.created_at'] as const

type PersonRow = Pick<Selectable<PersonsTable>, 'id' | 'name' | 'email' | 'role' | 'created_at'>

export function personOf(row: PersonRow): Person {
  // A role that this version does not know may the least.
  const role = Role.safeParse(row.role).data ?? 'reader'
  return { id: row.id, name: row.name, email: row.email ?? undefined, role, since: row.created_at }
}

function foldEmail(email: string): string {
  return cleanText(email).trim().toLowerCase()
}

type Persons = Pick<People, 'person' | 'personByEmail' | 'founded' | 'persons' | 'savePerson' | 'setRole' | 'removePerson'>

export function createPersons({ flavour, clock, reader, write, forget }: PeopleBase): Persons {
  const now = () => new Date(clock.now()).toISOString()
  return {
    async person(id) {
      const row = await reader().selectFrom('persons').select(PERSON_COLUMNS).where('id', '=', id).executeTakeFirst()
      return row && personOf(row)
    },

    async personByEmail(email) {
      const row = await reader().selectFrom('persons').select(PERSON_COLUMNS).where('email', '=', foldEmail(email)).executeTakeFirst()
      return row && personOf(row)
    },

    async founded() {
      const row = await reader().selectFrom('persons').select('created_at').where('id', '<>', LOCAL_PERSON_ID).orderBy('created_at').limit(1).executeTakeFirst()
      return row?.created_at
    },

    async persons(page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('persons').select(count.as('n')))
      const rows = await reader().selectFrom('persons').select(PERSON_COLUMNS).orderBy('created_at').orderBy('id').offset(offset).limit(limit).execute()
      return { total, persons: rows.map(personOf) }
    },

    savePerson: (person) =>
      write(async (db) => {
        const email = person.email === undefined ? null : foldEmail(person.email)
        const name = cleanText(person.name)
        if (email !== null) {
          const other = await db.selectFrom('persons').select('id').where('email', '=', email).where('id', '<>', person.id).executeTakeFirst()
          if (other !== undefined) throw new BroadsheetError('bad-input', 'Another person has this e-mail address.')
        }
        const held = await db.selectFrom('persons').select('email').where('id', '=', person.id).executeTakeFirst()
        const said = { name, email, role: person.role, created_at: person.since, updated_at: now() }
        if (held === undefined) await db.insertInto('persons').values({ id: person.id, image: null, email_verified: 0, ...said }).execute()
        // An address that was proven says nothing of another.
        else await db.updateTable('persons').set(held.email === email ? said : { ...said, email_verified: 0 }).where('id', '=', person.id).execute()
        await noteChange(db, 'acts')
      }),

    setRole: (id, role) =>
      write(async (db) => {
        const held = await db.selectFrom('persons').select('id').where('id', '=', id).executeTakeFirst()
        if (held === undefined) return false
        await db.updateTable('persons').set({ role, updated_at: now() }).where('id', '=', id).execute()
        await noteChange(db, 'acts')
        return true
      }),

    async removePerson(id) {
      const removed = await write((db) => removePerson(db, flavour, id))
      if (removed) forget()
      return removed
    },
  }
}
