/**
 * The same on a PostgreSQL server, which this file starts for itself where one is installed: its sessions are real, as
 * those of PGlite are not.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeContract } from '../store-contract.ts'
import { arrivalContract } from '../store-contract-arrival.ts'
import { byDateContract } from '../store-contract-by-date.ts'
import { olderStores } from '../store-contract-older.ts'
import { peopleContract } from '../store-contract-people.ts'
import { hooksContract } from '../store-contract-hooks.ts'
import { postContract } from '../store-contract-post.ts'
import { storeModel } from '../store-model.ts'
import { lockKey } from './advisory-locks.ts'
import { openPostgres } from './postgres.ts'

/** Where distributions put the server's programs. */
const PLACES = ['/usr/lib/postgresql', '/usr/local/pgsql', '/opt/homebrew/opt/postgresql', '/usr/pgsql']
const programs = [...PLACES.flatMap((place) => (existsSync(place) ? [...readdirSync(place).map((version) => join(place, version, 'bin')), join(place, 'bin')] : [])), '/usr/local/bin', '/usr/bin'].find((place) => existsSync(join(place, 'initdb')))
/** The server refuses to be run by the superuser. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

describe.skipIf(programs === undefined)(programs === undefined ? 'a PostgreSQL server (left out: none is installed here)' : 'a PostgreSQL server', () => {
  let folder: string
  let server: ChildProcess
  let url: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'))
    if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
    const data = join(folder, 'data')
    execFileSync(join(programs!, 'initdb'), ['-D', data, '-U', 'reader', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...nobody, cwd: folder, stdio: 'pipe' })
    const port = await freePort()
    server = spawn(join(programs!, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'], { ...nobody, cwd: folder, stdio: 'ignore' })
    url = `postgres://reader@127.0.0.1:${port}/postgres`
    const until = Date.now() + 30_000
    while (!(await run(['select 1']).then(() => true, () => false))) {
      if (server.exitCode !== null || Date.now() > until) throw new Error('The PostgreSQL server does not start.')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  afterAll(async () => {
    if (server?.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  })

  const run = async (statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(statements.join(';'))
    } finally {
      await client.end()
    }
  }
  const open = async () => {
    await run(['drop schema public cascade', 'create schema public'])
    return openPostgres(url)
  }

  storeContract('PostgreSQL', open)
  arrivalContract('PostgreSQL', open)
  byDateContract('PostgreSQL', open)
  olderStores('PostgreSQL', async () => {
    await (await open()).close()
    return { open: () => openPostgres(url), run }
  })
  storeModel('PostgreSQL', open, 8)
  hooksContract('PostgreSQL', open)
  postContract('PostgreSQL', async () => ({ store: await open(), again: () => openPostgres(url) }), 8)
  peopleContract('PostgreSQL', async () => ({ store: await open(), again: () => openPostgres(url) }), 8)

  describe('locks', () => {
    test('of one store keep another out, until that is closed', async () => {
      const stores = [await open(), await openPostgres(url), await openPostgres(url)] as const
      const takers = await Promise.all(stores.map((store) => store.tryLock('fetch')))
      expect(takers.filter((lock) => lock !== undefined)).toHaveLength(1)
      const holder = takers.findIndex((lock) => lock !== undefined)
      const others = stores.filter((_, at) => at !== holder)
      expect(await others[0]?.tryLock('backfill')).toBeDefined()
      expect(await stores[holder]?.tryLock('backfill')).toBeUndefined()
      await stores[holder]?.close()
      const lock = await others[1]?.tryLock('fetch')
      expect(lock).toBeDefined()
      await lock?.release()
      expect(await others[0]?.tryLock('fetch')).toBeDefined()
      await Promise.all(stores.map((store) => store.close()))
      expect(await locksHeld()).toEqual([])
    })

    test('take no connection from the pool, and leave none behind', async () => {
      const store = await open()
      const single = await openPostgres(url, { connections: 1 })
      const names = Array.from({ length: 12 }, (_, number) => `lock ${number}`)
      const locks = await Promise.all(names.map((name) => single.tryLock(name)))
      expect(locks.every((lock) => lock !== undefined)).toBe(true)
      await single.setSetting('a', 1)
      expect(await single.setting('a')).toBe(1)
      const held = await locksHeld()
      expect(held.map(({ key }) => key).sort()).toEqual(names.map(lockKey).sort())
      expect(await single.tryLock(names[0]!)).toBeUndefined()
      for (const lock of locks) await lock?.release()
      for (const { pid } of held) await expect.poll(() => sessions(pid)).toBe(0)
      await single.close()
      await store.close()
    })

    test('of a session that was cut are free for others, and nothing crashes', async () => {
      const [one, other] = [await open(), await openPostgres(url)]
      const lost = await one.tryLock('fetch')
      const kept = await one.tryLock('kept')
      const pid = (await locksHeld()).find(({ key }) => key === lockKey('fetch'))?.pid ?? 0
      await run([`select pg_terminate_backend(${pid})`])
      await expect.poll(() => sessions(pid)).toBe(0)
      const taken = await other.tryLock('fetch')
      expect(taken).toBeDefined()
      await lost?.release()
      expect(await one.tryLock('fetch')).toBeUndefined()
      expect(await other.tryLock('kept')).toBeUndefined()
      await taken?.release()
      expect(await one.tryLock('fetch')).toBeDefined()
      await kept?.release()
      await one.close()
      await other.close()
      expect(await locksHeld()).toEqual([])
    })
  })

  const ask = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Row>(text)).rows
    } finally {
      await client.end()
    }
  }
  /** Advisory locks on keys of 64 bits (objsubid 1), with the key put together again. */
  const locksHeld = () => ask<{ key: string; pid: number }>(`select ((classid::bigint << 32) | objid::bigint)::text as key, pid from pg_locks where locktype = 'advisory' and objsubid = 1 order by 1`)
  const sessions = async (pid: number) => (await ask(`select 1 from pg_stat_activity where pid = ${pid}`)).length
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
