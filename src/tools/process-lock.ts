import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'

/**
 * A lock that one process holds through a file with its number in it. A process that was killed holds nothing:
 * its file is taken over. Meant for one machine's processes; a file from another host name is respected for ever.
 */
export class ProcessLock {
  readonly #path: string
  #held = false

  constructor(path: string) {
    this.#path = path
  }

  get held(): boolean {
    return this.#held
  }

  /** True when this process holds the lock now; false when another living process does. */
  acquire(): boolean {
    if (this.#held) return true
    mkdirSync(dirname(this.#path), { recursive: true })
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        const file = openSync(this.#path, 'wx')
        writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }))
        closeSync(file)
        this.#held = true
        return true
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        if (ownerLives(this.#path)) return false
        rmSync(this.#path, { force: true })
      }
    }
    return false
  }

  release(): void {
    if (!this.#held) return
    this.#held = false
    rmSync(this.#path, { force: true })
  }
}

function ownerLives(path: string): boolean {
  let owner: { pid?: unknown; host?: unknown }
  try {
    owner = JSON.parse(readFileSync(path, 'utf8')) as typeof owner
  } catch {
    return false // empty or gone: whoever made it did not live to write it
  }
  if (owner.host !== hostname()) return true
  if (typeof owner.pid !== 'number' || owner.pid === process.pid) return false
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
