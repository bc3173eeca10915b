import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll } from 'vitest'
import { storeContract } from '../store-contract.ts'
import { arrivalContract } from '../store-contract-arrival.ts'
import { byDateContract } from '../store-contract-by-date.ts'
import { olderStores } from '../store-contract-older.ts'
import { peopleContract } from '../store-contract-people.ts'
import { hooksContract } from '../store-contract-hooks.ts'
import { postContract } from '../store-contract-post.ts'
import { storeModel } from '../store-model.ts'
import { openSqlite } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-store-'))
let number = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openSqlite(join(folder, `${++number}.sqlite`))

storeContract('SQLite', open)
arrivalContract('SQLite', open)
byDateContract('SQLite', open)
olderStores('SQLite', async () => {
  const file = join(folder, `${++number}.sqlite`)
  return {
    open: () => openSqlite(file),
    run: async (statements) => {
      const database = new Database(file)
      for (const statement of statements) database.exec(statement)
      database.close()
    },
  }
})
storeModel('SQLite', open, 40)
hooksContract('SQLite', open)
postContract('SQLite', async () => {
  const store = await open()
  const file = join(folder, `${number}.sqlite`)
  return { store, again: () => openSqlite(file) }
}, 15)
peopleContract('SQLite', async () => {
  const store = await open()
  const file = join(folder, `${number}.sqlite`)
  return { store, again: () => openSqlite(file) }
}, 40)
