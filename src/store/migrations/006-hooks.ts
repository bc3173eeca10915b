/** Alerts: addresses that are told of a view's new papers. */
import type { Kysely } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { type IndexesToMake, makeTables, type TablesToMake } from './make-tables.ts'

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

const INDEXES: IndexesToMake = [
  ['hooks', ['person_id']],
  ['hook_papers', ['paper_key']],
]

export const hooksMigration = (flavour: Flavour) => ({ up: (db: Kysely<unknown>) => makeTables(db, flavour, TABLES, INDEXES) })
