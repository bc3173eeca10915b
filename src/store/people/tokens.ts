/** Personal API tokens. Only a token's digest is kept, so that what is read here opens nothing. */
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { needPerson, type PeopleBase } from './base.ts'
import { PERSON_COLUMNS, personOf } from './persons.ts'

type Tokens = Pick<People, 'tokens' | 'addToken' | 'personByTokenHash' | 'touchToken' | 'removeToken'>

export function createTokens({ reader, write }: PeopleBase): Tokens {
  return {
    async tokens(personId) {
      const rows = await reader().selectFrom('tokens').select(['id', 'name', 'created_at', 'last_used_at']).where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute()
      return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at, lastUsedAt: row.last_used_at ?? undefined }))
    },

    addToken: ({ id, personId, name, hash, at }) =>
      write(async (db) => {
        await needPerson(db, personId)
        await db.insertInto('tokens').values({ id, person_id: personId, name: cleanText(name), hash, created_at: at, last_used_at: null }).execute()
      }),

    async personByTokenHash(hash) {
      const row = await reader()
        .selectFrom('tokens')
        .innerJoin('persons', 'persons.id', 'tokens.person_id')
        .select([...PERSON_COLUMNS, 'tokens.id as token_id', 'tokens.last_used_at'])
        .where('tokens.hash', '=', hash)
        .executeTakeFirst()
      return row && { person: personOf(row), tokenId: row.token_id, lastUsedAt: row.last_used_at ?? undefined }
    },

    touchToken: (id, at) =>
      write(async (db) => {
        await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute()
      }),

    removeToken: (personId, id) =>
      write(async (db) => {
        const held = await db.selectFrom('tokens').select('id').where('id', '=', id).where('person_id', '=', personId).executeTakeFirst()
        if (held !== undefined) await db.deleteFrom('tokens').where('id', '=', id).execute()
        return held !== undefined
      }),
  }
}
