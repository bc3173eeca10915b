import { bareArxivId, bareDoi } from '../paper/identifier.ts'
import type { Author, PaperRecord, Version } from '../paper/paper.ts'
import { estimatedListing } from './estimated-listing.ts'
import { badField, blankRecord, LIMITS, lineList, optionalAbstract, optionalLine, requireTitle } from './fields.ts'

/** What arXiv says of a paper in any of its formats, before cleaning. */
export interface ArxivFacts {
  readonly id: unknown
  readonly title: unknown
  readonly abstract: unknown
  readonly authors: readonly Author[]
  /** category names, primary first or named by `primary` */
  readonly categories: readonly string[]
  readonly primary?: string | undefined
  /** one or several DOIs with blanks between */
  readonly doi?: unknown
  readonly comment?: unknown
  readonly journalRef?: unknown
  readonly licence?: unknown
  readonly versions?: readonly Version[] | undefined
  /** ISO days */
  readonly published?: string | undefined
  readonly updated?: string | undefined
  /** the day of arXiv's own list that shows it, where a list said so */
  readonly listed?: string | undefined
  /** ISO instant or day of the first version: its day is estimated from it where `listed` says nothing */
  readonly submitted?: string | undefined
  readonly withdrawn?: boolean | undefined
}

/** Some authors paste HTML, line breaks above all. */
export const MARKUP = { markup: true }

const WITHDRAWN = /^(?:this\s+(?:paper|article|submission|manuscript|version|work)\s+)?(?:has\s+been\s+|is\s+|was\s+)?withdrawn\b/i

/** A record of the source arxiv. @throws BroadsheetError bad-input without a title or an arXiv id. */
export function arxivRecord(facts: ArxivFacts): PaperRecord {
  const title = requireTitle(facts.title, MARKUP)
  const id = typeof facts.id === 'string' ? bareArxivId(facts.id) : undefined
  if (id === undefined) throw badField('the field id is not an arXiv id')
  const record = blankRecord('arxiv', id, title)
  record.abstract = optionalAbstract(facts.abstract, MARKUP)
  record.authors = [...facts.authors]
  record.identifiers.push({ scheme: 'arxiv', value: id })
  if (typeof facts.doi === 'string') {
    for (const one of facts.doi.slice(0, 2000).split(/[\s;,]+/).slice(0, 10)) {
      const doi = bareDoi(one)
      if (doi !== undefined && !record.identifiers.some((held) => held.value === doi)) record.identifiers.push({ scheme: 'doi', value: doi })
    }
  }
  record.categories = primaryFirst(lineList([...facts.categories], LIMITS.category, LIMITS.categories), facts.primary)
  if (facts.versions !== undefined) record.versions = [...facts.versions].slice(0, LIMITS.versions)
  if (facts.published !== undefined) record.published = facts.published
  if (facts.updated !== undefined && facts.updated !== facts.published) record.updated = facts.updated
  const day = facts.listed === undefined ? estimatedListing(facts.submitted, id) : { day: facts.listed, position: 0, upvotes: 0, numComments: 0 }
  if (day !== undefined) record.days.push(day)
  const comment = optionalLine(facts.comment, LIMITS.comment)
  if (comment !== undefined) record.comment = comment
  const journalRef = optionalLine(facts.journalRef, LIMITS.journalRef)
  if (journalRef !== undefined) record.journalRef = journalRef
  const licence = optionalLine(facts.licence, LIMITS.licence)
  if (licence !== undefined) record.licence = licence
  if (facts.withdrawn === true || WITHDRAWN.test(record.abstract) || (comment !== undefined && WITHDRAWN.test(comment))) record.withdrawn = true
  return record
}

/** The categories with the primary one in front. */
export function primaryFirst(categories: string[], named: unknown): string[] {
  const primary = optionalLine(named, LIMITS.category)
  if (primary === undefined || categories[0] === primary) return categories
  const at = categories.indexOf(primary)
  if (at > 0) categories.splice(at, 1)
  categories.unshift(primary)
  return categories.length > LIMITS.categories ? categories.slice(0, LIMITS.categories) : categories
}

/** An instant of an RFC 822 or ISO date as ISO 8601, or undefined. */
export function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined
  const time = Date.parse(value)
  if (!Number.isFinite(time)) return undefined
  const instant = new Date(time).toISOString()
  return /^\d{4}-/.test(instant) ? instant : undefined
}

/** The UTC day of such a date. */
export function dayOfInstant(value: unknown): string | undefined {
  return instantOf(value)?.slice(0, 10)
}

/** Versions of `[mark, date]` pairs, `v1` and an RFC 822 date, in order of number. */
export function versionsOf(pairs: readonly (readonly [unknown, unknown])[]): Version[] {
  const found = new Map<number, Version>()
  for (const [mark, date] of pairs.slice(0, LIMITS.versions)) {
    const number = typeof mark === 'string' ? Number(/^v?(\d{1,4})$/.exec(mark.trim())?.[1] ?? 0) : 0
    if (number < 1) continue
    const submittedAt = instantOf(date)
    found.set(number, submittedAt === undefined ? { number } : { number, submittedAt })
  }
  return [...found.values()].sort((a, b) => a.number - b.number)
}

/** First and last day of a version history, and the instant of its beginning. */
export function spanOf(versions: readonly Version[]): { first: string | undefined; last: string | undefined; submitted: string | undefined } {
  const submitted = versions[0]?.number === 1 ? versions[0].submittedAt : undefined
  const last = versions.length > 0 ? versions[versions.length - 1]!.submittedAt?.slice(0, 10) : undefined
  return { first: submitted?.slice(0, 10), last, submitted }
}
