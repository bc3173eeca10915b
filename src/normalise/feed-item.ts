import { createHash } from 'node:crypto'
import { parseIdentifier } from '../paper/identifier.ts'
import type { Identifier, PaperRecord } from '../paper/paper.ts'
import { addDays, isDay } from '../tools/dates.ts'
import { cleanLine, cleanParagraphs, clip } from './clean-text.ts'
import { decodeEntities } from './decode-entities.ts'
import { feedAuthors } from './feed-authors.ts'
import { feedDate } from './feed-date.ts'
import { feedSummary } from './feed-summary.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, lineList, optionalLine, optionalUrl, requireTitle } from './fields.ts'
import { htmlToText } from './html-to-text.ts'
import { titleKey } from './identity.ts'

const MARKUP = { markup: true }
/** Longer texts are whole articles; their beginning is enough. */
const MAX_CONTENT = 5000
/** Before this there were no feeds: dates like 1970-01-01 are a program's nothing. */
const FIRST_DAY = '1995-01-01'
/** What journals list beside papers, under the same title month after month. */
const NO_PAPER = /^(?:issue information|(?:editorial board|table of contents|contents|masthead|front ?matter|back ?matter|front cover|back cover|inside (?:front|back) cover|cover image|cover picture|cover feature|issue editorial masthead|issue publication information|graphical abstracts?|author index|subject index|index)(?:[:,].{0,200}| ?\(.{0,200}\))?)$/i

/**
 * An item of any feed, as source/feed reads it: see FeedItem there. Its identifiers are those in its id, link and DOI fields, so that
 * an item on an arXiv paper tells of that paper.
 */
export function normaliseFeedItem(value: unknown): PaperRecord {
  const { feed, entry } = parts(value)
  const heading = asText(entry['title'])
  const title = requireTitle(heading.text, heading.html ? MARKUP : undefined)
  if (NO_PAPER.test(title)) throw badField(`the item “${title.slice(0, 80)}” is no paper`)
  const link = optionalUrl(entry['link'])
  const ids = list(entry['ids'])
  const record = blankRecord('feed', keyOf(feed, ids, link, title), title)
  record.identifiers = identifiersOf([...list(entry['identifiers']), ...ids, ...(link === undefined ? [] : [link])])
  const told = abstractOf(entry)
  record.abstract = told.abstract
  const authors = feedAuthors(list(entry['authors'], 5000))
  record.authors = authors.length > 0 ? authors : feedAuthors(told.authors === undefined ? [] : [told.authors])
  record.keywords = lineList(list(entry['keywords']).map((one) => (one.includes('<') ? '' : one)), LIMITS.keyword, 30)
  const venue = venueOf(feed, entry, told.venue, record.identifiers.length > 0)
  if (venue !== undefined) record.venue = venue
  const last = typeof feed['readOn'] === 'string' && isDay(feed['readOn']) ? addDays(feed['readOn'], 1) : undefined
  const published = datesOf(entry['published'], last)
  const updated = datesOf(entry['updated'], last)
  const day = [...published, ...updated].find((one) => one.length === 10)
  const first = day ?? published[0] ?? updated[0] ?? datesOf([told.date], last)[0]
  if (first !== undefined) record.published = first
  const change = updated.find((one) => one.length === 10)
  if (change !== undefined && first !== undefined && change > first) record.updated = change
  if (day !== undefined) record.days.push({ day, position: 0, upvotes: 0, numComments: 0 })
  if (link !== undefined) record.links.push({ kind: /\.pdf$/i.test(link) ? 'fulltext' : 'abstract', url: link })
  const pdf = optionalUrl(entry['pdf'])
  if (pdf !== undefined && pdf !== link) record.links.push({ kind: 'fulltext', url: pdf })
  return record
}

function parts(value: unknown): { feed: Fields; entry: Fields } {
  const fields = asFields(value, 'the record')
  return { feed: asFields(fields['feed'], 'the feed'), entry: asFields(fields['entry'], 'the item') }
}

function asText(value: unknown): { html: boolean; text: unknown } {
  if (typeof value !== 'object' || value === null) return { html: false, text: undefined }
  const { html, text } = value as Fields
  return { html: html === true, text }
}

function list(value: unknown, most = 50): string[] {
  return Array.isArray(value) ? value.slice(0, most).filter((one): one is string => typeof one === 'string' && one.trim() !== '') : []
}

/**
 * The item's own name where it is one in the whole world (an address, a urn, a DOI), else with the feed's before it: many programs
 * number their items. Without a name its link, else its title within the feed. Of the feed's address only the host is told: the rest
 * may be a secret.
 */
