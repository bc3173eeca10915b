/** Numbers that only grow: the last key and the last change. */
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export interface Counters {
  key: number
  seq: number
}

export async function readCounters(db: Kysely<Tables>): Promise<Counters> {
  const rows = await db.selectFrom('counters').selectAll().execute()
  const value = (name: string) => Number(rows.find((row) => row.name === name)?.value ?? 0)
  return { key: value('key'), seq: value('seq') }
}

export async function saveCounters(db: Kysely<Tables>, counters: Counters): Promise<void> {
  await db
    .insertInto('counters')
    .values([
      { name: 'key', value: counters.key },
      { name: 'seq', value: counters.seq },
    ])
    .onConflict((conflict) => conflict.column('name').doUpdateSet((values) => ({ value: values.ref('excluded.value') })))
    .execute()
}
