/** Places of papers in dated lists. */
import type { Kysely } from 'kysely'
import type { DayEntry, PaperContent, SourceName, Submitter } from '../paper/paper.ts'
import { isKey } from './bounds.ts'
import { insertRows } from './bulk.ts'
import { cleanJson, cleanOrNull, cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import { listJson } from './paper-row.ts'
import type { DayEntriesTable, Tables } from './schema.ts'

export type Place = DayEntry & { source: SourceName }

export type DayRow = readonly [
  day: string, source: string, paperKey: number, position: number, upvotes: number, numComments: number, submittedAt: string | null,
  submitter: string | null, submittedBy: string | null, published: string | null, venue: string | null, categories: string,
  estimated: number,
]

const COLUMNS = [
  'day', 'source', 'paper_key', 'position', 'upvotes', 'num_comments', 'submitted_at', 'submitter', 'submitted_by', 'published', 'venue', 'categories', 'estimated',
] as const satisfies readonly (keyof DayEntriesTable)[]

/** One row a day and source: of two places in the same list the one that was seen counts, else the one with more upvotes. */
export function dayRows(key: number, content: PaperContent, days: readonly Place[]): DayRow[] {
  if (days.length === 0) return []
  const ofPaper = [content.published ?? null, cleanOrNull(content.venue), listJson(content.categories)] as const
  const rows = new Map<string, DayRow>()
  for (const entry of days) {
    const name = `${entry.day} ${entry.source}`
    const held = rows.get(name)
    const estimated = entry.estimated === true ? 1 : 0
    if (held !== undefined && (held[12] < estimated || (held[12] === estimated && held[4] >= entry.upvotes))) continue
    rows.set(name, [
      entry.day, entry.source, key, entry.position, entry.upvotes, entry.numComments, cleanOrNull(entry.submittedAt),
      entry.submittedBy === undefined ? null : foldSubmitter(entry.submittedBy.name), entry.submittedBy === undefined ? null : cleanJson(entry.submittedBy),
      ...ofPaper,
      estimated,
    ])
  }
  return [...rows.values()].sort(byDay)
}

export function foldSubmitter(name: string): string {
  return cleanText(name).toLowerCase()
}

export async function insertDays(db: Kysely<Tables>, flavour: Flavour, rows: readonly DayRow[]): Promise<void> {
  await insertRows(db, flavour, 'day_entries', COLUMNS, rows)
}

export async function readDayRows(db: Kysely<Tables>, flavour: Flavour, keys: readonly number[]): Promise<Map<number, DayRow[]>> {
  const rows = await db.selectFrom('day_entries').selectAll().where(flavour.anyOf('paper_key', keys)).execute()
  const found = new Map<number, DayRow[]>()
  for (const row of rows) {
    const list = found.get(row.paper_key)
    const cells = COLUMNS.map((column) => row[column]) as unknown as DayRow
    if (list === undefined) found.set(row.paper_key, [cells])
    else list.push(cells)
  }
  for (const list of found.values()) list.sort(byDay)
  return found
}

export function placeOfRow(row: DayRow): Place {
  return place({ day: row[0], source: row[1], position: row[3], upvotes: row[4], num_comments: row[5], submitted_at: row[6], submitted_by: row[8], estimated: row[12] })
}

/** What of a row makes a place. */
export type PlaceColumns = Pick<DayEntriesTable, 'day' | 'source' | 'position' | 'upvotes' | 'num_comments' | 'submitted_at' | 'submitted_by' | 'estimated'>

export function place(row: PlaceColumns): Place {
  return {
    day: row.day,
    source: row.source as SourceName,
    position: row.position,
    upvotes: row.upvotes,
    numComments: row.num_comments,
    ...(row.submitted_at === null ? {} : { submittedAt: row.submitted_at }),
    ...(row.submitted_by === null ? {} : { submittedBy: JSON.parse(row.submitted_by) as Submitter }),
    ...(row.estimated === 1 ? { estimated: true } : {}),
  }
}

/** Every place of a paper, newest day first. */
export async function readDaysOf(db: Kysely<Tables>, key: number): Promise<Place[]> {
  if (!isKey(key)) return []
  const rows = await db.selectFrom('day_entries').selectAll().where('paper_key', '=', key).orderBy('day', 'desc').orderBy('source').execute()
  return rows.map(place)
}

export async function readNeighbours(db: Kysely<Tables>, day: string, except: readonly SourceName[]): Promise<{ previous: string | undefined; next: string | undefined }> {
  const all = db.selectFrom('day_entries').select('day').limit(1)
  const counted = except.length === 0 ? all : all.where('source', 'not in', except)
  const previous = await counted.where('day', '<', day).orderBy('day', 'desc').executeTakeFirst()
  const next = await counted.where('day', '>', day).orderBy('day').executeTakeFirst()
  return { previous: previous?.day, next: next?.day }
}

export async function readDaySpan(db: Kysely<Tables>): Promise<{ first: string | undefined; last: string | undefined }> {
  const first = await db.selectFrom('day_entries').select('day').orderBy('day').limit(1).executeTakeFirst()
  const last = await db.selectFrom('day_entries').select('day').orderBy('day', 'desc').limit(1).executeTakeFirst()
  return { first: first?.day, last: last?.day }
}

export async function readCountsByDay(db: Kysely<Tables>, from: string, to: string): Promise<{ day: string; source: SourceName; papers: number }[]> {
  const rows = await db
    .selectFrom('day_entries')
    .select((expression) => ['day', 'source', expression.fn.countAll<number>().as('papers')])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['day', 'source'])
    .orderBy('day')
    .orderBy('source')
    .execute()
  return rows.map((row) => ({ day: row.day, source: row.source as SourceName, papers: Number(row.papers) }))
}

function byDay(a: DayRow, b: DayRow): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
}
