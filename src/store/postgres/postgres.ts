/** Opens a store in a PostgreSQL database: for a server that several processes or machines share. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { BroadsheetError } from '../../paper/errors.ts'
import { type Clock, systemClock } from '../../tools/clock.ts'
import type { TakeLock } from '../flavour.ts'
import { migrate } from '../migrations/migrate.ts'
import type { Tables } from '../schema.ts'
import { SqlStore } from '../sql-store.ts'
import type { Store } from '../store.ts'
import { advisoryLocks, type LockSession } from './advisory-locks.ts'
import { postgresFlavour } from './flavour.ts'

export interface PostgresOptions {
  /** how long a write waits for other writers */
  readonly busyTimeoutMs?: number
  /** connections kept at most; one writes, the others read */
  readonly connections?: number
  readonly clock?: Clock
}

const BUSY_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 10_000

/**
 * @param url `postgres://user:password@host:port/database`
 * @throws BroadsheetError unavailable when the server does not answer or refuses, or the store is of a newer version
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? 8, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  // A connection that breaks while idle is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await openWith(db, 'The PostgreSQL database', advisoryLocks(() => lockSession(url)), options)
  } catch (error) {
    await db.destroy().catch(() => undefined)
    if (error instanceof BroadsheetError) throw error
    throw new BroadsheetError('unavailable', 'The PostgreSQL database cannot be opened. See that its server runs and that its address, user and password are right.', { cause: error })
  }
}

/** Outside the pool, so that a lock held for long keeps no query waiting. */
async function lockSession(url: string): Promise<LockSession> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true })
  // Unheard, the error of a connection that breaks while it only holds a lock would end the process.
  client.on('error', () => undefined)
  const attempt = <T>(deed: Promise<T>): Promise<T> =>
    deed.catch((cause: unknown) => {
      throw new BroadsheetError('unavailable', 'The PostgreSQL database does not answer. See that its server runs, and how many connections it allows.', { cause })
    })
  await attempt(client.connect())
  return {
    ask: async (deed, key) => (await attempt(client.query<[boolean]>({ text: `select ${deed}($1::bigint)`, values: [key], rowMode: 'array' }))).rows[0]?.[0],
    end: () => client.end(),
  }
}

/** The store over a Kysely that speaks PostgreSQL, however it is connected. */
export async function openWith(db: Kysely<Tables>, place: string, takeLock: TakeLock, options: PostgresOptions): Promise<Store> {
  const flavour = postgresFlavour(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS)
  await migrate(db, flavour, place)
  return new SqlStore({ flavour, reader: db, writer: db, takeLock }, () => db.destroy(), options.clock ?? systemClock)
}
