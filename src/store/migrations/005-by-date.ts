/** Papers can be walked through by date without being sorted each time. */
import type { Kysely } from 'kysely'

export function byDateMigration() {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.createIndex('papers_by_date').on('papers').columns(['published', 'id']).execute()
    },
  }
}
