/** What every noun of people stands on: where to read, and how to write in one short transaction. */
import { type Kysely, sql } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import { LOCAL_PERSON_ID, LOCAL_VISITOR } from '../../paper/people.ts'
import type { Clock } from '../../tools/clock.ts'
import { bounded, isKey } from '../bounds.ts'
import type { Flavour } from '../flavour.ts'
import type { Page } from '../people.ts'
import type { Tables } from '../schema.ts'

export type Db = Kysely<Tables>

export interface PeopleBase {
  readonly flavour: Flavour
  readonly clock: Clock
  /** what is committed; throws once the store is closed */
  reader(): Db
  /** one transaction that excludes every other writer, of this and of other processes */
  write<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** after a write that took somebody out: of what it deleted nothing stays in the database's log */
  forget(): void
}

const PAGE = 50

/** @returns how many rows to pass over and how many to give */
export function pageOf(page: Page = {}): { offset: number; limit: number } {
  return { offset: bounded(page.offset ?? 0, 0), limit: bounded(page.limit ?? PAGE, 0) }
}

/** Those that can be keys at all, each once. */
export function keysOf(keys: readonly number[]): number[] {
  return [...new Set(keys.filter(isKey))]
}

export async function countOf(query: { executeTakeFirst(): Promise<{ n: number | string | bigint } | undefined> }): Promise<number> {
  return Number((await query.executeTakeFirst())?.n ?? 0)
}

/**
 * Inside a write: the person is there. Of an instance without accounts the one reader is made here, when first needed.
 * @throws BroadsheetError not-signed-in, when they have gone meanwhile
 */
export async function needPerson(db: Db, id: string): Promise<void> {
  const held = await db.selectFrom('persons').select('id').where('id', '=', id).executeTakeFirst()
  if (held !== undefined) return
  const local = LOCAL_VISITOR.person
  if (id !== LOCAL_PERSON_ID || local === undefined) throw new BroadsheetError('not-signed-in', 'This account is no longer there. Sign in again.')
  await db
    .insertInto('persons')
    .values({ id, name: local.name, email: null, email_verified: 0, image: null, role: local.role, created_at: local.since, updated_at: local.since })
    .execute()
}

/** @throws BroadsheetError not-found, when the paper is not held (any more) */
export async function needPaper(db: Db, key: number): Promise<void> {
  const held = isKey(key) ? await db.selectFrom('papers').select('key').where('key', '=', key).executeTakeFirst() : undefined
  if (held === undefined) throw new BroadsheetError('not-found', 'There is no such paper here.')
}

/** Those of the papers that are held. */
export async function heldPapers(db: Db, flavour: Flavour, keys: readonly number[]): Promise<number[]> {
  const asked = keysOf(keys)
  if (asked.length === 0) return []
  const rows = await db.selectFrom('papers').select('key').where(flavour.anyOf('papers.key', asked)).execute()
  return rows.map((row) => Number(row.key))
}

/** Rows by paper. */
export function byPaper<Row extends { paper_key: number }, T>(rows: readonly Row[], of: (row: Row) => T): Map<number, T[]> {
  const found = new Map<number, T[]>()
  for (const row of rows) {
    const list = found.get(row.paper_key)
    if (list === undefined) found.set(row.paper_key, [of(row)])
    else list.push(of(row))
  }
  return found
}

export const count = sql<number>`count(*)`
