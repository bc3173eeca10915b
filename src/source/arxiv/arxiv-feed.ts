import { SERVICE_ZONE } from '../../paper/announcements.ts'
import { isDay } from '../../tools/dates.ts'
import { wallTime } from '../../tools/time-zone.ts'
import type { FeedEntry, XmlNode } from '../file/xml/xml-node.ts'
import { SourceTrouble, type HttpAnswer } from '../http/http.ts'
import type { Rejection } from '../source.ts'
import { xmlAnswer } from '../xml-answer.ts'
import type { AnnounceType, ArxivFeed, FeedEntryOfArxiv } from './arxiv.ts'
import { idIn, inOneLine, isDamaged, textOf } from './node-text.ts'

/** The most entries that arXiv puts into one feed. */
const MAX_ENTRIES = 2000

const PARTS = new Set(['item', 'entry', 'title', 'description', 'subtitle', 'pubDate', 'updated'])
const TYPES: ReadonlySet<string> = new Set<AnnounceType>(['new', 'cross', 'replace', 'replace-cross'])

/**
 * An announcement feed, RSS or Atom (https://info.arxiv.org/help/rss.html and arXiv/arxiv-feed).
 * @throws SourceTrouble `refused` when the feed reports an error, `cut` or `broken` when it is no whole feed
 */
export async function readArxivFeed(answer: HttpAnswer, category: string): Promise<ArxivFeed> {
  const { root, parts, records, damaged } = await xmlAnswer(answer, PARTS, 'arXiv')
  if (!(root === 'rss' && parts.has('channel')) && root !== 'feed') throw new SourceTrouble('broken', `arXiv answered with something that is no feed of ${category}.`)
  /** the feed's own words, by their first element */
  const own = new Map<string, string>()
  const entries = new Map<string, FeedEntryOfArxiv>()
  const rejected: Rejection[] = []
  const unread: string[] = []
  let count = 0
  /** entries that may be of a paper which is new here, and nobody can say of which */
  let nameless = 0
  for (const record of records) {
    if (record.problem !== undefined) {
      count++
      rejected.push({ file: category, line: record.line, reason: record.problem })
      nameless++
      continue
    }
    const { node, line } = record
    if (node.name !== 'item' && node.name !== 'entry') {
      if (!own.has(node.name)) own.set(node.name, node.text.trim())
      continue
    }
    count++
    const found = entryOf(node, line, category, damaged)
    if ('raw' in found) {
      if (!entries.has(found.id)) entries.set(found.id, found)
    } else {
      rejected.push({ file: category, line, reason: found.reason })
      if (found.mayList && found.id !== undefined) unread.push(found.id)
      else if (found.mayList) nameless++
    }
  }
  if (/^(?:arxiv )?(?:feed )?error\b/i.test(own.get('title') ?? '')) {
    const words = inOneLine(own.get('description') || own.get('subtitle') || own.get('title')!)
    throw new SourceTrouble('refused', `arXiv has no feed of ${category}: ${words.replace(/[.\s]+$/, '')}.`)
  }
  return {
    notModified: false,
    etag: answer.etag,
    lastModified: answer.lastModified,
    printedDay: easternDay(own.get('pubDate') ?? own.get('updated')),
    entries: [...entries.values()],
    whole: count < MAX_ENTRIES && nameless === 0,
    rejected,
    unread: [...new Set(unread)].filter((id) => !entries.has(id)),
  }
}

/** `mayList`: it may have been of a paper that is new or newly cross-listed. */
interface Unreadable {
  readonly id: string | undefined
  readonly mayList: boolean
  readonly reason: string
}

function entryOf(node: XmlNode, line: number, category: string, damaged: boolean): FeedEntryOfArxiv | Unreadable {
  const text = textOf(node, 'description') || textOf(node, 'summary')
  const announced = /^arXiv:(\S{1,40})\s+Announce\s+Type:\s*([\w-]{1,20})/i.exec(text)
  const found = [textOf(node, 'guid'), textOf(node, 'id'), announced?.[1] ?? '', textOf(node, 'link'), ...node.children.filter(({ name }) => name === 'link').map(({ attributes }) => attributes['href'] ?? '')].map(idIn).find((one) => one !== undefined)
  if (found === undefined) return { id: undefined, mayList: true, reason: 'the entry has no arXiv id' }
  const { id, version } = found
  const type = (textOf(node, 'announce_type') || (announced?.[2] ?? '')).toLowerCase()
  if (!isType(type)) return { id, mayList: true, reason: `the entry of ${id} does not say how it is announced` }
  const mayList = type === 'new' || type === 'cross'
  if (textOf(node, 'title') === '') return { id, mayList, reason: `the entry of ${id} has no title` }
  if (damaged && isDamaged(node)) return { id, mayList, reason: `the entry of ${id} holds bytes that are no text` }
  const value: FeedEntry = { kind: node.name === 'item' ? 'rss' : 'atom', entry: node, fetched: true }
  return { id, version, type, raw: { shape: 'arxiv-atom', value, line, file: category } }
}

function isType(text: string): text is AnnounceType {
  return TYPES.has(text)
}

function easternDay(date: string | undefined): string | undefined {
  const instant = date === undefined || date.length > 60 ? NaN : Date.parse(date)
  if (!Number.isFinite(instant)) return undefined
  const { day } = wallTime(instant, SERVICE_ZONE)
  return isDay(day) ? day : undefined
}
