import { bareDoi } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import { isDay } from '../tools/dates.ts'
import { authorOfName } from './authors.ts'
import { clip } from './clean-text.ts'
import { biorxivAbstract, biorxivLine } from './biorxiv-text.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, optionalCount, optionalDay, optionalLine, requireTitle } from './fields.ts'
import { foldName } from './fold-name.ts'

/** Licences as the service writes them (https://api.biorxiv.org), which bioRxiv offers in version 4.0. */
const LICENCES: Readonly<Record<string, string>> = {
  cc_by: 'CC BY 4.0', cc_by_nc: 'CC BY-NC 4.0', cc_by_nd: 'CC BY-ND 4.0', cc_by_nc_nd: 'CC BY-NC-ND 4.0', cc_by_nc_sa: 'CC BY-NC-SA 4.0', cc_by_sa: 'CC BY-SA 4.0', cc0: 'CC0', cc0_ng: 'CC0 (US government work)', cc_no: 'No reuse without permission',
}
const MARK_OF_WITHDRAWN = /^withdrawn\s{0,5}[:\u2013\u2014-]\s{0,5}/i
const SAYS_WITHDRAWN = /^(?:withdrawal statement\b|(?:this|the) (?:manuscript|preprint|paper|article|study|work) has been withdrawn\b|the authors? (?:have|has) withdrawn (?:this|their|the|our)\b|we have withdrawn (?:this|our)\b)/i
/** Since the end of 2019 the DOI carries the day on which the preprint was received: 10.1101/2024.01.15.575123 */
const DAY_IN_DOI = /^10\.\d{4,9}\/(\d{4})\.(\d{2})\.(\d{2})\.\d+$/
/** Some texts name the version with the DOI. */
const VERSION_OF_DOI = /(\d)v\d{1,3}$/
const PRINTABLE = /^[\x21-\x7e]+$/

/**
 * One entry of the API of bioRxiv and medRxiv: one version of a preprint. Its place in the source is the DOI, which all versions
 * share; that of the journal's article, when there is one, is an identifier too, so that preprint and article are one paper.
 * A category is the server and the subject, `biorxiv.cell-biology`, written like arXiv's: `cat:biorxiv` finds all, `cat:biorxiv.cell-biology` one.
 * The day in the paper is that of the first version; a later one has none, and what is held keeps its own.
 */
export function normaliseBiorxiv(value: unknown): PaperRecord {
  const fields = asFields(value, 'the entry')
  const source = /^medrxiv$/i.test(String(fields['server'])) ? 'medrxiv' : 'biorxiv'
  const given = requireTitle(fields['title'])
  const doi = doiOf(fields['doi'])
  if (doi === undefined) throw badField('the field doi is not a DOI')
  const title = biorxivLine(given, LIMITS.title)
  const bare = title.replace(MARK_OF_WITHDRAWN, '')
  if (bare === '') throw badField('the field title is empty')
  const record = blankRecord(source, doi, bare)
  record.abstract = typeof fields['abstract'] === 'string' && !isNothing(fields['abstract']) ? biorxivAbstract(fields['abstract']) : ''
  record.authors = authorsOf(fields)
  record.identifiers.push({ scheme: 'doi', value: doi })
  const article = typeof fields['published'] === 'string' ? bareDoi(fields['published']) : undefined
  if (article !== undefined && article !== doi) record.identifiers.push({ scheme: 'doi', value: article })
  const subject = optionalLine(fields['category'], 200)
  if (subject !== undefined && !isNothing(subject)) record.categories.push(categoryOf(source, subject))
  date(record, doi, fields)
  const licence = optionalLine(fields['license'], LIMITS.licence)
  if (licence !== undefined && !isNothing(licence)) record.licence = Object.hasOwn(LICENCES, licence.toLowerCase()) ? LICENCES[licence.toLowerCase()]! : licence
  if (bare !== title || SAYS_WITHDRAWN.test(record.abstract) || /withdrawn|withdrawal/i.test(String(optionalLine(fields['type'], 100)))) record.withdrawn = true
  if (PRINTABLE.test(doi)) {
    const page = `https://www.${source}.org/content/${encodeURI(doi)}${record.versions[0] === undefined ? '' : `v${record.versions[0].number}`}`
    record.links.push({ kind: 'abstract', url: page }, { kind: 'fulltext', url: `${page}.full.pdf` })
  }
  return record
}

/** How the service says that there is none. */
function isNothing(text: string): boolean {
  return /^\s*(?:n\/?a|none|null)?\s*$/i.test(text.slice(0, 100)) && text.length <= 100
}

function doiOf(value: unknown): string | undefined {
  const doi = typeof value === 'string' ? bareDoi(value) : undefined
  return doi?.replace(VERSION_OF_DOI, '$1')
}

function categoryOf(source: string, subject: string): string {
  const name = subject.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  return name === '' ? source : clip(`${source}.${name}`, LIMITS.category)
}

/** Version, days and dates: an entry knows the day of its own version only. */
function date(record: PaperRecord, doi: string, fields: Fields): void {
  const number = optionalCount(fields['version'])
  const posted = optionalDay(fields['date'])
  if (number !== undefined && number >= 1 && number <= 10_000) record.versions.push(posted === undefined ? { number } : { number, submittedAt: posted })
  if (posted === undefined) return
  if (number === undefined || number <= 1) {
    record.published = posted
    record.days.push({ day: posted, position: 0, upvotes: 0, numComments: 0 })
    return
  }
  record.updated = posted
  const [, year, month, day] = DAY_IN_DOI.exec(doi) ?? []
  const received = `${year}-${month}-${day}`
  if (year !== undefined && isDay(received) && received <= posted) record.published = received
}

/** "Family, F. M.; Other, O.;" and the corresponding author, whose institution is the only one told. */
function authorsOf(fields: Fields): Author[] {
  const text = fields['authors']
  if (typeof text !== 'string' || isNothing(text)) return []
  const authors: Author[] = []
  for (const name of text.slice(0, 400_000).split(';')) {
    const author = authorOfName(name)
    if (author !== undefined) authors.push(author)
    if (authors.length >= LIMITS.authors) break
  }
  const institution = optionalLine(fields['author_corresponding_institution'], LIMITS.affiliation, { markup: true })
  const name = optionalLine(fields['author_corresponding'], LIMITS.name)
  if (institution === undefined || name === undefined || isNothing(institution) || isNothing(name)) return authors
  const key = shortName(name)
  const same = authors.flatMap((author, at) => (shortName(author.name) === key ? [at] : []))
  if (same.length === 1) authors[same[0]!] = { ...authors[same[0]!]!, affiliation: institution }
  return authors
}

/** First letter and family name, by which "Jane Q. Smith" is "J. Smith". */
function shortName(name: string): string {
  const words = foldName(name).split(' ')
  return `${words[0]?.[0] ?? ''} ${words.at(-1) ?? ''}`
}
