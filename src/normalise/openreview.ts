import { parseIdentifier } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import { authorOfName, authorsOfLine } from './authors.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, lineList, optionalAbstract, optionalLine, optionalUrl, requireTitle } from './fields.ts'
import { venueOf } from './venue-name.ts'

/** Authors may write what they like; some paste HTML. */
const MARKUP = { markup: true }
const ID = /^[\w-]{6,40}$/
/** Who wrote it is not told yet. */
const HIDDEN = /^(?:anonymous(?: authors?)?|hidden|authors?)$/i
/** The year in the reference that the service itself writes: `year={2026},` */
const YEAR = /\byear\s{0,3}=\s{0,3}[{"]?\s{0,3}((?:19|20)\d{2})\b/i

/**
 * A note of OpenReview's API v2 (each field of `content` is `{value}`) or v1 (the fields are plain). It is named by its forum, the
 * id in its address. Published is `pdate`, else `cdate`; no list of a day names it, so it has no days. Authors that are hidden
 * while a paper is reviewed are left out, and it is still the same paper as one of its title elsewhere. A TL;DR is the authors' own
 * word, not a machine's summary, so it becomes the comment. A deleted note is no paper.
 * @throws BroadsheetError bad-input
 */
export function normaliseOpenreview(value: unknown): PaperRecord {
  const note = asFields(value, 'the note')
  const content = contentOf(note)
  if (typeof note['ddate'] === 'number' && note['ddate'] > 0) throw badField('the note is deleted')
  const forum = note['forum'] ?? note['id']
  if (typeof forum !== 'string' || !ID.test(forum)) throw badField('the note has no id')
  const record = blankRecord('openreview', forum, requireTitle(content['title'], MARKUP))
  record.abstract = optionalAbstract(content['abstract'], MARKUP)
  record.authors = authorsOf(content['authors'])
  record.identifiers.push({ scheme: 'openreview', value: forum })
  const address = `https://openreview.net/forum?id=${forum}`
  record.links.push({ kind: 'abstract', url: address })
  for (const [kind, field] of [['fulltext', 'pdf'], ['abstract', 'html'], ['code', 'code'], ['project', 'project_page']] as const) addLink(record, kind, content[field], forum)
  const venue = optionalLine(content['venue'], LIMITS.venue)
  const id = optionalLine(content['venueid'], LIMITS.venue)
  if (venue !== undefined) record.venue = venue
  const keywords = content['keywords']
  record.keywords = lineList(Array.isArray(keywords) && keywords.length === 1 ? keywords[0] : keywords, LIMITS.keyword, LIMITS.keywords)
  const summary = optionalLine(content['TLDR'] ?? content['TL;DR'] ?? content['tldr'], LIMITS.comment - 10, MARKUP)
  if (summary !== undefined) record.comment = `TL;DR: ${summary.replace(/^tl;?dr\b[:\s]{0,5}/i, '')}`
  const licence = optionalLine(note['license'], LIMITS.licence)
  if (licence !== undefined) record.licence = licence
  const published = dayOf(note['pdate']) ?? dayOf(note['cdate']) ?? dayOf(note['tcdate']) ?? yearOf(content['_bibtex']) ?? (venue === undefined ? undefined : venueOf(venue).year) ?? (id === undefined ? undefined : venueOf(id).year)
  if (published !== undefined) record.published = published
  const updated = dayOf(note['mdate'])
  if (updated !== undefined && (published === undefined || updated > published)) record.updated = updated
  return record
}

/** The fields without the `{value}` around them. */
function contentOf(note: Fields): Fields {
  const content = asFields(note['content'], 'the content of the note')
  return Object.fromEntries(['title', 'abstract', 'authors', 'pdf', 'html', 'code', 'project_page', 'venue', 'venueid', 'keywords', 'TLDR', 'TL;DR', 'tldr', '_bibtex'].map((name) => [name, valueOf(Object.hasOwn(content, name) ? content[name] : undefined)]))
}

function valueOf(field: unknown): unknown {
  return typeof field === 'object' && field !== null && !Array.isArray(field) ? (field as Fields)['value'] : (field ?? undefined)
}

/** Names as texts or, in newer notes, as `{fullname, username}`. */
function authorsOf(value: unknown): Author[] {
  const all = typeof value === 'string' ? authorsOfLine(value) : Array.isArray(value) ? (value as readonly unknown[]).slice(0, LIMITS.authors).flatMap((one) => authorOf(one) ?? []) : []
  return all.filter(({ name }) => !HIDDEN.test(name))
}

function authorOf(one: unknown): Author | undefined {
  if (typeof one !== 'object' || one === null) return authorOfName(one)
  const { fullname, name } = one as Fields
  return authorOfName(fullname ?? name)
}

/** `/pdf/….pdf` is a file of OpenReview; what lies elsewhere may say which paper of arXiv, or which DOI, the note is. */
function addLink(record: PaperRecord, kind: 'fulltext' | 'abstract' | 'code' | 'project', value: unknown, forum: string): void {
  if (typeof value !== 'string') return
  const own = /^\/(?:pdf|attachment)\b/.test(value)
  const url = own && kind === 'fulltext' ? `https://openreview.net/pdf?id=${forum}` : optionalUrl(value.trim())
  if (url === undefined) return
  if (!record.links.some((one) => one.url === url)) record.links.push({ kind, url })
  if (own || (kind !== 'fulltext' && kind !== 'abstract')) return
  const named = parseIdentifier(url)
  if (named !== undefined && (named.scheme === 'arxiv' || named.scheme === 'doi' || named.scheme === 'acl')) record.identifiers.push(named)
}

/** The UTC day of milliseconds since 1970, as far as anything can have been published then. */
function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'number' || !(value > 0) || value > MAX_TIME) return undefined
  return new Date(value).toISOString().slice(0, 10)
}
const MAX_TIME = Date.UTC(2200, 0, 1)

function yearOf(reference: unknown): string | undefined {
  return typeof reference === 'string' ? YEAR.exec(reference.slice(0, 5000))?.[1] : undefined
}
