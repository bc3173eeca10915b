import type { Identifier, PaperRecord, SourceName, Version } from '../paper/paper.ts'

/** Sources that tell of one paper in parts: arXiv in several formats, preprint servers a version at a time. */
const IN_PARTS: ReadonlySet<SourceName> = new Set(['arxiv', 'biorxiv', 'medrxiv'])

/** A record and the digest of what its source said. */
interface Told {
  readonly record: PaperRecord
  readonly hash: string
}

/**
 * What stands after a source spoke again of the same paper. The last word counts, unless it is of an older
 * version than the one held. arXiv tells of a paper in several formats, and the thinner ones know no versions, DOI or
 * comment: what the record that counts does not say, the other still says. bioRxiv tells of one version at a time: the day
 * in the paper and the first appearance are the first version's.
 */
export function succeedRecord(told: Told, held: Told): Told {
  const [counts, other] = isOlder(told.record, held.record) ? [held, told] : [told, held]
  if (!IN_PARTS.has(told.record.source)) return counts
  return { record: filled(counts.record, other.record), hash: counts.hash }
}

/** True when a record was written before the last version that is held: it must not take that back. */
function isOlder(told: PaperRecord, held: PaperRecord): boolean {
  const last = told.versions.at(-1)?.number
  const known = held.versions.at(-1)?.number
  return last !== undefined && known !== undefined && last < known
}

function filled(record: PaperRecord, other: PaperRecord): PaperRecord {
  const said = Object.entries(record).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
  const { withdrawn: _, ...spare } = other
  const first = beginsWithFirst(other) && !beginsWithFirst(record) && other.published !== undefined ? { published: other.published } : {}
  return { ...record, ...spare, ...Object.fromEntries(said), ...first, identifiers: identifiersOf(record, other), versions: versionsOf(record, other) } as PaperRecord
}

function beginsWithFirst({ versions }: PaperRecord): boolean {
  return versions[0]?.number === 1 && versions[0].submittedAt !== undefined
}

function identifiersOf(record: PaperRecord, other: PaperRecord): Identifier[] {
  const known = new Set(record.identifiers.map(({ scheme, value }) => `${scheme} ${value}`))
  return [...record.identifiers, ...other.identifiers.filter(({ scheme, value }) => !known.has(`${scheme} ${value}`))].slice(0, 50)
}

function versionsOf(record: PaperRecord, other: PaperRecord): Version[] {
  const found = new Map(other.versions.map((one) => [one.number, one]))
  for (const one of record.versions) if (one.submittedAt !== undefined || !found.has(one.number)) found.set(one.number, one)
  return [...found.values()].sort((a, b) => a.number - b.number)
}
