import { PGlite } from '@electric-sql/pglite'
import { afterAll } from 'vitest'
import { storeContract } from '../store-contract.ts'
import { arrivalContract } from '../store-contract-arrival.ts'
import { byDateContract } from '../store-contract-by-date.ts'
import { olderStores } from '../store-contract-older.ts'
import { peopleContract } from '../store-contract-people.ts'
import { hooksContract } from '../store-contract-hooks.ts'
import { postContract } from '../store-contract-post.ts'
import { storeModel } from '../store-model.ts'
import { openPglite } from './pglite.ts'

// One server for all tests, emptied for each: starting one takes seconds.
const database = new PGlite()
afterAll(() => database.close())

const open = async () => {
  await database.exec('drop schema public cascade; create schema public')
  return openPglite(database)
}

storeContract('PostgreSQL', open)
arrivalContract('PostgreSQL', open)
byDateContract('PostgreSQL', open)
olderStores('PostgreSQL', async () => {
  await database.exec('drop schema public cascade; create schema public')
  return { open: () => openPglite(database), run: async (statements) => void (await database.exec(statements.join(';'))) }
})
storeModel('PostgreSQL', open, 8)
hooksContract('PostgreSQL', open)
postContract('PostgreSQL', async () => ({ store: await open(), again: undefined }), 8)
peopleContract('PostgreSQL', async () => ({ store: await open(), again: undefined }), 8)
