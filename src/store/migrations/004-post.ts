/** Letters: what people asked for, what became of each, and where none goes any more. */
import type { CreateTableBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'

type Kind = 'text' | 'text?' | 'int'

/** Columns by table; a table's key first. */
const TABLES: Readonly<Record<string, { readonly columns: Readonly<Record<string, Kind>>; readonly key: readonly string[] }>> = {
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

const INDEXES: readonly (readonly [table: string, columns: readonly string[], unique?: 'unique'])[] = [
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

export function postMigration(flavour: Flavour) {
  const text = flavour.name === 'postgres' ? sql`text collate "C"` : ('text' as const)
  const keyed = flavour.name === 'sqlite' ? sql` without rowid` : sql``

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const [name, { columns, key }] of Object.entries(TABLES)) {
        let table: CreateTableBuilder<string, string> = db.schema.createTable(name)
        for (const [column, kind] of Object.entries(columns)) table = table.addColumn(column, kind === 'int' ? 'integer' : text, (made) => (kind.endsWith('?') ? made : made.notNull()))
        await table.addPrimaryKeyConstraint(`${name}_pk`, key as string[]).modifyEnd(keyed).execute()
      }
      for (const [table, columns, unique] of INDEXES) {
        const index = db.schema.createIndex(`${table}_${columns.join('_')}`).on(table).columns([...columns])
        await (unique === undefined ? index : index.unique()).execute()
      }
    },
  }
}
