/** Opens a store in one SQLite file: the default, for a reader's own machine and for small servers. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import { type Clock, systemClock } from '../../tools/clock.ts'
import { migrate } from '../migrations/migrate.ts'
import type { Tables } from '../schema.ts'
import { SqlStore } from '../sql-store.ts'
import type { Store } from '../store.ts'
import { Connection } from './connection.ts'
import { sqliteError } from './errors.ts'
import { sqliteFlavour } from './flavour.ts'

export interface SqliteOptions {
  /** how long a write waits for writers of other processes */
  readonly busyTimeoutMs?: number
  readonly clock?: Clock
}

const BUSY_TIMEOUT_MS = 15_000
/** While opening and reading, SQLite itself waits: only for another process to open, close or recover the file. */
const LOCK_TIMEOUT_MS = 5_000
const WRITER_CACHE_KIB = 32_000
const READER_CACHE_KIB = 16_000
/** Larger pages than the usual 4096: a row with its abstract is about 2 kB, and two such waste half a small page. */
const PAGE_BYTES = 8192
/** The log is folded into the file after this many pages (64 MB): often enough to stay small, seldom enough to gather writes. */
const CHECKPOINT_PAGES = 8192

/**
 * Opens or creates the store in `file` and brings its tables up to date. Two connections: one writes, one
 * reads what is committed, also while a write is under way.
 * @throws BroadsheetError bad-input for a path that cannot be a file, broken-file for a damaged one, busy while
 *   another process holds it, unavailable when it cannot be written or is of a newer version
 */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<Store> {
  preparePlace(file)
  const connections: Connection[] = []
  const connect = (pragmas: string) => {
    const connection = new Connection(file)
    connections.push(connection)
    connection.exec(`pragma busy_timeout = ${LOCK_TIMEOUT_MS}; pragma foreign_keys = on; ${pragmas}`)
    return connection
  }
  try {
    const flavour = sqliteFlavour(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS)
    const writing = connect(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = wal; pragma synchronous = full;
      pragma cache_size = -${WRITER_CACHE_KIB}; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}; pragma journal_size_limit = ${CHECKPOINT_PAGES * PAGE_BYTES}`)
    writing.exec('pragma busy_timeout = 0')
    const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writing }) })
    await migrate(writer, flavour, file)
    const reading = connect(`pragma query_only = on; pragma cache_size = -${READER_CACHE_KIB}`)
    const reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reading }) })
    const close = async () => {
      await reader.destroy()
      // Best effort: the log is kept and read again where another process still uses it.
      try {
        writing.exec('pragma wal_checkpoint(truncate)')
      } catch {}
      await writer.destroy()
      for (const connection of connections) connection.close()
    }
    return new SqlStore({ flavour, reader, writer }, close, options.clock ?? systemClock)
  } catch (error) {
    for (const connection of connections) connection.close()
    throw openingError(error, file)
  }
}

function preparePlace(file: string): void {
  if (file === '' || file === ':memory:' || file.includes('\0')) throw new BroadsheetError('bad-input', 'A store needs the name of a file.')
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new BroadsheetError('unavailable', `The folder ${dirname(file)} cannot be made. Give another place with --data.`, { cause: error })
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BroadsheetError('bad-input', `${file} is a folder, where the store's file should be. Give another place with --data.`)
  }
}

function openingError(error: unknown, file: string): unknown {
  // What libsql says when SQLite could not open the file at all has no code.
  if (error instanceof Error && /ConnectionFailed/.test(error.message)) return sqliteError(Object.assign(error, { code: 'SQLITE_CANTOPEN' }), file)
  return error
}
