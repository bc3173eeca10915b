/** What SQLite says in its own way. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Flavour } from '../flavour.ts'
import type { Tables } from '../schema.ts'

/** How long to wait between two tries for the right to write, in milliseconds: a random part keeps processes out of step. */
const RETRY_MS = { least: 2, most: 20 }

export function sqliteFlavour(busyTimeoutMs: number): Flavour {
  return {
    name: 'sqlite',
    placeholder: () => '?',
    like: 'like',
    jsonArray: 'json_array',
    jsonGroup: 'json_group_array',
    anyOf: (column, values) => sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
    // Tried again from here rather than inside SQLite, which would hold up everything else in the process.
    async begin(connection) {
      const until = performance.now() + busyTimeoutMs
      for (;;) {
        try {
          await sql`begin immediate`.execute(connection)
          return
        } catch (error) {
          if (!(error instanceof BroadsheetError) || error.code !== 'busy' || performance.now() >= until) throw error
          await sleep(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least))
        }
      }
    },
    damage: integrity,
  }
}

async function integrity(db: Kysely<Tables>): Promise<string[]> {
  try {
    const { rows } = await sql<Record<string, string>>`pragma integrity_check(20)`.execute(db)
    return rows.flatMap((row) => Object.values(row)).filter((text) => text !== 'ok').map((text) => `The database file is damaged: ${text}.`)
  } catch (error) {
    if (error instanceof BroadsheetError && error.code === 'broken-file') return [error.message]
    throw error
  }
}
