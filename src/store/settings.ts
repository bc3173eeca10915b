/** Small settings of the instance: a name and a JSON value. */
import type { Kysely } from 'kysely'
import { cleanJson } from './clean-text.ts'
import type { Tables } from './schema.ts'

export async function readSetting(db: Kysely<Tables>, name: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row === undefined ? undefined : JSON.parse(row.value)
}

/** `undefined` takes the setting away. */
export async function writeSetting(db: Kysely<Tables>, name: string, value: unknown): Promise<void> {
  if (value === undefined) {
    await db.deleteFrom('settings').where('name', '=', name).execute()
    return
  }
  const json = cleanJson(value)
  await db
    .insertInto('settings')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute()
}
