/** Rows of the ledger: what a day, source and category were said to hold, and what of it is missing. */
import type { Kysely } from 'kysely'
import type { LedgerRow } from '../paper/ledger.ts'
import type { SourceName } from '../paper/paper.ts'
import { insertRows } from './bulk.ts'
import { cleanJson, cleanOrNull, cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import type { LedgerTable, Tables } from './schema.ts'
import { writeSetting } from './settings.ts'
import type { Store } from './store.ts'

const COLUMNS = ['day', 'source', 'category', 'expected', 'missing', 'told', 'checked_at', 'trouble', 'complete_at'] as const satisfies readonly (keyof LedgerTable)[]

/** A row written again is replaced, but for the instant at which it was first complete. */
const ON_CONFLICT = `("day","source","category") do update set ${(['expected', 'missing', 'told', 'checked_at', 'trouble'] as const)
  .map((column) => `"${column}" = excluded."${column}"`)
  .join(', ')}, "complete_at" = coalesce(ledger."complete_at", excluded."complete_at")`

/** Rows in a span of days (inclusive), or of some days, by day, source and category. */
export async function readLedger(db: Kysely<Tables>, flavour: Flavour, asked: Parameters<Store['ledger']>[0]): Promise<LedgerRow[]> {
  if ('days' in asked && asked.days.length === 0) return []
  const { source } = asked
  let query = db.selectFrom('ledger').selectAll()
  query = 'days' in asked ? query.where(flavour.anyOf('day', asked.days)) : query.where('day', '>=', asked.from).where('day', '<=', asked.to)
  if (source !== undefined) query = query.where('source', '=', source)
  const rows = await query.orderBy('day').orderBy('source').orderBy('category').execute()
  return rows.map((row) => ({
    source: row.source as SourceName,
    day: row.day,
    category: row.category,
    expected: JSON.parse(row.expected) as string[],
    missing: JSON.parse(row.missing) as string[],
    told: JSON.parse(row.told) as LedgerRow['told'],
    checkedAt: row.checked_at,
    ...(row.trouble === null ? {} : { trouble: row.trouble }),
    ...(row.complete_at === null ? {} : { completeAt: row.complete_at }),
  }))
}

async function writeLedger(db: Kysely<Tables>, flavour: Flavour, rows: readonly LedgerRow[]): Promise<void> {
  // A row given twice: the later counts, as if they had come one by one. PostgreSQL takes a key once a statement.
  const last = new Map<string, readonly (string | null)[]>()
  for (const row of rows) {
    const [day, source, category] = [cleanText(row.day), row.source, cleanText(row.category)]
    const name = JSON.stringify([day, source, category])
    const completeAt = last.get(name)?.[8] ?? cleanOrNull(row.completeAt)
    last.set(name, [day, source, category, cleanJson(row.expected), cleanJson(row.missing), cleanJson(row.told), cleanText(row.checkedAt), cleanOrNull(row.trouble), completeAt])
  }
  await insertRows(db, flavour, 'ledger', COLUMNS, [...last.values()], ON_CONFLICT)
}

/** Writes rows and settings beside them. */
export async function writeLedgerWith(db: Kysely<Tables>, flavour: Flavour, rows: readonly LedgerRow[], settings: Readonly<Record<string, unknown>>): Promise<void> {
  await writeLedger(db, flavour, rows)
  for (const [name, value] of Object.entries(settings)) await writeSetting(db, name, value)
}
