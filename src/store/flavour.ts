/** The few things that SQLite and PostgreSQL say differently. Everything else in this room is written once. */
import type { Kysely, RawBuilder } from 'kysely'
import type { Tables } from './schema.ts'
import type { StoreLock } from './store.ts'

export interface Flavour {
  readonly name: 'sqlite' | 'postgres'
  /** the `number`-th parameter (from 1) in text of SQL */
  placeholder(number: number): string
  /** the operator that matches patterns without regard to case */
  readonly like: 'like' | 'ilike'
  /** the function that makes a JSON array of its arguments */
  readonly jsonArray: 'json_array' | 'json_build_array'
  /** the aggregate that makes a JSON array of its rows */
  readonly jsonGroup: 'json_group_array' | 'json_agg'
  /** `column in (values)` as one parameter, however many values there are */
  anyOf(column: string, values: readonly (string | number)[]): RawBuilder<boolean>
  /**
   * Begins a transaction that excludes every other writer, waiting for its turn.
   * @throws BroadsheetError busy, when the turn does not come in time
   */
  begin(connection: Kysely<Tables>): Promise<void>
  /** What the database itself finds wrong with its files; sentences. */
  damage(db: Kysely<Tables>): Promise<readonly string[]>
}

/** Takes a lock, or answers undefined while another, in this or another process, has it. It is released once. */
export type TakeLock = (name: string) => Promise<StoreLock | undefined>

/** Where queries run: readers see only what is committed, the writer is one connection at a time. */
export interface Databases {
  readonly flavour: Flavour
  readonly reader: Kysely<Tables>
  readonly writer: Kysely<Tables>
  readonly takeLock: TakeLock
  /** Clears what the database still remembers, beside its tables, of what was deleted; as far as it can while others read. */
  readonly forget?: () => void
}
