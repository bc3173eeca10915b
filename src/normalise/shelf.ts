import { bareArxivId } from '../paper/identifier.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { authorsOfNames } from './authors.ts'
import { asFields, blankRecord, LIMITS, lineList, optionalAbstract, optionalLine, optionalPartialDate, requireTitle } from './fields.ts'
import { titleKey } from './identity.ts'
import { venueOf } from './venue-name.ts'

/** An entry of the starter shelf: `{title, summary, arxiv?, authors?, categories?, published?}`; the summary is our own. */
export function normaliseShelf(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const title = requireTitle(fields['title'])
  const record = blankRecord('shelf', titleKey(title), title)
  record.abstract = optionalAbstract(fields['summary'] ?? fields['abstract'])
  record.authors = authorsOfNames(fields['authors'])
  record.categories = lineList(fields['categories'], LIMITS.category, LIMITS.categories, /\s+/)
  const id = fields['arxiv'] ?? fields['arxivId'] ?? fields['id']
  const arxiv = typeof id === 'string' ? bareArxivId(id) : undefined
  if (arxiv !== undefined) record.identifiers.push({ scheme: 'arxiv', value: arxiv })
  const venue = optionalLine(fields['venue'], LIMITS.venue)
  if (venue !== undefined) record.venue = venueOf(venue).name
  const published = optionalPartialDate(fields['published'] ?? fields['date'] ?? fields['created'])
  if (published !== undefined) record.published = published
  return record
}
