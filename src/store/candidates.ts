/** Which held papers might be the same as some that arrive: asked for a whole batch at once. */
import type { Kysely } from 'kysely'
import type { Author, Identifier, SourceName } from '../paper/paper.ts'
import type { Flavour } from './flavour.ts'
import { foldName, keysByName, titleName } from './identifiers.ts'
import { cleanText } from './clean-text.ts'
import type { Tables } from './schema.ts'
import { keysBySource, readSourceRows } from './sources.ts'
import type { IdentityCandidate, StoreWriter } from './store.ts'

type Asked = Parameters<StoreWriter['candidates']>[0]

export async function readCandidates(db: Kysely<Tables>, flavour: Flavour, asked: Asked): Promise<IdentityCandidate[]> {
  const keys = new Set<number>()
  const names = new Map<string, Set<string>>()
  for (const identifier of asked.identifiers) gather(names, identifier.scheme, foldName(identifier.value))
  for (const titleKey of asked.titleKeys) if (titleKey !== '') gather(names, 'title', titleName(titleKey))
  for (const [scheme, values] of names) for (const key of await keysByName(db, flavour, scheme, [...values])) keys.add(key)

  const bySource = new Map<string, Set<string>>()
  for (const { source, sourceKey } of asked.sourceKeys) gather(bySource, source, cleanText(sourceKey))
  for (const [source, sourceKeys] of bySource) for (const key of await keysBySource(db, flavour, source, [...sourceKeys])) keys.add(key)
  if (keys.size === 0) return []

  const list = [...keys]
  const rows = await db
    .selectFrom('papers')
    .select(['key', 'title_key', 'authors', 'identifiers'])
    .where(flavour.anyOf('papers.key', list))
    .orderBy('key')
    .execute()
  const sources = await readSourceRows(db, flavour, list)
  return rows.map((row) => ({
    key: row.key,
    titleKey: row.title_key,
    firstAuthor: (JSON.parse(row.authors) as Author[])[0]?.name,
    identifiers: JSON.parse(row.identifiers) as Identifier[],
    sources: (sources.get(row.key) ?? []).map(([source, sourceKey, , hash]) => ({ source: source as SourceName, sourceKey, hash })),
  }))
}

function gather(groups: Map<string, Set<string>>, group: string, value: string): void {
  const values = groups.get(group)
  if (values === undefined) groups.set(group, new Set([value]))
  else values.add(value)
}
