/** What arrival keeps: the ledger of days, and whether a paper's day is only reckoned. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'

export function arrivalMigration(flavour: Flavour) {
  const text = flavour.name === 'postgres' ? sql`text collate "C"` : ('text' as const)
  const keyed = flavour.name === 'sqlite' ? sql` without rowid` : sql``

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('day_entries').addColumn('estimated', 'integer', (column) => column.notNull().defaultTo(0)).execute()
      await db.schema
        .createTable('ledger')
        .addColumn('day', text, (column) => column.notNull())
        .addColumn('source', text, (column) => column.notNull())
        .addColumn('category', text, (column) => column.notNull())
        .addColumn('expected', text, (column) => column.notNull())
        .addColumn('missing', text, (column) => column.notNull())
        .addColumn('told', text, (column) => column.notNull())
        .addColumn('checked_at', text, (column) => column.notNull())
        .addColumn('trouble', text)
        .addColumn('complete_at', text)
        // The day first: a span of days is a stretch of this key.
        .addPrimaryKeyConstraint('ledger_pk', ['day', 'source', 'category'])
        .modifyEnd(keyed)
        .execute()
    },
  }
}