function keyOf(feed: Fields, ids: readonly string[], link: string | undefined, title: string): string {
  const own = ids[0] === undefined ? undefined : cleanLine(ids[0], 2000)
  const wide = own !== undefined && /^(?:https?:\/\/\S{4,}|urn:\S{6,}|tag:\S{6,}|doi:\s{0,3}10\.\S{4,}|10\.\d{4,9}\/\S+|oai:\S{4,}|pubmed:\d{3,})$/i.test(own)
  const within = nameOfFeed(feed['url'])
  const key = wide ? own : own !== undefined && own !== '' ? `${within}#${own}` : (link ?? `${within}#${titleKey(title)}`)
  return key.length <= LIMITS.sourceKey ? key : `${clip(key, 300)}…${digest(key, 32)}`
}

function nameOfFeed(url: unknown): string {
  if (typeof url !== 'string') return ''
  const host = /^https?:\/\/(?:[^/?#@]{0,200}@)?([\w.-]{1,100})/i.exec(url)?.[1]?.toLowerCase() ?? ''
  return `${host}~${digest(url, 16)}`
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length)
}

/** One of a scheme: an item tells of one paper, and its own fields come before its link. */
function identifiersOf(texts: readonly string[]): Identifier[] {
  const found = new Map<string, Identifier>()
  for (const text of texts) {
    const trimmed = text.trim()
    const pubmed = /^(?:pmid|pubmed):\s{0,3}(\d{1,9})$/i.exec(trimmed)?.[1]
    const one: Identifier | undefined = pubmed !== undefined ? { scheme: 'pubmed', value: pubmed } : parseIdentifier(trimmed.replace(/^oai:arXiv\.org:/i, '').replace(/^info:doi\//i, ''))
    if (one !== undefined && !found.has(one.scheme)) found.set(one.scheme, one)
  }
  return [...found.values()]
}

interface Told {
  readonly abstract: string
  readonly authors?: string | undefined
  readonly venue?: string | undefined
  readonly date?: string | undefined
}

/** The summary; where it says nothing but where the paper stands, the content, of which the beginning counts. */
function abstractOf(entry: Fields): Told {
  const summary = feedSummary(plainText(asText(entry['summary']), LIMITS.abstract))
  const content = feedSummary(plainText(asText(entry['content']), LIMITS.abstract))
  const long = content.text.length > MAX_CONTENT ? `${beginning(content.text)}…` : content.text
  const brief = summary.text.length < 200 && content.text.length > summary.text.length
  return { abstract: brief ? long : summary.text, authors: summary.authors ?? content.authors, venue: summary.venue ?? content.venue, date: summary.date ?? content.date }
}

function plainText({ html, text }: { html: boolean; text: unknown }, limit: number): string {
  if (typeof text !== 'string') return ''
  const bounded = text.length > limit * 2 ? text.slice(0, limit * 2) : text
  if (!html) return cleanParagraphs(bounded, limit)
  // Some programs escape their HTML twice.
  const twice = !/<[a-z/]/i.test(bounded) && /&lt;\/?(?:p|b|i|br|a|div|em|strong|span|sub|sup|h[1-6])\b/i.test(bounded)
  return cleanParagraphs(htmlToText(twice ? decodeEntities(bounded) : bounded), limit, MARKUP)
}

/** Up to the last paragraph or sentence that ends within the limit. */
function beginning(text: string): string {
  const part = clip(text, MAX_CONTENT)
  const end = Math.max(part.lastIndexOf('\n\n'), part.lastIndexOf('. ') + 1, part.lastIndexOf('。') + 1)
  return (end > MAX_CONTENT / 2 ? part.slice(0, end) : part).trimEnd()
}

/** A journal by its own name; the feed's title only for items that no other source can know. */
function venueOf(feed: Fields, entry: Fields, told: string | undefined, known: boolean): string | undefined {
  const journal = optionalLine(entry['venue'], LIMITS.venue, MARKUP) ?? optionalLine(told, LIMITS.venue)
  if (journal !== undefined) return /\b(?:bio|med|ar|chem|psyar|socar)xiv\b/i.test(journal) ? undefined : journal
  return known ? undefined : optionalLine(feed['title'], LIMITS.venue, MARKUP)
}

/** Days, months and years that can be: not before there were feeds, not after the reading. */
function datesOf(value: unknown, last: string | undefined): string[] {
  const dates = list(value).flatMap((one) => feedDate(one) ?? [])
  return dates.filter((one) => one >= FIRST_DAY.slice(0, one.length) && (last === undefined || one <= last.slice(0, one.length)))
}
