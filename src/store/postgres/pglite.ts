/** PostgreSQL in process, for tests: PGlite is a development dependency, so nothing but tests may import this. */
import type { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult,
} from 'kysely'
import type { Tables } from '../schema.ts'
import type { Store } from '../store.ts'
import { advisoryLocks, type LockSession } from './advisory-locks.ts'
import { openWith, type PostgresOptions } from './postgres.ts'

/** Opens a store in a PGlite database, which stays the caller's: closing the store leaves it open. */
export async function openPglite(database: PGlite, options: PostgresOptions = {}): Promise<Store> {
  return openWith(new Kysely<Tables>({ dialect: pgliteDialect(database) }), 'The database', advisoryLocks(async () => lockSession(database)), options)
}

/** PGlite has one session, and a session may take its own locks again: so what is held is kept beside it. */
const locks = new WeakMap<PGlite, Set<string>>()

function lockSession(database: PGlite): LockSession {
  const held = locks.get(database) ?? new Set()
  locks.set(database, held)
  return {
    ask: async (deed, key) => {
      if (deed === 'pg_advisory_unlock') return held.delete(key)
      const free = !held.has(key)
      held.add(key)
      return free
    },
    end: async () => undefined,
  }
}

function pgliteDialect(database: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(database),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** PGlite has one session: whoever holds it keeps the others waiting. */
class PgliteDriver implements Driver {
  readonly #database: PGlite
  #free: Promise<void> = Promise.resolve()
  #release: () => void = () => undefined

  constructor(database: PGlite) {
    this.#database = database
  }

  async init(): Promise<void> {
    await this.#database.waitReady
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free
    let release: () => void = () => undefined
    this.#free = new Promise((resolve) => (release = resolve))
    await before
    this.#release = release
    return new PgliteConnection(this.#database)
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {}
}

class PgliteConnection implements DatabaseConnection {
  readonly #database: PGlite

  constructor(database: PGlite) {
    this.#database = database
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.#database.query<R>(query.sql, [...query.parameters])
    return { rows, numAffectedRows: BigInt(affectedRows ?? 0) }
  }

  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('PGlite does not stream rows.')
  }
}
