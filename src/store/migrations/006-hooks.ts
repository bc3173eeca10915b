/** Alerts: addresses that are told of a view's new papers. */
import type { CreateTableBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'

type Kind = 'text' | 'text?' | 'int'

/** Columns by table; a table's key first. */
const TABLES: Readonly<Record<string, { readonly columns: Readonly<Record<string, Kind>>; readonly key: readonly string[] }>> = {
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
  const text = flavour.name === 'postgres' ? sql`text collate "C"` : ('text' as const)
  const keyed = flavour.name === 'sqlite' ? sql` without rowid` : sql``

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const [name, { columns, key }] of Object.entries(TABLES)) {
        let table: CreateTableBuilder<string, string> = db.schema.createTable(name)
        for (const [column, kind] of Object.entries(columns)) table = table.addColumn(column, kind === 'int' ? 'integer' : text, (made) => (kind.endsWith('?') ? made : made.notNull()))
        await table.addPrimaryKeyConstraint(`${name}_pk`, key as string[]).modifyEnd(keyed).execute()
      }
      await db.schema.createIndex('hooks_person_id').on('hooks').column('person_id').execute()
      await db.schema.createIndex('hook_papers_paper_key').on('hook_papers').column('paper_key').execute()
    },
  }
}
