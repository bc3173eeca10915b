import { bareArxivId } from '../paper/identifier.ts'
import type { DayEntry, Link, PaperRecord, Submitter } from '../paper/paper.ts'
import { instantOf } from './arxiv-record.ts'
import { authorsOfNames } from './authors.ts'
import { cleanLine, cleanParagraphs } from './clean-text.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, lineList, optionalAbstract, optionalCount, optionalDay, optionalLine, optionalUrl, requireTitle } from './fields.ts'
import { huggingfaceExtras } from './huggingface-extras.ts'

/**
 * `{date, position, entry}` with an entry of Hugging Face's `/api/daily_papers` or the flat answer of
 * `/api/papers/ID`. The day is the date of its list, else the day of submission, else the outer publishedAt's.
 */
export function normaliseHuggingfaceEntry(value: unknown): PaperRecord {
  const listed = asFields(value, 'the record')
  const outer = asFields(listed['entry'], 'the entry')
  const nested = outer['paper'] !== undefined
  const paper = nested ? asFields(outer['paper'], 'the field paper') : outer
  const title = requireTitle(paper['title'] ?? outer['title'])
  const id = optionalLine(paper['id'], 300)
  if (id === undefined) throw badField('the field id is missing or not text')
  const arxiv = bareArxivId(id)
  const record = blankRecord('huggingface', arxiv ?? id, title)
  record.abstract = optionalAbstract(paper['summary'] ?? outer['summary'])
  record.authors = authorsOfNames(paper['authors'])
  record.identifiers.push(arxiv === undefined ? { scheme: 'local', value: id } : { scheme: 'arxiv', value: arxiv })
  record.keywords = lineList(paper['ai_keywords'], LIMITS.keyword, LIMITS.keywords)
  record.links = linksOf(paper, outer)
  const published = optionalDay(paper['publishedAt'])
  if (published !== undefined) record.published = published
  const summary = typeof paper['ai_summary'] === 'string' ? cleanParagraphs(paper['ai_summary'], LIMITS.aiSummary) : ''
  if (summary !== '') record.aiSummary = summary
  if (paper['withdrawnAt'] !== undefined && paper['withdrawnAt'] !== null) record.withdrawn = true
  const day = dayEntry(listed, outer, paper, nested)
  if (day !== undefined) {
    record.days.push(day)
    // A paper may be listed on two days: each listing is a record of its own, so that none replaces the other.
    record.sourceKey = `${record.sourceKey}@${day.day}`
  }
  const extras = huggingfaceExtras(paper, outer, nested)
  if (extras !== undefined) record.extras = extras
  return record
}

function dayEntry(listed: Fields, outer: Fields, paper: Fields, nested: boolean): DayEntry | undefined {
  const submittedAt = paper['submittedOnDailyAt'] ?? outer['submittedOnDailyAt']
  const day = optionalDay(listed['date']) ?? optionalDay(submittedAt) ?? (nested ? optionalDay(outer['publishedAt']) : undefined)
  if (day === undefined) return undefined
  const entry: DayEntry = {
    day,
    position: optionalCount(listed['position']) ?? 0,
    upvotes: optionalCount(paper['upvotes']) ?? 0,
    numComments: optionalCount(outer['numComments'] ?? paper['numComments']) ?? 0,
  }
  const instant = instantOf(submittedAt)
  if (instant !== undefined) entry.submittedAt = instant
  const submitter = submitterOf(outer['submittedBy']) ?? submitterOf(paper['submittedOnDailyBy'])
  if (submitter !== undefined) entry.submittedBy = submitter
  return entry
}

function submitterOf(value: unknown): Submitter | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const user = value as Fields
  const name = optionalLine(user['name'] ?? user['user'], 200)
  if (name === undefined) return undefined
  const submitter: Submitter = { name }
  const fullname = optionalLine(user['fullname'], 300)
  if (fullname !== undefined) submitter.fullname = fullname
  const avatar = typeof user['avatarUrl'] === 'string' ? user['avatarUrl'] : undefined
  if (avatar !== undefined && avatar.length <= 2000 && /^(?:https?:\/\/|\/)[^\s<>"]*$/i.test(avatar)) submitter.avatarUrl = avatar
  return submitter
}

function linksOf(paper: Fields, outer: Fields): Link[] {
  const links: Link[] = []
  const add = (kind: Link['kind'], value: unknown) => {
    const url = optionalUrl(typeof value === 'string' ? value.trim() : value)
    if (url !== undefined && links.length < LIMITS.links && !links.some((held) => held.url === url && held.kind === kind)) links.push({ kind, url })
  }
  add('project', paper['projectPage'])
  const repository = paper['githubRepo']
  add('code', typeof repository === 'string' && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository) ? `https://github.com/${repository}` : repository)
  add('thumbnail', outer['thumbnail'])
  for (const one of mediaUrls(paper, outer)) add('media', one)
  return links
}

/** Films and pictures; an early form named only one. */
function mediaUrls(paper: Fields, outer: Fields): readonly unknown[] {
  if (Array.isArray(paper['mediaUrls'])) return paper['mediaUrls'].slice(0, 50)
  if (Array.isArray(outer['mediaUrls'])) return outer['mediaUrls'].slice(0, 50)
  return outer['mediaUrl'] === undefined ? [] : [cleanLine(String(outer['mediaUrl']), 2000)]
}
