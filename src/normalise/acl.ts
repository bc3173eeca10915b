import { bareDoi, parseIdentifier } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import { isDay } from '../tools/dates.ts'
import { cleanLine } from './clean-text.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, optionalAbstract, optionalLine, optionalUrl, requireTitle } from './fields.ts'
import { venueOf } from './venue-name.ts'

const SITE = 'https://aclanthology.org'

/** A paper of the ACL Anthology with its volume, as source/acl reads them: see AclPaper there. */
export function normaliseAcl(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const volume = asFields(fields['volume'], 'the volume')
  const paper = asFields(fields['paper'], 'the paper')
  const title = requireTitle(paper['title'])
  const id = anthologyId(volume, paper)
  const record = blankRecord('acl', id, title)
  record.abstract = optionalAbstract(paper['abstract'])
  record.authors = authorsOf(paper['authors'])
  record.identifiers.push({ scheme: 'acl', value: id })
  const doi = typeof paper['doi'] === 'string' ? bareDoi(paper['doi']) : undefined
  if (doi !== undefined) record.identifiers.push({ scheme: 'doi', value: doi })
  const year = yearOf(paper['year']) ?? yearOf(volume['year']) ?? /^(\d{4})\./.exec(String(volume['collection']))?.[1]
  const venue = venueName(volume, year)
  if (venue !== undefined) record.venue = venue
  if (year !== undefined) {
    const month = monthOf(paper['month']) ?? monthOf(volume['month'])
    record.published = month === undefined ? year : `${year}-${month}`
  }
  const revised = list(paper['revisions']).map((one) => one['date']).filter((date): date is string => typeof date === 'string' && isDay(date)).sort().at(-1)
  if (revised !== undefined) record.updated = revised
  const reference = referenceOf(volume, paper)
  if (reference !== undefined) record.journalRef = reference
  if (typeof paper['retracted'] === 'string') {
    record.withdrawn = true
    const why = optionalLine(paper['retracted'], LIMITS.comment - 20)
    record.comment = why === undefined ? 'Retracted.' : `Retracted: ${why}`
  } else {
    const awards = Array.isArray(paper['awards']) ? (paper['awards'] as readonly unknown[]).slice(0, 10).flatMap((one) => optionalLine(one, 200) ?? []) : []
    if (awards.length > 0) record.comment = awards.join('; ')
  }
  record.links.push({ kind: 'abstract', url: `${SITE}/${id}/` })
  const url = optionalUrl(paper['url'])
  if (url !== undefined) record.links.push({ kind: /\.pdf$/i.test(url) ? 'fulltext' : 'other', url })
  else if (typeof paper['url'] === 'string' && paper['url'].trim() === id) record.links.push({ kind: 'fulltext', url: `${SITE}/${id}.pdf` })
  const code = optionalUrl(paper['code'])
  if (code !== undefined) record.links.push({ kind: 'code', url: code })
  return record
}

/**
 * The paper's id: what its <url> says, else put together as the Anthology does (https://aclanthology.org/info/ids/): `2025.acl-long.1`
 * since 2020; before, a letter, two digits of the year and four that are volume and paper, of which workshops have two and two.
 */
function anthologyId(volume: Fields, paper: Fields): string {
  const [collection, part, number] = [volume['collection'], volume['id'], paper['id']].map((one) => (typeof one === 'string' ? one.trim() : '')) as [string, string, string]
  const old = /^[A-Z]\d{2}$/.test(collection) && /^\d{1,2}$/.test(part) && /^\d{1,3}$/.test(number)
  const wide = old && (collection.startsWith('W') || collection === 'C69' || (collection === 'D19' && Number(part) >= 5))
  const built = old ? `${collection}-${wide ? part.padStart(2, '0') + number.padStart(2, '0') : part + number.padStart(3, '0')}` : `${collection}-${part}.${number}`
  for (const text of [paper['url'], built]) {
    const found = typeof text === 'string' ? parseIdentifier(text.trim()) : undefined
    if (found?.scheme === 'acl') return found.value
  }
  throw badField(`the paper has no id of the ACL Anthology (${built.slice(0, 60)} is none)`)
}

