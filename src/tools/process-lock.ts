import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'

/**
 * A lock that one process holds through a file. The system itself keeps it, by way of SQLite's lock on that file: a
 * process that ends in whatever way holds nothing, and no number of a process that is long gone, no other name of the
 * machine and no half-written file can keep it. The file is empty and stays where it is.
 */
export class ProcessLock {
  readonly #path: string
  #file: Database.Database | undefined

  constructor(path: string) {
    this.#path = path
  }

  get held(): boolean {
    return this.#file !== undefined
  }

  /** True when this object holds the lock now; false when another, in this or another living process, does. */
  acquire(): boolean {
    if (this.#file !== undefined) return true
    mkdirSync(dirname(this.#path), { recursive: true })
    try {
      this.#file = lock(this.#path)
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error
      // No process can hold a file that SQLite does not read: it is not one of ours.
      rmSync(this.#path, { force: true })
      this.#file = lock(this.#path)
    }
    return this.#file !== undefined
  }

  release(): void {
    const file = this.#file
    this.#file = undefined
    if (file === undefined) return
    // Closing alone would leave it locked until the connection is collected.
    file.exec('rollback')
    file.close()
  }
}

function lock(path: string): Database.Database | undefined {
  const file = new Database(path)
  try {
    file.exec('pragma busy_timeout = 0')
    file.exec('begin exclusive')
    return file
  } catch (error) {
    file.close()
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined
    throw error
  }
}
