import { bareArxivId, bareDoi } from '../paper/identifier.ts'
import type { Identifier, PaperRecord } from '../paper/paper.ts'
import { authorsOfNames } from './authors.ts'
import { asFields, badField, LIMITS, lineList, optionalAbstract, optionalCount, optionalLine, optionalPartialDate, optionalUrl, requireTitle } from './fields.ts'
import { titleKey } from './identity.ts'
import { venueOf, type Venue } from './venue-name.ts'

const MARKUP = { markup: true }
/** Meetings whose papers live on OpenReview, where the id is that of the forum. */
const OPENREVIEW = /^(?:3dv|alt|colm|corl|iclr|neurips|tmlr|www|icml|log|midl|automl)\d{4}$/i
const FORUM = /^(?=.*[A-Z])[\w-]{9,16}$/
const ANTHOLOGY = /^(?:\d{4}\.[a-z0-9_]{1,40}-[a-z0-9_]{1,40}\.\d{1,5}|[A-Z]\d{2}-\d{4})$/

/** Where a list knew no id its program wrote its word for nothing, the same for hundreds of papers. */
const NO_ID = /(?:^|\/)(?:none|null|nan|undefined|n\/a|unknown|-)?$/i

/** The same few hundred venues stand in every file. */
const venues = new Map<string, Venue>()

/** A paper of a conference list: `{id,title,abstract,authors[],venue,keywords?[],citations?}`. */
export function normaliseConference(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const title = requireTitle(fields['title'], MARKUP)
  const id = optionalLine(fields['id'], LIMITS.sourceKey)
  if (id === undefined) throw badField('the field id is missing or not text')
  const named = !NO_ID.test(id)
  const record: PaperRecord = {
    source: 'conference',
    sourceKey: named ? id : `${id.slice(0, 300)}:${titleKey(title)}`,
    title,
    abstract: optionalAbstract(fields['abstract'], MARKUP),
    authors: authorsOfNames(fields['authors']),
    identifiers: identifiersOf(named ? id : undefined, fields),
    categories: [],
    keywords: fields['keywords'] === undefined ? [] : lineList(fields['keywords'], LIMITS.keyword, LIMITS.keywords),
    versions: [],
    links: [],
    days: [],
  }
  const venue = knownVenue(optionalLine(fields['venue'], LIMITS.venue))
  if (venue !== undefined) record.venue = venue.name
  const published = optionalPartialDate(fields['published'] ?? fields['date'] ?? fields['year']) ?? venue?.year
  if (published !== undefined) record.published = published
  const citations = optionalCount(fields['citations'])
  if (citations !== undefined) record.citations = citations
  const url = optionalUrl(fields['url'])
  if (url !== undefined) record.links.push({ kind: 'abstract', url })
  return record
}

function knownVenue(text: string | undefined): Venue | undefined {
  if (text === undefined) return undefined
  let venue = venues.get(text)
  if (venue === undefined) {
    venue = venueOf(text)
    if (venues.size < 2000) venues.set(text, venue)
  }
  return venue
}

/** `iclr2013/-4IA4WgNAy4Wx` names an OpenReview forum, `acl2021/2021.acl-long.24` a paper of the ACL Anthology. */
function identifiersOf(id: string | undefined, fields: Readonly<Record<string, unknown>>): Identifier[] {
  const identifiers: Identifier[] = id === undefined ? [] : [{ scheme: 'conference', value: id.slice(0, 300) }]
  const slash = id?.indexOf('/') ?? -1
  if (id !== undefined && slash > 0) {
    const rest = id.slice(slash + 1)
    if (ANTHOLOGY.test(rest)) identifiers.push({ scheme: 'acl', value: rest })
    else if (OPENREVIEW.test(id.slice(0, slash)) && FORUM.test(rest)) identifiers.push({ scheme: 'openreview', value: rest })
  }
  const arxiv = typeof fields['arxiv'] === 'string' ? bareArxivId(fields['arxiv']) : undefined
  if (arxiv !== undefined) identifiers.push({ scheme: 'arxiv', value: arxiv })
  const doi = typeof fields['doi'] === 'string' ? bareDoi(fields['doi']) : undefined
  if (doi !== undefined) identifiers.push({ scheme: 'doi', value: doi })
  return identifiers
}
