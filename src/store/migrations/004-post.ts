/** Letters: what people asked for, what became of each, and where none goes any more. */
import type { Kysely } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { type IndexesToMake, makeTables, type TablesToMake } from './make-tables.ts'

/** Columns by table; a table's key first. */
const TABLES: TablesToMake = {
  subscriptions: {
    columns: {
      id: 'text', person_id: 'text?', email: 'text', view: 'text', rhythm: 'text', weekday: 'int', hour: 'int', time_zone: 'text', papers: 'int',
      state: 'text', stopped_why: 'text?', created_at: 'text', confirmed_at: 'text?', due_at: 'text?',
    },
    key: ['id'],
  },
  letters: {
    columns: {
      id: 'int', subscription_id: 'text', email: 'text', occasion: 'text', message_id: 'text', state: 'text', attempts: 'int', next_at: 'text',
      last_error: 'text?', planned_at: 'text', sent_at: 'text?', taken_by: 'text?', taken_until: 'text?',
    },
    key: ['id'],
  },
  letter_papers: { columns: { letter_id: 'int', paper_key: 'int' }, key: ['letter_id', 'paper_key'] },
  suppressed: { columns: { address: 'text', why: 'text', at: 'text' }, key: ['address'] },
}

const INDEXES: IndexesToMake = [
  ['subscriptions', ['email']],
  ['subscriptions', ['person_id']],
  ['subscriptions', ['due_at']],
  ['subscriptions', ['state', 'created_at']],
  ['letters', ['subscription_id', 'occasion'], 'unique'],
  ['letters', ['message_id'], 'unique'],
  ['letters', ['state', 'next_at']],
  ['letters', ['email', 'planned_at']],
  ['letters', ['planned_at']],
  ['letter_papers', ['paper_key']],
]

export const postMigration = (flavour: Flavour) => ({ up: (db: Kysely<unknown>) => makeTables(db, flavour, TABLES, INDEXES) })
