/** Many rows into one table with few statements, whose text is made once. */
import { CompiledQuery, type Kysely } from 'kysely'
import type { Flavour } from './flavour.ts'
import type { Tables } from './schema.ts'

/** Bound values per statement: measured best with libsql, where binding costs more than stepping. */
const VALUES_PER_STATEMENT = 200

const texts = new Map<string, string>()

/**
 * Inserts rows given as arrays in the order of `columns`. With `onConflict` (SQL text after `on conflict`)
 * rows that are there already are treated by it.
 */
export async function insertRows<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  flavour: Flavour,
  table: T,
  columns: readonly (keyof Tables[T] & string)[],
  rows: readonly (readonly unknown[])[],
  onConflict = '',
): Promise<void> {
  const size = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length))
  let at = 0
  while (at < rows.length) {
    // Whole chunks, then single rows: two texts a table, so that prepared statements stay few.
    const count = rows.length - at >= size ? size : 1
    const parameters: unknown[] = []
    for (let i = at; i < at + count; i++) parameters.push(...(rows[i] ?? []))
    await db.executeQuery(CompiledQuery.raw(insertText(flavour, table, columns, count, onConflict), parameters))
    at += count
  }
}

function insertText(flavour: Flavour, table: string, columns: readonly string[], rows: number, onConflict: string): string {
  const name = `${flavour.name} ${table} ${rows} ${onConflict}`
  let text = texts.get(name)
  if (text === undefined) {
    let parameter = 0
    const row = () => `(${columns.map(() => flavour.placeholder(++parameter)).join(',')})`
    text = `insert into ${table} (${columns.map((column) => `"${column}"`).join(',')}) values ${Array.from({ length: rows }, row).join(',')}`
    if (onConflict !== '') text += ` on conflict ${onConflict}`
    texts.set(name, text)
  }
  return text
}
