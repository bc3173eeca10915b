/** The first tables: papers, their versions, names, source records and days. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'

export function papersMigration(flavour: Flavour) {
  // PostgreSQL compares text by the server's locale unless told otherwise; order must not depend on the server.
  const text = flavour.name === 'postgres' ? sql`text collate "C"` : ('text' as const)
  // Keyed tables as one B-tree instead of two: a third less to write on SQLite.
  const keyed = flavour.name === 'sqlite' ? sql` without rowid` : sql``

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('papers')
        // Not given by the database: keys come from `counters`, so that one is never used again.
        .addColumn('key', 'integer', (column) => column.primaryKey())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('id', text, (column) => column.notNull())
        .addColumn('title', text, (column) => column.notNull())
        .addColumn('title_key', text, (column) => column.notNull())
        .addColumn('authors', text, (column) => column.notNull())
        .addColumn('identifiers', text, (column) => column.notNull())
        .addColumn('categories', text, (column) => column.notNull())
        .addColumn('venue', text)
        .addColumn('keywords', text, (column) => column.notNull())
        .addColumn('published', text)
        .addColumn('updated', text)
        .addColumn('comment', text)
        .addColumn('journal_ref', text)
        .addColumn('licence', text)
        .addColumn('citations', 'integer')
        .addColumn('links', text, (column) => column.notNull())
        .addColumn('ai_summary', text)
        .addColumn('extras', text, (column) => column.notNull())
        .addColumn('withdrawn', 'integer', (column) => column.notNull())
        .addColumn('sources', text, (column) => column.notNull())
        .addColumn('upvotes', 'integer', (column) => column.notNull())
        .addColumn('former_ids', text, (column) => column.notNull())
        .addColumn('added_at', text, (column) => column.notNull())
        .addColumn('abstract', text, (column) => column.notNull())
        .execute()
      await db.schema.createIndex('papers_seq').unique().on('papers').column('seq').execute()

      await db.schema
        .createTable('paper_versions')
        .addColumn('paper_key', 'integer', (column) => column.notNull().references('papers.key'))
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('submitted_at', text)
        .addPrimaryKeyConstraint('paper_versions_pk', ['paper_key', 'number'])
        .modifyEnd(keyed)
        .execute()

      // No foreign key: rows go by name, and an index by paper for the key's sake would double the table.
      await db.schema
        .createTable('identifiers')
        .addColumn('scheme', text, (column) => column.notNull())
        .addColumn('value', text, (column) => column.notNull())
        .addColumn('paper_key', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('identifiers_pk', ['scheme', 'value', 'paper_key'])
        .modifyEnd(keyed)
        .execute()

      await db.schema
        .createTable('paper_sources')
        .addColumn('source', text, (column) => column.notNull())
        .addColumn('source_key', text, (column) => column.notNull())
        .addColumn('paper_key', 'integer', (column) => column.notNull().references('papers.key'))
        .addColumn('hash', text, (column) => column.notNull())
        .addColumn('record', text)
        .addPrimaryKeyConstraint('paper_sources_pk', ['source', 'source_key'])
        .modifyEnd(keyed)
        .execute()
      await db.schema.createIndex('paper_sources_paper').on('paper_sources').column('paper_key').execute()

      await db.schema
        .createTable('day_entries')
        .addColumn('day', text, (column) => column.notNull())
        .addColumn('source', text, (column) => column.notNull())
        .addColumn('paper_key', 'integer', (column) => column.notNull().references('papers.key'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('upvotes', 'integer', (column) => column.notNull())
        .addColumn('num_comments', 'integer', (column) => column.notNull())
        .addColumn('submitted_at', text)
        .addColumn('submitter', text)
        .addColumn('submitted_by', text)
        .addColumn('published', text)
        .addColumn('venue', text)
        .addColumn('categories', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('day_entries_pk', ['day', 'source', 'paper_key'])
        .modifyEnd(keyed)
        .execute()
      await db.schema.createIndex('day_entries_paper').on('day_entries').column('paper_key').execute()

      await db.schema
        .createTable('removed')
        .addColumn('key', 'integer', (column) => column.primaryKey())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('removed_seq').unique().on('removed').column('seq').execute()

      await db.schema
        .createTable('counts')
        .addColumn('kind', text, (column) => column.notNull())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('papers', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('counts_pk', ['kind', 'name'])
        .modifyEnd(keyed)
        .execute()

      for (const table of ['counters', 'settings']) {
        await db.schema
          .createTable(table)
          .addColumn('name', text, (column) => column.primaryKey().notNull())
          .addColumn('value', table === 'counters' ? 'integer' : text, (column) => column.notNull())
          .execute()
      }
    },
  }
}
