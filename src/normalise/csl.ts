import type { Author, PaperRecord } from '../paper/paper.ts'
import { authorOfName, namesBetweenAnd } from './authors.ts'
import { bibliographyRecord } from './bibliography-record.ts'
import { asFields, type Fields, LIMITS, optionalPartialDate } from './fields.ts'
import { plainBibtex } from './plain-bibtex.ts'

/**
 * A CSL-JSON item (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables), with the
 * BibTeX entry's own texts under `_bibtex` or the RIS tags under `_ris` where it came from these.
 */
export function normaliseCsl(value: unknown): PaperRecord {
  const item = asFields(value, 'the record')
  const bibtex = optionalFields(item['_bibtex'])
  const ris = optionalFields(item['_ris'])
  const own = (name: string) => (typeof bibtex[name] === 'string' ? plainBibtex(bibtex[name].slice(0, 1_000_000)) : undefined)
  const tag = (...names: string[]) => names.map((name) => ris[name]).find((one) => one !== undefined)
  const subtitle = own('subtitle')
  const title = own('title')
  const venue = own('journal') ?? own('journaltitle') ?? own('booktitle') ?? first(item['container-title']) ?? first(item['event-title']) ?? first(item['event']) ?? first(tag('T2', 'JO', 'JF', 'J2'))
  const authors = authorsOf(item, bibtex, ris)
  return bibliographyRecord({
    title: title === undefined ? (item['title'] ?? first(tag('TI', 'T1'))) : subtitle === undefined ? title : `${title}: ${subtitle}`,
    abstract: own('abstract') ?? item['abstract'] ?? lines(tag('AB', 'N2')),
    authors,
    identifierTexts: [item['DOI'], first(tag('DO')), ...eprintOf(bibtex), first(item['URL']), ...list(tag('UR', 'L1', 'L2')), item['number'], item['note'], venue, item['archive_location'], item['arxiv']],
    pubmed: item['PMID'],
    keywords: own('keywords') ?? own('keyword') ?? tag('KW') ?? item['keyword'] ?? item['keywords'],
    published: mostPrecise([dateOf(item), first(ris['DA']), first(ris['PY']), first(ris['Y1'])]),
    venue,
    journalRef: referenceOf(item, venue),
    urls: [first(item['URL']), ...list(tag('UR'))],
  })
}

function optionalFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 50) : value === undefined ? [] : [value]
}

/** Some exporters write lists of one where the specification has a text. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function lines(value: unknown): unknown {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join('\n\n') : value
}

function authorsOf(item: Fields, bibtex: Fields, ris: Fields): Author[] {
  const persons = people(item['author'])
  const authors = persons.flatMap((person) => authorOfPerson(person) ?? [])
  if (authors.length > 0) return authors
  if (typeof bibtex['author'] === 'string') return namesBetweenAnd(bibtex['author']).flatMap((name) => authorOfName(name) ?? [])
  const names = ['AU', 'A1'].map((name) => ris[name]).find((one) => one !== undefined)
  return people(names).flatMap((name) => authorOfName(name) ?? [])
}

/** The same with room for every author. */
function people(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, LIMITS.authors) : value === undefined ? [] : [value]
}

function authorOfPerson(value: unknown): Author | undefined {
  if (typeof value === 'string') return authorOfName(value)
  const person = optionalFields(value)
  if (typeof person['literal'] === 'string') return /^others$/i.test(person['literal']) ? undefined : authorOfName(person['literal'])
  const parts = ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix'].map((name) => person[name]).filter((part) => typeof part === 'string' && part.trim() !== '')
  if (parts.length === 0) return typeof person['name'] === 'string' ? authorOfName(person['name']) : undefined
  // BibTeX ends a list that goes on with "and others".
  if (parts.length === 1 && parts[0] === 'others') return undefined
  const name = authorOfName(parts.map((part) => String(part).replaceAll(',', ' ')).join(' '))
  return name
}

/** BibTeX's eprint fields; without a type, an eprint that looks like an arXiv id is one. */
function eprintOf(bibtex: Fields): unknown[] {
  const type = String(bibtex['eprinttype'] ?? bibtex['archiveprefix'] ?? 'arxiv')
  return typeof bibtex['eprint'] === 'string' && /arxiv/i.test(type) ? [bibtex['eprint'].replace(/^arxiv:/i, '').trim()] : []
}

/** `issued` in parts, as raw text or as a plain date. */
function dateOf(item: Fields): string | undefined {
  const issued = item['issued'] ?? item['published'] ?? item['published-print'] ?? item['published-online']
  if (typeof issued === 'string' || typeof issued === 'number') return String(issued)
  const fields = optionalFields(first(issued))
  const parts: unknown = Array.isArray(fields['date-parts']) ? fields['date-parts'][0] : undefined
  if (Array.isArray(parts) && /^\d{4}$/.test(String(parts[0]))) {
    return parts.slice(0, 3).filter((part) => /^\d{1,4}$/.test(String(part))).map(String).join('-')
  }
  const raw = fields['raw'] ?? fields['literal']
  return typeof raw === 'string' ? (/\b(?:1[5-9]|20)\d{2}(?:-\d{1,2}){0,2}\b/.exec(raw.slice(0, 200))?.[0] ?? undefined) : undefined
}

/** RIS gives a year and, elsewhere, the day: of dates of the first one's year the most precise. */
function mostPrecise(dates: readonly unknown[]): string | undefined {
  const known = dates.flatMap((date) => optionalPartialDate(date) ?? [])
  return known.filter((date) => date.slice(0, 4) === known[0]!.slice(0, 4)).sort((a, b) => b.length - a.length)[0]
}

/** "Venue 12(3), 45-67", as far as it is known; undefined without a volume or pages. */
function referenceOf(item: Fields, venue: unknown): string | undefined {
  const text = (name: string) => (typeof item[name] === 'string' || typeof item[name] === 'number' ? String(item[name]).slice(0, 100) : '')
  const volume = text('volume')
  const page = text('page')
  if (typeof venue !== 'string' || (volume === '' && page === '')) return undefined
  const issue = text('issue') === '' ? '' : `(${text('issue')})`
  return `${venue}${volume === '' ? '' : ` ${volume}${issue}`}${page === '' ? '' : `, ${page}`}`
}
