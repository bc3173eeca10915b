/**
 * Locks as PostgreSQL's advisory locks of one session, which the server lets go of when the session ends
 * (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).
 */
import { createHash } from 'node:crypto'
import type { TakeLock } from '../flavour.ts'

/** A connection of its own: the server keeps its locks for as long as it lasts. */
export interface LockSession {
  /** Asks one of the advisory functions, by name, for a key; its answer. */
  ask(deed: 'pg_try_advisory_lock' | 'pg_advisory_unlock', key: string): Promise<unknown>
  end(): Promise<void>
}

/**
 * One session holds all locks, so that they cost one connection however many they are, and none while there are none.
 * @param open opens a session; asked for when a first lock is, and again after the last one was let go
 */
export function advisoryLocks(open: () => Promise<LockSession>): TakeLock {
  /** A session may take its own lock again and again, so what is held here is known here. */
  const held = new Set<string>()
  let session: Promise<LockSession> | undefined

  const forget = async (name: string) => {
    held.delete(name)
    if (held.size > 0) return
    const last = session
    session = undefined
    await last?.then((one) => one.end()).catch(() => undefined)
  }

  return async (name) => {
    if (held.has(name)) return undefined
    held.add(name)
    const mine = (session ??= open())
    try {
      if ((await (await mine).ask('pg_try_advisory_lock', lockKey(name))) !== true) {
        await forget(name)
        return undefined
      }
    } catch (error) {
      // A session that fails at this is of no more use, and has let go of what it held.
      if (session === mine) session = undefined
      held.delete(name)
      await mine.then((one) => one.end()).catch(() => undefined)
      throw error
    }
    return {
      release: async () => {
        await mine.then((one) => one.ask('pg_advisory_unlock', lockKey(name))).catch(() => undefined)
        await forget(name)
      },
    }
  }
}

/** A lock's number: 64 bits of the name's digest, signed, as decimal text. */
export function lockKey(name: string): string {
  return createHash('sha256').update(`broadsheet ${name}`).digest().readBigInt64BE(0).toString()
}
