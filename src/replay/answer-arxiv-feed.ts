import { createHash } from 'node:crypto'
import { arxivDay, nextArxivDay, SERVICE_ZONE, serviceDay } from '../paper/announcements.ts'
import { categoryName } from '../paper/category-name.ts'
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { bent, escapeXml, mailDay, XML, type Answer } from './answer.ts'
import type { Fault } from './faults.ts'
import { categoriesAt, metadataAt, type Announcement, type World, type WorldPaper } from './world.ts'

/** arXiv leaves out what comes after this many. */
const ENTRIES_MAX = 2000
/** Replacements from this version on are not announced. */
const QUIET_VERSION = 6
const ORDER = ['new', 'cross', 'replace', 'replace-cross'] as const
type AnnounceType = (typeof ORDER)[number]

interface Line {
  readonly paper: WorldPaper
  readonly version: number
  readonly type: AnnounceType
  readonly categories: readonly string[]
}

/**
 * arXiv's announcement feed (https://info.arxiv.org/help/rss.html): the papers of the Eastern calendar day, from its
 * midnight to the next; nothing at weekends and holidays; no day but this.
 */
export function answerArxivFeed(world: World, format: 'rss' | 'atom', spec: string, now: number, fault: Fault | undefined): Answer {
  const wanted = spec.split('+')
  const unknown = wanted.find((one) => categoryName(one) === undefined && !isArchive(one))
  if (unknown !== undefined) return { status: 400, contentType: XML, text: render(format, spec, serviceDay(now), [], `Feed error for query "${spec}": Bad archive or category "${unknown}".`) }
  const day = serviceDay(now)
  const shown = fault?.kind === 'stale' ? nextArxivDay(day, -1, world.deferrals) : day
  const lines = arxivDay(shown, world.deferrals).announced ? linesOf(world.announcement(shown), wanted, metadataAt(shown)) : []
  const text = render(format, spec, day, bent(lines.slice(0, ENTRIES_MAX), fault))
  const midnight = instantOf(addDays(day, 1), 0, SERVICE_ZONE)
  return {
    status: 200,
    contentType: format === 'rss' ? 'application/rss+xml; charset=utf-8' : 'application/atom+xml; charset=utf-8',
    headers: {
      etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`,
      'last-modified': new Date(instantOf(day, 0, SERVICE_ZONE)).toUTCString(),
      'cache-control': `max-age=${Math.max(0, Math.round((midnight - now) / 1000))}`,
    },
    text,
  }
}

function isArchive(spec: string): boolean {
  return ['cs', 'stat', 'math', 'eess', 'physics', 'q-bio', 'q-fin', 'econ', 'astro-ph', 'cond-mat', 'nlin'].includes(spec)
}

/** One line a paper: what it is to those who asked for these categories. */
function linesOf(announcements: readonly Announcement[], wanted: readonly string[], at: number): Line[] {
  const covers = (category: string | undefined): boolean => category !== undefined && wanted.some((one) => category === one || category.startsWith(`${one}.`))
  const lines = new Map<string, Line>()
  for (const { paper, kind, version, crossed } of announcements) {
    const categories = categoriesAt(paper, at)
    const primary = covers(categories[0])
    const type: AnnounceType | undefined =
      kind === 'first' ? (primary ? 'new' : paper.categories.some(covers) ? 'cross' : undefined)
      : kind === 'cross' ? (covers(crossed) ? 'cross' : undefined)
      : version >= QUIET_VERSION ? undefined
      : primary ? 'replace'
      : categories.some(covers) ? 'replace-cross'
      : undefined
    if (type === undefined) continue
    const before = lines.get(paper.id)
    if (before === undefined || ORDER.indexOf(type) < ORDER.indexOf(before.type)) lines.set(paper.id, { paper, version, type, categories })
  }
  return [...lines.values()].sort((one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type))
}

function render(format: 'rss' | 'atom', spec: string, day: string, lines: readonly Line[], trouble?: string): string {
  const midnight = instantOf(day, 0, SERVICE_ZONE)
  const offset = midnight === Date.parse(`${day}T04:00:00Z`) ? '04' : '05'
  const title = escapeXml(trouble ?? `${spec} updates on arXiv.org`)
  const built = `${mailDay(day)} ${offset}:00:00 +0000`
  const pubDate = `${mailDay(day)} 00:00:00 -${offset}00`
  const lead = (line: Line): string => escapeXml(`arXiv:${line.paper.id}v${line.version} Announce Type: ${line.type} \nAbstract: ${line.paper.abstract}`)
  const more = (line: Line): string =>
    `<arxiv:announce_type>${line.type}</arxiv:announce_type>\n<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>\n<dc:creator>${escapeXml(line.paper.authors.join(', '))}</dc:creator>\n`
  if (format === 'rss') {
    const items = lines.map(
      (line) =>
        `<item>\n<title>${escapeXml(line.paper.title)}</title>\n<link>https://arxiv.org/abs/${line.paper.id}</link>\n<description>${lead(line)}</description>\n` +
        `<guid isPermaLink="false">oai:arXiv.org:${line.paper.id}v${line.version}</guid>\n${line.categories.map((one) => `<category>${one}</category>\n`).join('')}<pubDate>${pubDate}</pubDate>\n${more(line)}</item>\n`,
    )
    return (
      `<?xml version='1.0' encoding='UTF-8'?>\n<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">\n<channel>\n` +
      `<title>${title}</title>\n<link>http://rss.arxiv.org/rss/${escapeXml(spec)}</link>\n<description>${escapeXml(spec)} updates on the arXiv.org e-print archive.</description>\n` +
      `<atom:link href="http://rss.arxiv.org/rss/${escapeXml(spec)}" rel="self" type="application/rss+xml"/>\n<docs>http://www.rssboard.org/rss-specification</docs>\n<language>en-us</language>\n` +
      `<lastBuildDate>${built}</lastBuildDate>\n<managingEditor>rss-help@arxiv.org</managingEditor>\n<pubDate>${pubDate}</pubDate>\n<skipDays>\n<day>Saturday</day>\n<day>Sunday</day>\n</skipDays>\n${items.join('')}</channel>\n</rss>\n`
    )
  }
  const entries = lines.map(
    (line) =>
      `<entry>\n<id>oai:arXiv.org:${line.paper.id}v${line.version}</id>\n<title>${escapeXml(line.paper.title)}</title>\n<updated>${day}T${offset}:00:00+00:00</updated>\n` +
      `<link href="https://arxiv.org/abs/${line.paper.id}" rel="alternate" type="text/html"/>\n<summary>${lead(line)}</summary>\n${line.categories.map((one) => `<category term="${one}"/>\n`).join('')}` +
      `<published>${day}T00:00:00-${offset}:00</published>\n${more(line)}</entry>\n`,
  )
  return (
    `<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">\n` +
    `<id>http://rss.arxiv.org/atom/${escapeXml(spec)}</id>\n<title>${title}</title>\n<updated>${day}T${offset}:00:00+00:00</updated>\n<link href="http://rss.arxiv.org/atom/${escapeXml(spec)}" rel="self" type="application/atom+xml"/>\n` +
    `<subtitle>${escapeXml(spec)} updates on the arXiv.org e-print archive.</subtitle>\n${entries.join('')}</feed>\n`
  )
}
