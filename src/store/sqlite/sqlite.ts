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
import { connectReader, connectWriter } from './connect.ts'
import type { Connection } from './connection.ts'
import { fileLocks } from './file-locks.ts'
import { sqliteFlavour } from './flavour.ts'

export interface SqliteOptions {
  /** how long a write waits for writers of other processes */
  readonly busyTimeoutMs?: number
  readonly clock?: Clock
  /** the most pages of 8 kB that the file may have; for tests of a full disk */
  readonly maxPages?: number
}

const BUSY_TIMEOUT_MS = 15_000

/**
 * Opens or creates the store in `file` and brings its tables up to date. Two connections: one writes, one
 * reads what is committed, also while a write is under way.
 * @throws BroadsheetError bad-input for a path that cannot be a file, broken-file for a damaged one, busy while
 *   another process holds it, unavailable when it cannot be written or is of a newer version
 */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<Store> {
  preparePlace(file)
  const connections: Connection[] = []
  const kysely = (connection: Connection) => {
    connections.push(connection)
    return new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) })
  }
  try {
    const flavour = sqliteFlavour(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS)
    const writing = connectWriter(file)
    const writer = kysely(writing)
    if (options.maxPages !== undefined) writing.exec(`pragma max_page_count = ${Math.trunc(options.maxPages)}`)
    await migrate(writer, flavour, file)
    proveWritable(writing)
    const reader = kysely(connectReader(file))
    const close = async () => {
      await reader.destroy()
      foldLog(writing)
      await writer.destroy()
      for (const connection of connections) connection.close()
    }
    return new SqlStore({ flavour, reader, writer, takeLock: fileLocks(file), forget: () => foldLog(writing) }, close, options.clock ?? systemClock)
  } catch (error) {
    for (const connection of connections) connection.close()
    throw error
  }
}

/** SQLite opens what it may not write without a word; better said now than at the first write. */
function proveWritable(writing: Connection): void {
  try {
    writing.exec('begin immediate')
    writing.exec('rollback')
  } catch (error) {
    // Another process writes, so it can be written to.
    if (!(error instanceof BroadsheetError) || error.code !== 'busy') throw error
  }
}

/** Best effort: where another process still uses the log, it stays and is read again. */
function foldLog(writing: Connection): void {
  try {
    writing.exec('pragma wal_checkpoint(truncate)')
  } catch {}
}

function preparePlace(file: string): void {
  if (file === '' || file === ':memory:' || file.includes('\0')) throw new BroadsheetError('bad-input', 'A store needs the name of a file.')
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new BroadsheetError('unavailable', `The folder ${folder} cannot be made. Give another place with --data.`, { cause: error })
  }
  const held = statSync(file, { throwIfNoEntry: false })
  if (held?.isDirectory()) throw new BroadsheetError('bad-input', `${file} is a folder, where the store's file should be. Give another place with --data.`)
}
