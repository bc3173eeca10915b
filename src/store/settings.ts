/** Small settings of the instance: a name and a JSON value. */
import type { Kysely } from 'kysely'
import { cleanJson } from './clean-text.ts'
import type { Tables } from './schema.ts'

export async function readSetting(db: Kysely<Tables>, name: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row === undefined ? undefined : JSON.parse(row.value)
}

/** Every setting whose name begins so, by name. */
export async function readSettingsUnder(db: Kysely<Tables>, prefix: string): Promise<Record<string, unknown>> {
  // No name goes on with the last code point that there is.
  const rows = await db.selectFrom('settings').selectAll().where('name', '>=', prefix).where('name', '<', `${prefix}\u{10ffff}`).orderBy('name').execute()
  return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value)]))
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
