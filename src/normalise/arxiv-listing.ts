import { bareArxivId, bareDoi } from '../paper/identifier.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { MARKUP, primaryFirst } from './arxiv-record.ts'
import { authorsOfNames } from './authors.ts'
import { estimatedListing } from './estimated-listing.ts'
import { asFields, badField, LIMITS, lineList, optionalAbstract, optionalDay, requireTitle } from './fields.ts'

/**
 * A line of an arXiv listing: `{id,title,abstract,authors[],categories[],primary,created,updated?,doi?}`. Its place in
 * arXiv's dated list is estimated from the day of first submission.
 */
export function normaliseArxivListing(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const title = requireTitle(fields['title'], MARKUP)
  const id = typeof fields['id'] === 'string' ? bareArxivId(fields['id']) : undefined
  if (id === undefined) throw badField('the field id is not an arXiv id')
  const created = optionalDay(fields['created'])
  const day = estimatedListing(created, id)
  const doi = typeof fields['doi'] === 'string' ? bareDoi(fields['doi']) : undefined
  const record: PaperRecord = {
    source: 'arxiv',
    sourceKey: id,
    title,
    abstract: optionalAbstract(fields['abstract'], MARKUP),
    authors: authorsOfNames(fields['authors']),
    identifiers: doi === undefined ? [{ scheme: 'arxiv', value: id }] : [{ scheme: 'arxiv', value: id }, { scheme: 'doi', value: doi }],
    categories: primaryFirst(lineList(fields['categories'], LIMITS.category, LIMITS.categories, /\s+/), fields['primary']),
    keywords: [],
    versions: [],
    links: [],
    days: day === undefined ? [] : [day],
  }
  if (created !== undefined) record.published = created
  const updated = optionalDay(fields['updated'])
  if (updated !== undefined) record.updated = updated
  return record
}
