import { parseIdentifier } from '../paper/identifier.ts'
import type { Author, Identifier, PaperRecord } from '../paper/paper.ts'
import { blankRecord, LIMITS, lineList, optionalAbstract, optionalLine, optionalPartialDate, optionalUrl, requireTitle } from './fields.ts'
import { firstAuthorKey, titleKey } from './identity.ts'
import { venueOf } from './venue-name.ts'

/** What a reader's own library says of a paper, before cleaning. */
export interface BibliographyFacts {
  readonly title: unknown
  readonly abstract?: unknown
  readonly authors: readonly Author[]
  /** texts that may be identifiers: DOIs, arXiv ids, addresses */
  readonly identifierTexts: readonly unknown[]
  readonly pubmed?: unknown
  readonly keywords?: unknown
  readonly published?: unknown
  readonly venue: unknown
  readonly journalRef?: unknown
  readonly comment?: unknown
  readonly urls?: readonly unknown[] | undefined
}

const MARKUP = { markup: true }

/**
 * A record of the source bibliography. Citation keys mean nothing outside of their file, so it is named by its
 * DOI or arXiv id, else by title, first author and year.
 * @throws BroadsheetError bad-input without a title
 */
export function bibliographyRecord(facts: BibliographyFacts): PaperRecord {
  const title = requireTitle(facts.title, MARKUP)
  const identifiers = identifiersOf(facts.identifierTexts)
  if ((typeof facts.pubmed === 'string' || typeof facts.pubmed === 'number') && /^\d{1,9}$/.test(String(facts.pubmed))) identifiers.push({ scheme: 'pubmed', value: String(facts.pubmed) })
  const named = identifiers.find((one) => one.scheme === 'doi') ?? identifiers.find((one) => one.scheme === 'arxiv')
  const venue = optionalLine(facts.venue, LIMITS.venue, MARKUP)
  const known = venue === undefined ? undefined : venueOf(venue)
  const published = optionalPartialDate(facts.published) ?? known?.year
  const key = named !== undefined ? `${named.scheme}:${named.value}` : [titleKey(title), firstAuthorKey(facts.authors) ?? '', published?.slice(0, 4) ?? ''].join(':')
  const record = blankRecord('bibliography', key.slice(0, LIMITS.sourceKey), title)
  record.abstract = optionalAbstract(facts.abstract, MARKUP)
  record.authors = facts.authors.slice(0, LIMITS.authors)
  record.identifiers = identifiers.slice(0, LIMITS.identifiers)
  record.keywords = lineList(facts.keywords, LIMITS.keyword, LIMITS.keywords)
  if (known !== undefined) record.venue = known.name.slice(0, LIMITS.venue)
  if (published !== undefined) record.published = published
  const journalRef = optionalLine(facts.journalRef, LIMITS.journalRef, MARKUP)
  if (journalRef !== undefined) record.journalRef = journalRef
  const comment = optionalLine(facts.comment, LIMITS.comment, MARKUP)
  if (comment !== undefined) record.comment = comment
  for (const one of facts.urls ?? []) {
    const url = optionalUrl(one)
    if (url !== undefined && record.links.length < 10 && !record.links.some((held) => held.url === url)) record.links.push({ kind: /\.pdf$/i.test(url) ? 'fulltext' : 'abstract', url })
  }
  return record
}

const NAMED_ARXIV = /arxiv[:.\s]\s{0,5}((?:\d{4}\.\d{4,5}|[a-z-]{1,20}(?:\.[a-z]{2})?\/\d{7})(?:v\d{1,3})?)/i

function identifiersOf(texts: readonly unknown[]): Identifier[] {
  const found = new Map<string, Identifier>()
  for (const text of texts) {
    if (typeof text !== 'string' || text === '') continue
    const named = NAMED_ARXIV.exec(text.slice(0, 2000))
    const one = parseIdentifier(text) ?? (named === null ? undefined : parseIdentifier(named[1]!))
    if (one !== undefined) found.set(`${one.scheme} ${one.value}`, one)
  }
  return [...found.values()]
}
