import type { DayEntry, Identifier, PaperRecord, SourceName, Version } from '../paper/paper.ts'

const MAX_IDENTIFIERS = 50
const MAX_VERSIONS = 1000
const MAX_DAYS = 400

/** Preprint servers tell of one paper in several versions and formats under one key; of other sources each record says all. */
const IN_PARTS: ReadonlySet<SourceName> = new Set(['arxiv', 'biorxiv', 'medrxiv'])

/** A record and the digest of what its source said. */
interface Told {
  readonly record: PaperRecord
  readonly hash: string
}

/**
 * What stands after a source spoke again of the same paper. The last word counts, unless it is of an older version than
 * the one held. Feeds, harvests and queries of arXiv tell of the same paper in turns, and the thinner ones know no
 * history, DOI or comment: they take nothing back from those that do, and what the record that counts does not say, the
 * other still says. So whichever comes first, the same stands in the end, and the same told again changes nothing.
 */
export function succeedRecord(told: Told, held: Told): Told {
  if (!IN_PARTS.has(told.record.source)) return isOlder(told.record, held.record) ? held : told
  const [counts, other] = isOlder(told.record, held.record) || isThinner(told.record, held.record) ? [held, told] : [told, held]
  return { record: filled(counts.record, other.record), hash: counts.hash }
}

/** True when a record was written before the last version that is held: it must not take that back. */
function isOlder(told: PaperRecord, held: PaperRecord): boolean {
  const last = told.versions.at(-1)?.number
  const known = held.versions.at(-1)?.number
  return last !== undefined && known !== undefined && last < known
}

/** True when a record does not know the date of the last version that is held, and is not plainly of a later one. */
function isThinner(told: PaperRecord, held: PaperRecord): boolean {
  const last = told.versions.at(-1)
  const known = held.versions.at(-1)
  if (known === undefined) return false
  if (last !== undefined) return last.number === known.number && last.submittedAt === undefined && known.submittedAt !== undefined
  // A feed's replacement names no version, but the day on which it was announced.
  const lastChange = latest(held.updated, known.submittedAt?.slice(0, 10) ?? held.published)
  return told.updated === undefined || (lastChange !== undefined && told.updated <= lastChange)
}

/** The record that counts, with what only the other one says. */
function filled(record: PaperRecord, other: PaperRecord): PaperRecord {
  const said = Object.entries(record).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
  const { withdrawn, ...spare } = other
  const one = {
    ...record,
    ...spare,
    ...Object.fromEntries(said),
    identifiers: identifiersOf(record, other),
    versions: versionsOf(record, other),
    days: daysOf(record, other),
  } as PaperRecord
  const published = publishedOf(record, other)
  if (published !== undefined) one.published = published
  const updated = latest(record.updated, other.updated)
  if (updated !== undefined) one.updated = updated
  // Without a history a record cannot say that a withdrawn version was followed by another.
  if (withdrawn === true && record.versions.length === 0 && other.versions.length > 0) one.withdrawn = true
  return one
}

function identifiersOf(record: PaperRecord, other: PaperRecord): Identifier[] {
  const known = new Set(record.identifiers.map(({ scheme, value }) => `${scheme} ${value}`))
  return [...record.identifiers, ...other.identifiers.filter(({ scheme, value }) => !known.has(`${scheme} ${value}`))].slice(0, MAX_IDENTIFIERS)
}

function versionsOf(record: PaperRecord, other: PaperRecord): Version[] {
  const found = new Map(other.versions.map((one) => [one.number, one]))
  for (const one of record.versions) if (one.submittedAt !== undefined || !found.has(one.number)) found.set(one.number, one)
  return [...found.values()].sort((a, b) => a.number - b.number).slice(-MAX_VERSIONS)
}

/**
 * The days of lists that were seen, by either, and later ones that are reckoned beside a seen one: who names both tells
 * of a paper listed again, such as a cross-list. While none was seen, those that the record that counts reckons.
 */
function daysOf(record: PaperRecord, other: PaperRecord): DayEntry[] {
  const seen = new Map<string, DayEntry>()
  for (const day of [...record.days, ...other.days]) {
    if (day.estimated === true) continue
    const before = seen.get(day.day)
    if (before === undefined || stoodHigher(day, before)) seen.set(day.day, day)
  }
  if (seen.size > 0) {
    const last = [...seen.keys()].sort().at(-1)!
    for (const { days } of [other, record]) {
      if (!days.some(({ day }) => day <= last && seen.has(day))) continue
      for (const day of days) if (day.estimated === true && day.day > last) seen.set(day.day, day)
    }
    return [...seen.values()].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(0, MAX_DAYS)
  }
  return record.days.length > 0 ? record.days : other.days
}

function stoodHigher(a: DayEntry, b: DayEntry): boolean {
  return a.upvotes > b.upvotes || (a.upvotes === b.upvotes && a.position < b.position)
}

/** A paper first appeared with its first version: who does not know that one's date may take another day for it. */
function publishedOf(record: PaperRecord, other: PaperRecord): string | undefined {
  const [first, second] = datesFirst(other) && !datesFirst(record) ? [other, record] : [record, other]
  return first.published ?? second.published
}

function datesFirst(record: PaperRecord): boolean {
  return record.versions[0]?.number === 1 && record.versions[0].submittedAt !== undefined
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a
}
