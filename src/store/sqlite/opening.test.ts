import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { madeUpPaper } from '../made-up-papers.ts'
import { connectReader, connectWriter } from './connect.ts'
import { sqliteError } from './errors.ts'
import { openSqlite } from './sqlite.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-store-'))
  file = join(folder, 'store.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function filled(papers: number): Promise<void> {
  const store = await openSqlite(file)
  await store.write((writer) => writer.write(Array.from({ length: papers }, (_, number) => madeUpPaper(number))))
  await store.close()
}

describe('opening', () => {
  test('makes the folder and the file, and finds again what was kept', async () => {
    file = join(folder, 'a', 'b', 'store.sqlite')
    await filled(3)
    const store = await openSqlite(file)
    expect(await store.count()).toBe(3)
    await store.close()
    expect(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0).toBe(0)
  })

  test('by two at once makes one store', async () => {
    const stores = await Promise.all([openSqlite(file), openSqlite(file), openSqlite(file)])
    await Promise.all(stores.map((store, number) => store.write((writer) => writer.write([madeUpPaper(number)]))))
    for (const store of stores) expect(await store.count()).toBe(3)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('twice, each handle writes in its turn and builds on what the other put in', async () => {
    const stores = [await openSqlite(file), await openSqlite(file)]
    const addUnlessHeld = (store: (typeof stores)[number], number: number) =>
      store.write(async (writer) => {
        const { titleKey } = madeUpPaper(number)
        const held = await writer.candidates({ identifiers: [], titleKeys: [titleKey], sourceKeys: [] })
        await new Promise((resolve) => setTimeout(resolve, 1))
        if (held.length === 0) await writer.write([madeUpPaper(number)])
      })
    await Promise.all(stores.flatMap((store) => Array.from({ length: 15 }, (_, number) => addUnlessHeld(store, number))))
    for (const store of stores) expect(await store.count()).toBe(15)
    expect(await stores[0]?.check()).toEqual([])
    await Promise.all(stores.map((store) => store.close()))
  })

  test('sets its connections: commits reach the disk, readers cannot write', async () => {
    await filled(1)
    const writer = connectWriter(file)
    const reader = connectReader(file)
    const setting = (connection: typeof writer, name: string) => Object.values(connection.prepare(`pragma ${name}`).all([])[0] as object)[0]
    expect(setting(writer, 'journal_mode')).toBe('wal')
    expect(setting(writer, 'synchronous')).toBe(2)
    expect(setting(writer, 'foreign_keys')).toBe(1)
    expect(setting(writer, 'page_size')).toBe(8192)
    expect(setting(reader, 'query_only')).toBe(1)
    expect(() => reader.prepare("insert into settings values ('a', '1')").run([])).toThrow(BroadsheetError)
    reader.close()
    writer.close()
  })

  test('a file or folder that may not be written to says so', async () => {
    await filled(1)
    const asNobody = async (place: string) => {
      // The superuser may write anywhere, so the test steps down.
      const root = process.geteuid?.() === 0
      if (root) process.seteuid?.(65534)
      try {
        return await openSqlite(place).then((store) => store.close(), (error: unknown) => error)
      } finally {
        if (root) process.seteuid?.(0)
      }
    }
    chmodSync(file, 0o444)
    chmodSync(folder, 0o777)
    expect(await asNobody(file)).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/cannot be written to\. Give yourself/) })
    chmodSync(folder, 0o555)
    expect(await asNobody(join(folder, 'new.sqlite'))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('See that its folder exists and can be written to') })
    expect(await asNobody(join(folder, 'deeper', 'new.sqlite'))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('cannot be made') })
    chmodSync(folder, 0o777)
  })

  test.each([
    ['a folder', () => mkdirSync(file), 'bad-input', /is a folder/],
    ['another kind of file', () => writeFileSync(file, 'once upon a time '.repeat(1000)), 'broken-file', /not a Broadsheet store/],
    ['a place under a file', () => writeFileSync(join(folder, 'x'), ''), 'unavailable', /cannot be made/],
  ])('%s says what is wrong and what to do', async (what, make, code, sentence) => {
    make()
    const place = what === 'a place under a file' ? join(folder, 'x', 'store.sqlite') : file
    const error = await openSqlite(place).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(BroadsheetError)
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) })
    expect((error as Error).message).toContain('--data')
  })

  test.each(['', ':memory:', 'a\0b'])('%j, which is no file, is refused', async (name) => {
    await expect(openSqlite(name)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('another kind of file leaves it as it was', async () => {
    writeFileSync(file, 'once upon a time '.repeat(1000))
    const before = readFileSync(file)
    await expect(openSqlite(file)).rejects.toThrow()
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a store of a newer version says so and leaves it alone', async () => {
    await filled(1)
    const database = new Database(file)
    database.exec("insert into kysely_migration values ('999-flying-papers', '2099-01-01T00:00:00Z')")
    database.close()
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/newer version.*999-flying-papers.*Update Broadsheet/) })
  })

  test('a store that another process keeps locked gives up in time', async () => {
    await filled(1)
    const database = new Database(file)
    database.exec('begin immediate')
    const store = await openSqlite(file, { busyTimeoutMs: 60 })
    const error = await store.setSetting('a', 1).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'busy', message: expect.stringContaining('another process') })
    expect(await store.count()).toBe(1)
    database.exec('commit')
    database.close()
    await store.setSetting('a', 2)
    expect(await store.setting('a')).toBe(2)
    await store.close()
  })
})

