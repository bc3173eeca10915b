/** Locks as files beside the store's own: the system lets go of them when their process ends in whatever way. */
import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BroadsheetError } from '../../paper/errors.ts'
import { ProcessLock } from '../../tools/process-lock.ts'
import type { TakeLock } from '../flavour.ts'
import { sqliteError } from './errors.ts'

/** Two that try at the same moment may both find the file busy; after a pause of random length one gets it. */
const TRIES = 3
const PAUSE_MS = 30

/** @param file the store's file, which exists; its locks lie in the folder `locks` beside it */
export function fileLocks(file: string): TakeLock {
  // By whatever path it was opened, one store has one set of locks.
  const place = realpathSync(file)
  return async (name) => {
    const path = lockPath(place, name)
    const lock = new ProcessLock(path)
    for (let left = TRIES; !acquire(lock, path); left--) {
      if (left <= 1) return undefined
      await sleep(Math.random() * PAUSE_MS)
    }
    return { release: async () => lock.release() }
  }
}

/** The name's own letters where a file may have them, for a person, and a digest that tells names apart. */
export function lockPath(file: string, name: string): string {
  const digest = createHash('sha256').update(`${basename(file)}\0${name}`).digest('hex').slice(0, 16)
  return join(dirname(file), 'locks', `${name.slice(0, 40).replace(/[^A-Za-z0-9]+/g, '-')}-${digest}`)
}

function acquire(lock: ProcessLock, path: string): boolean {
  try {
    return lock.acquire()
  } catch (error) {
    const said = sqliteError(error, path)
    throw said instanceof BroadsheetError ? said : new BroadsheetError('unavailable', `The lock ${path} cannot be made. See that its folder can be written to.`, { cause: error })
  }
}
