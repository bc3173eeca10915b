import { bareDoi } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import { authorOfName } from './authors.ts'
import { cleanLine } from './clean-text.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, optionalAbstract, optionalCount, optionalPartialDate, requireTitle } from './fields.ts'
import { venueOf } from './openalex.ts'

const MARKUP = { markup: true }
/** Places of an abstract that are read; longer ones are whole papers. */
const PLACES_MAX = 20_000
const ENTRIES_MAX = 20_000

/**
 * A work of OpenAlex as a paper that somebody named by its DOI: see source/openalex. Its only identifier is that DOI: of the others it
 * sometimes takes two papers for one. It is named apart from what OpenAlex adds to papers held (`doi:…`), so that neither replaces the other.
 */
export function normaliseOpenalexWork(value: unknown): PaperRecord {
  const work = asFields(value, 'the work')
  const id = typeof work['id'] === 'string' ? /(W\d{1,15})$/i.exec(work['id'].trim())?.[1] : undefined
  if (id === undefined) throw badField('the field id is not that of a work of OpenAlex')
  const doi = typeof work['asked'] === 'string' ? bareDoi(work['asked']) : undefined
  if (doi === undefined) throw badField('the work has no DOI')
  const record = blankRecord('openalex', `work:${id.toUpperCase()}`, requireTitle(work['display_name'], MARKUP))
  record.identifiers = [{ scheme: 'doi', value: doi }]
  record.abstract = optionalAbstract(textOf(work['abstract_inverted_index']), MARKUP).replace(/^abstract[.:]?\s+/i, '')
  record.authors = authorsOf(work['authorships'])
  const published = publishedOf(work)
  if (published !== undefined) record.published = published
  const venue = venueOf(work['primary_location'])
  if (venue !== undefined) record.venue = venue
  const citations = optionalCount(work['cited_by_count'])
  if (citations !== undefined) record.citations = citations
  if (work['is_retracted'] === true) record.withdrawn = true
  return record
}

/** OpenAlex gives abstracts as the places of each word: `{"Deep": [0], "networks": [1, 7]}`. */
function textOf(index: unknown): string {
  if (typeof index !== 'object' || index === null || Array.isArray(index)) return ''
  const words: string[] = []
  for (const [word, places] of Object.entries(index).slice(0, ENTRIES_MAX)) {
    for (const place of Array.isArray(places) ? (places as readonly unknown[]).slice(0, PLACES_MAX) : []) {
      if (typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < PLACES_MAX) words[place] = word.slice(0, 500)
    }
  }
  return words.filter((word) => word !== undefined).join(' ').slice(0, LIMITS.abstract)
}

function authorsOf(value: unknown): Author[] {
  const authorships: readonly unknown[] = Array.isArray(value) ? value.slice(0, LIMITS.authors) : []
  return authorships.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return []
    const { author: person, raw_author_name: raw, raw_affiliation_strings: places } = one as Fields
    const author = authorOfName(typeof person === 'object' && person !== null ? ((person as Fields)['display_name'] ?? raw) : raw)
    if (author === undefined) return []
    const place: unknown = Array.isArray(places) ? places[0] : undefined
    const affiliation = typeof place === 'string' ? cleanLine(place, LIMITS.affiliation) : ''
    return [affiliation === '' ? author : { ...author, affiliation }]
  })
}

/** Where it knows the year only it says the first of January. */
function publishedOf(work: Fields): string | undefined {
  const date = optionalPartialDate(work['publication_date']) ?? optionalPartialDate(work['publication_year'])
  return date?.endsWith('-01-01') ? date.slice(0, 4) : date
}
