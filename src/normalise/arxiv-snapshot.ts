import type { Author, PaperRecord } from '../paper/paper.ts'
import { arxivRecord, spanOf, versionsOf } from './arxiv-record.ts'
import { authorsOfLine } from './authors.ts'
import { cleanLine } from './clean-text.ts'
import { composeAccents } from './compose-accents.ts'
import { asFields, LIMITS, optionalDay } from './fields.ts'

/**
 * A line of arXiv's public metadata snapshot (https://www.kaggle.com/datasets/Cornell-University/arxiv):
 * `{id, submitter, authors, title, comments, journal-ref, doi, report-no, categories, license, abstract, versions, update_date, authors_parsed}`.
 */
export function normaliseArxivSnapshot(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const list: readonly unknown[] = Array.isArray(fields['versions']) ? fields['versions'] : []
  const versions = versionsOf(list.map((one) => (typeof one === 'object' && one !== null ? [(one as { version?: unknown }).version, (one as { created?: unknown }).created] : [undefined, undefined])))
  const { first, last, submitted } = spanOf(versions)
  const parsed = authorsOfParts(fields['authors_parsed'])
  return arxivRecord({
    id: fields['id'],
    title: fields['title'],
    abstract: fields['abstract'],
    authors: parsed.length > 0 ? parsed : typeof fields['authors'] === 'string' ? authorsOfLine(fields['authors']) : [],
    categories: typeof fields['categories'] === 'string' ? fields['categories'].slice(0, 4000).trim().split(/\s+/) : [],
    doi: fields['doi'],
    comment: fields['comments'],
    journalRef: fields['journal-ref'],
    licence: fields['license'],
    versions,
    published: first,
    updated: versions.length > 1 ? (last ?? optionalDay(fields['update_date'])) : undefined,
    submitted,
  })
}

/** `authors_parsed` holds `[family, forenames, suffix, affiliation…]` for each author. */
function authorsOfParts(value: unknown): Author[] {
  if (!Array.isArray(value)) return []
  const authors: Author[] = []
  for (const parts of (value as readonly unknown[]).slice(0, LIMITS.authors)) {
    if (!Array.isArray(parts)) continue
    const [family = '', forenames = '', suffix = '', ...places] = parts.map((part: unknown) => (typeof part === 'string' ? composeAccents(part.slice(0, 1000)) : ''))
    const name = cleanLine([forenames, family, suffix].filter((part) => part !== '').join(' '), LIMITS.name)
    if (name === '') continue
    const affiliation = cleanLine(places.filter((place) => place !== '').join('; '), LIMITS.affiliation)
    authors.push(affiliation === '' ? { name } : { name, affiliation })
  }
  return authors
}
