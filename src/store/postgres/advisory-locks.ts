/**
 * Locks as PostgreSQL's advisory locks of a session, which the server lets go of when the session ends
 * (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).
 */
import { createHash } from 'node:crypto'
import type { TakeLock } from '../flavour.ts'

/** A connection of its own: the server keeps its locks for as long as it lasts. */
export interface LockSession {
  /** Asks one of the advisory functions for a key; its answer. */
  ask(deed: 'pg_try_advisory_lock' | 'pg_advisory_unlock', key: string): Promise<unknown>
  end(): Promise<void>
}

/** @param open opens a session; each lock has one of its own, because a session may take its own lock again */
export function advisoryLocks(open: () => Promise<LockSession>): TakeLock {
  return async (name) => {
    const key = lockKey(name)
    const session = await open()
    let taken = false
    try {
      taken = (await session.ask('pg_try_advisory_lock', key)) === true
    } finally {
      if (!taken) await session.end().catch(() => undefined)
    }
    if (!taken) return undefined
    const release = async () => {
      // Asked for, because the server notices the end of a session only a moment later. One that broke holds nothing.
      await session.ask('pg_advisory_unlock', key).catch(() => undefined)
      await session.end().catch(() => undefined)
    }
    return { release }
  }
}

/** A lock's number: 64 bits of the name's digest, signed, as decimal text. */
export function lockKey(name: string): string {
  return createHash('sha256').update(`broadsheet ${name}`).digest().readBigInt64BE(0).toString()
}
