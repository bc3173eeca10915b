/** Brings a store up to this version's tables, or says why it cannot. */
import { type Kysely, Migrator, sql } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Flavour } from '../flavour.ts'
import type { Tables } from '../schema.ts'
import { migrations } from './migrations.ts'

/**
 * @param place what holds the store, as a person would name it
 * @throws BroadsheetError unavailable, when a newer Broadsheet has written the store
 */
export async function migrate(writer: Kysely<Tables>, flavour: Flavour, place: string): Promise<void> {
  const known = migrations(flavour)
  if (await isCurrent(writer, known, place)) return
  await writer.connection().execute(async (connection) => {
    // The same turn as any write: of two processes that open a new store at once, one makes the tables.
    await flavour.begin(connection)
    try {
      if (!(await isCurrent(connection, known, place))) {
        const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => ({ ...known }) }, disableTransactions: true })
        const { error } = await migrator.migrateToLatest()
        if (error !== undefined) throw error
      }
      await sql`commit`.execute(connection)
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined)
      throw error
    }
  })
}

async function isCurrent(db: Kysely<Tables>, known: Readonly<Record<string, unknown>>, place: string): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const newer = rows.map((row) => row.name).filter((name) => !(name in known))
  if (newer.length > 0) {
    throw new BroadsheetError('unavailable', `${place} was written by a newer version of Broadsheet (it has "${newer.sort().at(-1)}"). Update Broadsheet, or give another place with --data.`)
  }
  return rows.length === Object.keys(known).length
}
