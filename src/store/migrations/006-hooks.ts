/** Alerts: addresses that are told of a view's new papers. */
import type { Kysely } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { makeTables, type TablesToMake } from './make-tables.ts'

/** Columns by table; a table's key first. */
const TABLES: TablesToMake = {
  hooks: {
    columns: {
      id: 'text', person_id: 'text', kind: 'text', view: 'text', address: 'text', secret: 'text', paused_why: 'text?', floor: 'int', primed: 'int',
      failures: 'int', created_at: 'text', sent_at: 'text?', last_error: 'text?', alert: 'text?',
    },
    key: ['id'],
  },
  hook_papers: { columns: { hook_id: 'text', paper_key: 'int' }, key: ['hook_id', 'paper_key'] },
}

export function hooksMigration(flavour: Flavour) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await makeTables(db, flavour, TABLES)
      await db.schema.createIndex('hooks_person_id').on('hooks').column('person_id').execute()
      await db.schema.createIndex('hook_papers_paper_key').on('hook_papers').column('paper_key').execute()
    },
  }
}