describe('a damaged store', () => {
  test('is told by check, or refused: never a crash, never silence', async () => {
    await filled(2000)
    const size = statSync(file).size
    // Overwrites pages in the middle, where tables and indexes are.
    const handle = openSync(file, 'r+')
    for (let at = 8192 * 3; at < size; at += 8192 * 5) writeSync(handle, Buffer.alloc(4000, 0x5a), 0, 4000, at)
    closeSync(handle)
    const said = await openSqlite(file).then(
      async (store) => {
        const faults = await store.check().catch((error: unknown) => [error])
        await store.close()
        return faults
      },
      (error: unknown) => [error],
    )
    expect(said.length).toBeGreaterThan(0)
    for (const fault of said) expect(fault instanceof BroadsheetError ? fault.code : String(fault)).toMatch(/broken-file|damaged/)
  })

  test('cut short is told too', async () => {
    await filled(2000)
    truncateSync(file, Math.floor(statSync(file).size / 2))
    const said = await openSqlite(file).then(
      async (store) => {
        const faults = await store.check().catch((error: unknown) => [error])
        await store.close()
        return faults
      },
      (error: unknown) => [error],
    )
    expect(said.length).toBeGreaterThan(0)
    for (const fault of said) expect(fault instanceof BroadsheetError ? fault.code : String(fault)).toMatch(/broken-file|damaged/)
  })

  test('whose tables disagree is told by check', async () => {
    await filled(3)
    const database = new Database(file)
    database.exec(`delete from paper_sources where source_key = '2403.00001'; delete from identifiers where paper_key = 2;
      insert into identifiers values ('doi', '10.1/x', 77); update counts set papers = 9 where kind = 'papers'; update counters set value = 1`)
    database.close()
    const store = await openSqlite(file)
    expect(await store.check()).toEqual([
      '1 papers have no source.',
      '1 identifiers belong to no paper.',
      'The store counts 9 papers but holds 3.',
      'Papers have numbers beyond the last one given out.',
    ])
    await store.close()
  })
})

describe("SQLite's errors", () => {
  test.each([
    ['SQLITE_FULL', 'unavailable', /disk .* is full/],
    ['SQLITE_READONLY_DIRECTORY', 'unavailable', /cannot be written to/],
    ['SQLITE_PERM', 'unavailable', /cannot be written to/],
    ['SQLITE_IOERR_FSYNC', 'unavailable', /failed/],
    ['SQLITE_CANTOPEN', 'unavailable', /cannot be opened/],
    ['SQLITE_CORRUPT_INDEX', 'broken-file', /is damaged/],
    ['SQLITE_NOTADB', 'broken-file', /not a Broadsheet store/],
    ['SQLITE_BUSY_SNAPSHOT', 'busy', /another process/],
  ])('%s becomes a sentence', (code, kind, sentence) => {
    const cause = Object.assign(new Error('near "secret": syntax'), { code })
    const error = sqliteError(cause, '/data/store.sqlite')
    expect(error).toMatchObject({ code: kind, message: expect.stringMatching(sentence), cause })
    expect((error as Error).message).not.toContain('secret')
  })

  test.each([
    [1544, 'unavailable', /cannot be written to/],
    [4618, 'unavailable', /Reading or writing .* failed/],
  ])('known to libsql by the number %i only become one too', (rawCode, kind, sentence) => {
    const cause = Object.assign(new Error('from SQLite'), { code: `UNKNOWN_SQLITE_ERROR_${rawCode}`, rawCode })
    expect(sqliteError(cause, '/data/store.sqlite')).toMatchObject({ code: kind, message: expect.stringMatching(sentence), cause })
  })

  test('that are our own fault stay as they are', () => {
    const cause = Object.assign(new Error('UNIQUE constraint failed'), { code: 'SQLITE_CONSTRAINT_UNIQUE' })
    expect(sqliteError(cause, 'f')).toBe(cause)
    expect(sqliteError(undefined, 'f')).toBe(undefined)
  })

  test('reach the caller from a full disk, and the batch before is kept', async () => {
    await filled(10)
    const database = new Database(file)
    const pages = (database.prepare('pragma page_count').get() as { page_count: number }).page_count
    database.close()
    const store = await openSqlite(file, { maxPages: pages + 8 })
    const error = await store.write((writer) => writer.write(Array.from({ length: 500 }, (_, number) => madeUpPaper(100 + number)))).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('full') })
    expect(await store.count()).toBe(10)
    expect(await store.check()).toEqual([])
    await store.write((writer) => writer.write([madeUpPaper(99)]))
    expect(await store.count()).toBe(11)
    await store.close()
  })
})
