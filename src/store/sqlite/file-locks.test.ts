import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockPath } from './file-locks.ts'
import { openSqlite } from './sqlite.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-locks-'))
  file = join(folder, 'store.sqlite')
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

test('a lock of one handle keeps another on the same store out, by whatever path that was opened, until it is closed', async () => {
  const one = await openSqlite(file)
  const link = join(folder, 'elsewhere', 'link.sqlite')
  mkdirSync(dirname(link))
  symlinkSync(file, link)
  const other = await openSqlite(link)
  expect(await one.tryLock('fetch')).toBeDefined()
  expect(await other.tryLock('fetch')).toBeUndefined()
  const another = await other.tryLock('backfill')
  expect(another).toBeDefined()
  expect(await one.tryLock('backfill')).toBeUndefined()
  await one.close()
  const lock = await other.tryLock('fetch')
  expect(lock).toBeDefined()
  await lock?.release()
  await lock?.release()
  await other.close()
})

test('of many handles that ask at once one gets the lock', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, () => openSqlite(file)))
  for (let round = 0; round < 4; round++) {
    const got = (await Promise.all(stores.map((store) => store.tryLock('fetch')))).filter((lock) => lock !== undefined)
    expect(got).toHaveLength(1)
    await got[0]?.release()
  }
  await Promise.all(stores.map((store) => store.close()))
})

test('two stores in one folder have locks of their own', async () => {
  const stores = [await openSqlite(file), await openSqlite(join(folder, 'other.sqlite'))]
  for (const store of stores) expect(await store.tryLock('fetch')).toBeDefined()
  await Promise.all(stores.map((store) => store.close()))
})

test('locks lie in a folder beside the store, under names that any file may have', async () => {
  const store = await openSqlite(file)
  const names = ['fetch', 'fetch/arxiv', '../escape', '汉', '\0', '', '.', 'CON', 'x'.repeat(1000)]
  for (const name of names) expect(await store.tryLock(name), name.slice(0, 20)).toBeDefined()
  const files = readdirSync(join(folder, 'locks')).filter((one) => !/-(journal|wal|shm)$/.test(one))
  expect(files).toHaveLength(names.length)
  for (const one of files) expect(one).toMatch(/^[A-Za-z0-9-]{1,60}$/)
  expect(files.some((one) => one.startsWith('fetch-arxiv-'))).toBe(true)
  expect(readdirSync(folder).filter((one) => !one.startsWith('store.sqlite'))).toEqual(['locks'])
  await store.close()
})

test('a folder that may not be written to is told as such', async () => {
  const store = await openSqlite(file)
  // A file where the folder should be: the superuser, too, makes no folder there.
  writeFileSync(join(folder, 'locks'), '')
  await expect(store.tryLock('fetch')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(basename(lockPath(file, 'fetch'))) })
  rmSync(join(folder, 'locks'))
  expect(await store.tryLock('fetch')).toBeDefined()
  await store.close()
})
