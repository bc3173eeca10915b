import { SOURCES, type Author, type Identifier, type IdentifierScheme, type Link, type PaperContent, type PaperRecord, type SourceName, type Version } from '../paper/paper.ts'
import { titleKey } from './identity.ts'
import { recordHash } from './record-hash.ts'

const ID_ORDER: readonly IdentifierScheme[] = ['arxiv', 'doi', 'openreview', 'acl', 'conference', 'pubmed', 'local']
const MAX_LINKS = 100

/**
 * What all records of one paper say together. It does not depend on the order in which they are given: the
 * strongest source (last in SOURCES) that has a field gives it; identifiers, versions and links are gathered, and of
 * citations the most that any counts are taken.
 * The starter shelf counts only while no other source has an abstract.
 * @param records at least one
 */
export function mergeRecords(records: readonly PaperRecord[]): PaperContent {
  if (records.length === 0) throw new RangeError('mergeRecords needs at least one record')
  const all = [...records].sort(strongestFirst)
  const replaced = all.some((one) => one.source !== 'shelf' && one.abstract !== '')
  const told = replaced ? all.filter((one) => one.source !== 'shelf') : all
  const first = <T>(pick: (record: PaperRecord) => T | undefined): T | undefined => {
    for (const one of told) {
      const value = pick(one)
      if (value !== undefined) return value
    }
    return undefined
  }
  const identifiers = gatherIdentifiers(told)
  return {
    id: publicId(identifiers, told),
    title: told[0]!.title,
    abstract: first((one) => one.abstract || undefined) ?? '',
    authors: first((one) => nonEmpty(one.authors)) ?? ([] as Author[]),
    identifiers,
    categories: first((one) => nonEmpty(one.categories)) ?? [],
    venue: first((one) => one.venue),
    keywords: first((one) => nonEmpty(one.keywords)) ?? [],
    published: earliest(told.map((one) => one.published)),
    updated: latest(told.map((one) => one.updated)),
    versions: gatherVersions(told),
    comment: first((one) => one.comment),
    journalRef: first((one) => one.journalRef),
    licence: first((one) => one.licence),
    citations: greatest(told.map((one) => one.citations)),
    links: gatherLinks(told),
    aiSummary: first((one) => one.aiSummary),
    extras: mergeExtras(told),
    withdrawn: first((one) => one.withdrawn) ?? false,
    sources: SOURCES.filter((source) => all.some((one) => one.source === source)),
    upvotes: told.reduce((most, one) => one.days.reduce((higher, day) => Math.max(higher, day.upvotes), most), 0),
  }
}

/**
 * The id that pages and links use: arXiv id, else DOI, else OpenReview, ACL or conference id, else `b-` and 12
 * hex digits of the title key.
 */
export function publicId(identifiers: readonly Identifier[], records: readonly PaperRecord[]): string {
  for (const scheme of ID_ORDER) {
    const found = identifiers.find((one) => one.scheme === scheme)
    if (found !== undefined) return found.value
  }
  return `b-${titleKey(records[0]?.title ?? '').slice(0, 12)}`
}

const RANK = new Map<SourceName, number>(SOURCES.map((source, rank) => [source, rank]))

/** Of one source the last key: for keys that end in a day, the latest word. */
function strongestFirst(a: PaperRecord, b: PaperRecord): number {
  return RANK.get(b.source)! - RANK.get(a.source)! || compare(b.sourceKey, a.sourceKey) || compare(recordHash(a), recordHash(b))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

function gatherIdentifiers(records: readonly PaperRecord[]): Identifier[] {
  const found = new Map<string, Identifier>()
  for (const record of records) for (const one of record.identifiers) found.set(`${one.scheme} ${one.value}`, { scheme: one.scheme, value: one.value })
  return [...found.values()].sort((a, b) => ID_ORDER.indexOf(a.scheme) - ID_ORDER.indexOf(b.scheme))
}

/** Versions by number; the strongest source's time counts, and a time counts more than none. */
function gatherVersions(records: readonly PaperRecord[]): Version[] {
  const found = new Map<number, Version>()
  for (const record of records) for (const one of record.versions) if (found.get(one.number)?.submittedAt === undefined) found.set(one.number, one)
  return [...found.values()].sort((a, b) => a.number - b.number)
}

function gatherLinks(records: readonly PaperRecord[]): Link[] {
  const found = new Map<string, Link>()
  for (const record of records) for (const one of record.links) if (!found.has(`${one.kind} ${one.url}`)) found.set(`${one.kind} ${one.url}`, one)
  return [...found.values()].slice(0, MAX_LINKS)
}

function mergeExtras(records: readonly PaperRecord[]): Record<string, unknown> {
  const merged = new Map<string, unknown>()
  for (const record of records) for (const [name, value] of Object.entries(record.extras ?? {})) if (!merged.has(name)) merged.set(name, value)
  return Object.fromEntries(merged)
}

/** The earliest full day; without one, the earliest of the more precise partial dates. */
function earliest(dates: readonly (string | undefined)[]): string | undefined {
  let best: string | undefined
  for (const date of dates) {
    if (date === undefined) continue
    if (best === undefined || date.length > best.length || (date.length === best.length && date < best)) best = date
  }
  return best
}

/** Every service counts what it knows of, so none counts too many. */
function greatest(counts: readonly (number | undefined)[]): number | undefined {
  let best: number | undefined
  for (const count of counts) if (count !== undefined && (best === undefined || count > best)) best = count
  return best
}

function latest(dates: readonly (string | undefined)[]): string | undefined {
  let best: string | undefined
  for (const date of dates) if (date !== undefined && (best === undefined || date > best)) best = date
  return best
}
