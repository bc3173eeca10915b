/** Everything that a SQLite store holds, to be compared, and put back as it was. */
import type Database from 'libsql'

export type Row = Readonly<Record<string, unknown>>
/** rows by table, each as JSON */
export type Dump = ReadonlyMap<string, readonly string[]>

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const asText = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? `hex:${Buffer.from(value).toString('hex')}` : value)
const asValue = (value: unknown): unknown => (typeof value === 'string' && value.startsWith('hex:') ? Buffer.from(value.slice(4), 'hex') : value)

/** What the server keeps by itself at the end of each day, whoever asks. */
const KEPT_BY_ITSELF = new Set(['rankings', 'ranking_entries'])
const SETTING_BY_ITSELF = 'rankings-kept-until'

export function dumpOf(db: Database.Database): Dump {
  const tables = (db.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`).all() as { name: string }[]).map(({ name }) => name).filter((name) => !KEPT_BY_ITSELF.has(name))
  return new Map(tables.map((name) => [name, (db.prepare(`select * from ${quoted(name)}`).all() as Row[]).filter((row) => row['name'] !== SETTING_BY_ITSELF).map((row) => JSON.stringify(row, asText)).sort()]))
}

/** What stands in one dump and not in the other, each as `table: row`. */
export function difference(before: Dump, after: Dump): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  const less = (from: Dump, other: Dump): string[] =>
    [...from].flatMap(([table, rows]) => {
      const known = new Set(other.get(table))
      return rows.filter((row) => !known.has(row)).map((row) => `${table}: ${row}`)
    })
  return { gone: less(before, after), come: less(after, before) }
}

/**
 * Puts back what the dump holds, table by table where one differs. What the application writes by itself at the moment is waited for
 * without holding it up: it lives in the same thread.
 */
export async function restore(db: Database.Database, to: Dump): Promise<void> {
  const now = dumpOf(db)
  const differing = [...to].filter(([table, rows]) => rows.join('\n') !== now.get(table)?.join('\n'))
  if (differing.length === 0) return
  db.exec('pragma foreign_keys = off')
  for (let tries = 0; !begun(db); tries++) {
    if (tries > 2000) throw new Error('The store is being written to without end.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  for (const [table, rows] of differing) {
    db.exec(`delete from ${quoted(table)}`)
    for (const text of rows) {
      const row = JSON.parse(text) as Record<string, unknown>
      const names = Object.keys(row)
      db.prepare(`insert into ${quoted(table)} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`).run(...names.map((name) => asValue(row[name])))
    }
  }
  db.exec('commit')
}

function begun(db: Database.Database): boolean {
  try {
    db.exec('begin immediate')
    return true
  } catch (error) {
    if (/locked|busy/i.test(String(error))) return false
    throw error
  }
}
