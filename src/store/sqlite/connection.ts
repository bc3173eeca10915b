/** One connection to a SQLite file through libsql, in the shape that Kysely's dialect asks for. */
import Database from 'libsql'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { sqliteError } from './errors.ts'

/** Prepared statements kept: more than the room has distinct texts. */
const STATEMENTS = 256

export class Connection implements SqliteDatabase {
  readonly #file: string
  readonly #db: Database.Database
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(file: string) {
    this.#file = file
    this.#db = this.#guard(() => new Database(file))
  }

  /** Runs text that gives back nothing. */
  exec(text: string): void {
    this.#guard(() => this.#db.exec(text))
  }

  prepare(text: string): SqliteStatement {
    // A `begin` that finds the file busy would stay half done as a prepared statement and keep later commits from ending.
    if (/^(begin|commit|rollback)\b/.test(text)) {
      const run = () => {
        this.exec(text)
        return { changes: 0, lastInsertRowid: 0 }
      }
      return { reader: false, run, all: () => (run(), []), iterate: () => [][Symbol.iterator]() }
    }
    const held = this.#statements.get(text)
    if (held !== undefined) {
      // Moved to the end: the first is the one least lately used.
      this.#statements.delete(text)
      this.#statements.set(text, held)
      return held
    }
    const statement = this.#guard(() => this.#db.prepare(text))
    const reader = statement.reader
    const attempt = <T>(act: () => T): T => {
      try {
        return this.#guard(act)
      } catch (error) {
        // It may be left in the middle of its rows.
        this.#statements.delete(text)
        throw error
      }
    }
    const kept: SqliteStatement = {
      reader,
      all: (parameters) => attempt(() => statement.all(parameters)),
      run: (parameters) => attempt(() => statement.run(parameters)),
      iterate: (parameters) => attempt(() => statement.iterate(parameters)) as IterableIterator<unknown>,
    }
    this.#statements.set(text, kept)
    if (this.#statements.size > STATEMENTS) this.#statements.delete(this.#statements.keys().next().value as string)
    return kept
  }

  /** Closing twice is closing once. */
  close(): void {
    if (!this.#db.open) return
    this.#statements.clear()
    this.#db.close()
  }

  #guard<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      throw sqliteError(error, this.#file)
    }
  }
}
