/** The store over any database that Kysely speaks: puts the nouns' queries together behind the door. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql } from 'kysely'
import { type Clock, systemClock } from '../tools/clock.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { LedgerRow } from '../paper/ledger.ts'
import type { IdentifierScheme, Paper, SourceName } from '../paper/paper.ts'
import { readByDate } from './by-date.ts'
import { readChanges } from './changes.ts'
import { checkTables } from './check.ts'
import { readCount, readCountBySource, readFacets } from './counts.ts'
import { readCounters } from './counters.ts'
import { readCountsByDay, readDaySpan, readDaysOf, readNeighbours } from './days.ts'
import type { Databases } from './flavour.ts'
import { findKey, readHeld } from './identifiers.ts'
import { readLedger, writeLedgerWith } from './ledger.ts'
import { readKeysListed, readListed, readPlaces } from './listed.ts'
import { readHeldRows, readPapers } from './papers.ts'
import { accountsDatabase } from './people/accounts-database.ts'
import { createSqlPeople } from './people/sql-people.ts'
import { createSqlHooks } from './hooks/sql-hooks.ts'
import { createSqlPost } from './post/sql-post.ts'
import type { Tables } from './schema.ts'
import { readSetting, readSettingsUnder, writeSetting } from './settings.ts'
import type { People } from './people.ts'
import type { Hooks } from './hooks.ts'
import type { Post } from './post.ts'
import type { AccountsDatabase, ByDateQuery, DayQuery, Store, StoreLock, StoreWriter } from './store.ts'
import { readVersionsOf } from './versions.ts'
import { SqlWriter } from './writer.ts'

export class SqlStore implements Store {
  readonly people: People
  readonly post: Post
  readonly hooks: Hooks
  readonly accounts: AccountsDatabase
  readonly #databases: Databases
  readonly #close: () => Promise<void>
  readonly #clock: Clock
  /** ends with the last write asked for: writes of one process queue up here */
  #queue: Promise<unknown> = Promise.resolve()
  /** inside a write: that write, so that none begins within it and waits for itself */
  readonly #writing = new AsyncLocalStorage<{ running: boolean }>()
  readonly #locks = new Set<StoreLock>()
  #closed: Promise<void> | undefined

  constructor(databases: Databases, close: () => Promise<void>, clock: Clock = systemClock) {
    this.#databases = databases
    this.#close = close
    this.#clock = clock
    const { flavour } = databases
    const base = { flavour, clock, forget: () => databases.forget?.(), reader: () => this.#reader(), write: <T>(work: (db: Kysely<Tables>) => Promise<T>) => this.#transaction(work) }
    this.people = createSqlPeople(base)
    this.post = createSqlPost(base)
    this.hooks = createSqlHooks(base)
    this.accounts = accountsDatabase(base)
  }

  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> {
    const { flavour } = this.#databases
    return this.#transaction(async (connection) => {
      const writer = new SqlWriter(connection, flavour, this.#clock)
      try {
        return await work(writer)
      } finally {
        await writer.end()
      }
    })
  }

  papers(keys: readonly number[]): Promise<readonly Paper[]> {
    return readPapers(this.#reader(), this.#databases.flavour, keys)
  }

  papersByDate(query: ByDateQuery): Promise<readonly Paper[]> {
    return readByDate(this.#reader(), this.#databases.flavour, query)
  }

  async find(id: string): Promise<Paper | undefined> {
    const key = await findKey(this.#reader(), this.#databases.flavour, id)
    return key === undefined ? undefined : (await this.papers([key]))[0]
  }

  async origins(keys: readonly number[]): ReturnType<Store['origins']> {
    const rows = await readHeldRows(this.#reader(), this.#databases.flavour, keys)
    return new Map([...rows].map(([key, row]) => [key, { firstId: (JSON.parse(row.former_ids) as string[])[0] ?? row.id, addedAt: row.added_at }]))
  }

  daysOf(key: number): ReturnType<Store['daysOf']> {
    return readDaysOf(this.#reader(), key)
  }

  versionsOf(key: number): ReturnType<Store['versionsOf']> {
    return readVersionsOf(this.#reader(), key)
  }

  places(query: DayQuery): ReturnType<Store['places']> {
    return readPlaces(this.#reader(), this.#databases.flavour, query)
  }

  listed(query: DayQuery): ReturnType<Store['listed']> {
    return readListed(this.#reader(), this.#databases.flavour, query)
  }

  keysListed(from: string, to: string): ReturnType<Store['keysListed']> {
    return readKeysListed(this.#reader(), from, to)
  }

  neighbours(day: string, except: readonly SourceName[] = []): ReturnType<Store['neighbours']> {
    return readNeighbours(this.#reader(), day, except)
  }

  daySpan(): ReturnType<Store['daySpan']> {
    return readDaySpan(this.#reader())
  }

  countsByDay(from: string, to: string): ReturnType<Store['countsByDay']> {
    return readCountsByDay(this.#reader(), from, to)
  }

  facets(kind: 'category' | 'venue', limit: number): ReturnType<Store['facets']> {
    return readFacets(this.#reader(), kind, limit)
  }

  count(): Promise<number> {
    return readCount(this.#reader())
  }

  countBySource(): ReturnType<Store['countBySource']> {
    return readCountBySource(this.#reader())
  }

  async seq(): Promise<number> {
    return (await readCounters(this.#reader())).seq
  }

  async lastKey(): Promise<number> {
    return (await readCounters(this.#reader())).key
  }

  changes(seq: number, limit: number): ReturnType<Store['changes']> {
    return readChanges(this.#reader(), this.#databases.flavour, seq, limit)
  }

  setting(name: string): Promise<unknown> {
    return readSetting(this.#reader(), name)
  }

  setSetting(name: string, value: unknown): Promise<void> {
    return this.#transaction((connection) => writeSetting(connection, name, value))
  }

  settingsUnder(prefix: string): ReturnType<Store['settingsUnder']> {
    return readSettingsUnder(this.#reader(), prefix)
  }

  ledger(query: Parameters<Store['ledger']>[0]): ReturnType<Store['ledger']> {
    return readLedger(this.#reader(), this.#databases.flavour, query)
  }

  saveLedger(rows: readonly LedgerRow[], settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return this.#transaction((connection) => writeLedgerWith(connection, this.#databases.flavour, rows, settings))
  }

  held(scheme: IdentifierScheme, values: readonly string[]): ReturnType<Store['held']> {
    return readHeld(this.#reader(), this.#databases.flavour, scheme, values)
  }

  async tryLock(name: string): ReturnType<Store['tryLock']> {
    if (this.#closed !== undefined) throw closedError()
    const taken = await this.#databases.takeLock(name)
    if (taken === undefined) return undefined
    const lock: StoreLock = {
      release: async () => {
        if (this.#locks.delete(lock)) await taken.release()
      },
    }
    this.#locks.add(lock)
    if (this.#closed === undefined) return lock
    await lock.release()
    throw closedError()
  }

  check(): Promise<readonly string[]> {
    return checkTables(this.#reader(), this.#databases.flavour)
  }

  /** Waits for writes under way, and lets go of locks. Closing twice is closing once. */
  close(): Promise<void> {
    this.#closed ??= this.#queue.then(() => this.#letGo()).then(() => this.#close())
    return this.#closed
  }

  async #letGo(): Promise<void> {
    await Promise.all([...this.#locks].map((lock) => lock.release()))
  }

  #reader(): Kysely<Tables> {
    if (this.#closed !== undefined) throw closedError()
    return this.#databases.reader
  }

  async #transaction<T>(work: (connection: Kysely<Tables>) => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw closedError()
    if (this.#writing.getStore()?.running) throw new BroadsheetError('internal', 'A write cannot begin inside another write.')
    const write = { running: true }
    const turn = this.#queue.then(() => this.#writing.run(write, () => this.#inTransaction(work))).finally(() => (write.running = false))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  #inTransaction<T>(work: (connection: Kysely<Tables>) => Promise<T>): Promise<T> {
    const { writer, flavour } = this.#databases
    return writer.connection().execute(async (connection) => {
      await flavour.begin(connection)
      try {
        const result = await work(connection)
        await sql`commit`.execute(connection)
        return result
      } catch (error) {
        // The first error is the one to tell; SQLite has rolled back by itself after some.
        await sql`rollback`.execute(connection).catch(() => undefined)
        throw error
      }
    })
  }
}

function closedError(): BroadsheetError {
  return new BroadsheetError('internal', 'The store is closed.')
}
