/** The names by which papers are found: identifiers of every scheme, public ids now and before, digests of titles. */
import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type Identifier, IdentifierScheme } from '../paper/paper.ts'
import { insertRows } from './bulk.ts'
import { cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import type { Tables } from './schema.ts'

export interface Name {
  readonly scheme: string
  readonly value: string
}

/** Case never tells two papers apart. */
export function foldName(value: string): string {
  return cleanText(value).toLowerCase()
}

/** A title key as its name: 96 bits, because a title may be longer than an index entry, and short ones are quicker. */
export function titleName(titleKey: string): string {
  return hash('sha1', cleanText(titleKey), 'base64url').slice(0, 16)
}

/** Every name of a paper. Public ids that are no identifier go under `local`. An empty title key is no name. */
export function namesOf(paper: { id: string; identifiers: readonly Identifier[]; titleKey: string; formerIds: readonly string[] }): Map<string, Name> {
  const names = new Map<string, Name>()
  const values = new Set<string>()
  const add = (scheme: string, value: string) => {
    names.set(`${scheme} ${value}`, { scheme, value })
    values.add(value)
  }
  for (const identifier of paper.identifiers) add(identifier.scheme, foldName(identifier.value))
  for (const id of [paper.id, ...paper.formerIds]) if (!values.has(foldName(id))) add('local', foldName(id))
  if (paper.titleKey !== '') add('title', titleName(paper.titleKey))
  return names
}

export async function insertNames(db: Kysely<Tables>, flavour: Flavour, rows: readonly (Name & { key: number })[]): Promise<void> {
  await insertRows(db, flavour, 'identifiers', ['scheme', 'value', 'paper_key'], rows.map((row) => [row.scheme, row.value, row.key]))
}

export async function deleteNames(db: Kysely<Tables>, rows: readonly (Name & { key: number })[]): Promise<void> {
  for (const row of rows) {
    await db.deleteFrom('identifiers').where('scheme', '=', row.scheme).where('value', '=', row.value).where('paper_key', '=', row.key).execute()
  }
}

/** Keys of papers that have any of these names. */
export async function keysByName(db: Kysely<Tables>, flavour: Flavour, scheme: string, values: readonly string[]): Promise<number[]> {
  if (values.length === 0) return []
  const rows = await db.selectFrom('identifiers').select('paper_key').where('scheme', '=', scheme).where(flavour.anyOf('value', values)).execute()
  return rows.map((row) => row.paper_key)
}

/** Those of the values that name a paper in a scheme, as they were given. */
export async function readHeld(db: Kysely<Tables>, flavour: Flavour, scheme: IdentifierScheme, values: readonly string[]): Promise<Set<string>> {
  if (values.length === 0) return new Set()
  const folded = [...new Set(values.map(foldName))]
  const rows = await db.selectFrom('identifiers').select('value').where('scheme', '=', scheme).where(flavour.anyOf('value', folded)).execute()
  const found = new Set(rows.map((row) => row.value))
  return new Set(values.filter((value) => found.has(foldName(value))))
}

/** The paper that an id names: one whose public id it is now, before one that has it as an identifier or had it before. */
export async function findKey(db: Kysely<Tables>, flavour: Flavour, id: string): Promise<number | undefined> {
  const value = foldName(id)
  if (value.length === 0 || value.length > 500) return undefined
  const rows = await db
    .selectFrom('identifiers')
    .innerJoin('papers', 'papers.key', 'identifiers.paper_key')
    .select(['papers.key', 'papers.id'])
    .where(flavour.anyOf('identifiers.scheme', IdentifierScheme.options))
    .where('identifiers.value', '=', value)
    .orderBy('papers.key')
    .limit(50)
    .execute()
  const best = rows.find((row) => row.id === id) ?? rows.find((row) => foldName(row.id) === value) ?? rows[0]
  return best?.key
}

/** How many papers have a name at all; for checking. */
export async function countNamed(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(distinct paper_key) as n from identifiers`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
