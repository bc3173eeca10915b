/** What PostgreSQL says in its own way. */
import { sql } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Flavour } from '../flavour.ts'

/** The advisory lock that the writer holds, "bsht" as a number. */
const WRITER_LOCK = 0x62736874
/** SQLSTATE lock_not_available */
const LOCK_NOT_AVAILABLE = '55P03'

export function postgresFlavour(busyTimeoutMs: number): Flavour {
  return {
    name: 'postgres',
    placeholder: (number) => `$${number}`,
    like: 'ilike',
    jsonArray: 'json_build_array',
    jsonGroup: 'json_agg',
    anyOf: (column, values) => sql<boolean>`${sql.ref(column)} = any(${values})`,
    async begin(connection) {
      await sql`begin`.execute(connection)
      try {
        await sql.raw(`set local lock_timeout = ${Math.max(1, Math.trunc(busyTimeoutMs))}`).execute(connection)
        await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(connection)
      } catch (error) {
        await sql`rollback`.execute(connection).catch(() => undefined)
        if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error
        throw new BroadsheetError('busy', 'Another process is writing to the database. Try again when that has ended.', { cause: error })
      }
    },
    // A server looks after its own files.
    damage: async () => [],
  }
}