function authorsOf(value: unknown): Author[] {
  const authors: Author[] = []
  for (const one of list(value).slice(0, LIMITS.authors)) {
    const name = cleanLine([one['first'], one['last']].filter((part) => typeof part === 'string').join(' '), LIMITS.name)
    if (name === '') continue
    const affiliation = optionalLine(one['affiliation'], LIMITS.affiliation)
    authors.push(affiliation === undefined ? { name } : { name, affiliation })
  }
  return authors
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((one): one is Fields => typeof one === 'object' && one !== null) : []
}

function yearOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\s*((?:19|20)\d{2})\b/.exec(value)?.[1] : undefined
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** "August", "July 28 - August 2", "11--16 August", "8": the month with which it begins. */
function monthOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const number = /^\s*(\d{1,2})\s*$/.exec(value)?.[1]
  if (number !== undefined) return Number(number) >= 1 && Number(number) <= 12 ? number.padStart(2, '0') : undefined
  const word = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b/i.exec(value.slice(0, 100))?.[1]
  return word === undefined ? undefined : String(MONTHS.indexOf(word.toLowerCase()) + 1).padStart(2, '0')
}

/** Of meetings that meet within another's, and as the Anthology's own word for workshops. */
const NO_VENUE = new Set(['ws', 'nlp'])
/** Names that neither venue-name.ts nor the titles of volumes have. */
const NAMES: Readonly<Record<string, string>> = { cl: 'Computational Linguistics', aacl: 'AACL', anlp: 'ANLP', conll: 'CoNLL', lrec: 'LREC', semeval: 'SemEval', starsem: '*SEM', hlt: 'HLT', ijcnlp: 'IJCNLP', wmt: 'WMT', muc: 'MUC', inlg: 'INLG', sigdial: 'SIGDIAL', paclic: 'PACLIC', ranlp: 'RANLP', eamt: 'EAMT', amta: 'AMTA', iwslt: 'IWSLT', mtsummit: 'MT Summit', rocling: 'ROCLING', nodalida: 'NoDaLiDa', jeptalnrecital: 'JEP/TALN/RECITAL' }

/**
 * "ACL 2025", "Findings of EMNLP 2025"; for meetings that are less known the name as their volume writes it, found by the short
 * name that the Anthology uses (`blackboxnlp` -> "BlackboxNLP 2025"), else the volume's title.
 */
function venueName(volume: Fields, year: string | undefined): string | undefined {
  const venues = Array.isArray(volume['venues']) ? volume['venues'].filter((one): one is string => typeof one === 'string' && /^[a-z0-9_-]{1,40}$/i.test(one)) : []
  const title = optionalLine(volume['title'], LIMITS.venue)
  const slug = (venues.find((one) => !NO_VENUE.has(one.toLowerCase())) ?? venues[0])?.toLowerCase()
  const after = (name: string) => (year === undefined ? name : `${name} ${year}`)
  if (slug === 'findings') {
    const meeting = typeof volume['id'] === 'string' && /^[a-z]{2,12}$/.test(volume['id']) ? venueOf(`${volume['id']}2000`).name.replace(/ 2000$/, '') : undefined
    return after(meeting === undefined ? 'Findings of ACL' : `Findings of ${meeting === volume['id'] ? meeting.toUpperCase() : meeting}`)
  }
  if (slug === undefined) return title
  if (Object.hasOwn(NAMES, slug)) return after(NAMES[slug]!)
  const known = venueOf(`${slug}2000`).name.replace(/ 2000$/, '')
  if (known !== slug) return after(known)
  const written = title?.split(/[^\p{L}\p{N}*+-]+/u).find((word) => word.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() === slug && /\p{Lu}/u.test(word))
  if (written !== undefined) return after(written)
  return slug === 'ws' || slug.length > 6 ? (title ?? after(slug)) : after(slug.toUpperCase())
}

/** "Transactions of …, Volume 11, 1–17" of a journal; of a meeting nothing that the venue does not say. */
function referenceOf(volume: Fields, paper: Fields): string | undefined {
  if (volume['type'] !== 'journal') return undefined
  const name = optionalLine(volume['journal'], 300) ?? optionalLine(volume['title'], 300)?.replace(/,? Volume .{0,100}$/i, '')
  const number = optionalLine(volume['journalVolume'], 40)
  if (name === undefined || number === undefined) return undefined
  const issue = optionalLine(volume['journalIssue'], 40)
  const pages = optionalLine(paper['pages'], 60)
  return `${name} ${number}${issue === undefined ? '' : `(${issue})`}${pages === undefined ? '' : `, ${pages}`}`
}
