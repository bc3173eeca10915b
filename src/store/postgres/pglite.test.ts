import { PGlite } from '@electric-sql/pglite'
import { afterAll } from 'vitest'
import { storeContract } from '../store-contract.ts'
import { openPglite } from './pglite.ts'

// One server for all tests, emptied for each: starting one takes seconds.
const database = new PGlite()
afterAll(() => database.close())

storeContract('PostgreSQL', async () => {
  await database.exec('drop schema public cascade; create schema public')
  return openPglite(database)
})
