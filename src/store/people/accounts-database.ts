/**
 * The tables of accounts as a Kysely for better-auth. Reads go to what is committed; every statement that writes is a transaction of the
 * store, in its turn: a second connection that writes would wait for the store's inside SQLite, and hold up the process that it waits for.
 */
import {
  type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult,
  SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
} from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import type { AccountsDatabase } from '../store.ts'
import type { PeopleBase } from './base.ts'

export function accountsDatabase(base: PeopleBase): AccountsDatabase {
  const driver = new TurnDriver(new TurnConnection(base))
  const dialect: Dialect =
    base.flavour.name === 'sqlite'
      ? { createAdapter: () => new SqliteAdapter(), createDriver: () => driver, createIntrospector: (db) => new SqliteIntrospector(db), createQueryCompiler: () => new SqliteQueryCompiler() }
      : { createAdapter: () => new PostgresAdapter(), createDriver: () => driver, createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() }
  return { db: new Kysely({ dialect }), type: 'sqlite', transaction: false }
}

class TurnDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  async beginTransaction(): Promise<void> {
    throw new BroadsheetError('internal', 'Accounts are written one statement at a time.')
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  /** The connections are the store's to close. */
  async destroy(): Promise<void> {}
}

class TurnConnection implements DatabaseConnection {
  readonly #base: PeopleBase

  constructor(base: PeopleBase) {
    this.#base = base
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const run = (db: ReturnType<PeopleBase['reader']>) => db.executeQuery(query) as Promise<QueryResult<R>>
    return reads(query) ? run(this.#base.reader()) : this.#base.write(run)
  }

  async *streamQuery(): AsyncIterableIterator<never> {
    throw new BroadsheetError('internal', 'Accounts are not streamed.')
  }
}

function reads(query: CompiledQuery): boolean {
  return query.query.kind === 'SelectQueryNode' || (query.query.kind === 'RawNode' && /^\s*(select|pragma)\b/i.test(query.sql))
}
