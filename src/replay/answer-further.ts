/** Simple versions of the further services, after their documented formats, with posts that are the same for the same day or venue. */
import { addDays, dayNumber, isDay } from '../tools/dates.ts'
import { escapeXml, JSON_TYPE, mailDay, type Answer } from './answer.ts'
import { madeUpText } from './made-up-text.ts'
import { pick, seeded, whole } from './random.ts'

const SUBJECTS = ['bioinformatics', 'cell biology', 'ecology', 'genomics', 'neuroscience', 'public and global health']
const POSTS_A_PAGE = 30
const DAYS_MOST = 400
const HOUR_MS = 3_600_000

export const FURTHER = ['biorxiv', 'openreview', 'openalex', 'feed'] as const
export type Further = (typeof FURTHER)[number]

/** @param path what follows the service's name, without a slash before it */
export function answerFurther(service: Further, path: string, query: URLSearchParams, now: number): Answer {
  switch (service) {
    case 'biorxiv':
      return biorxiv(path, query, now)
    case 'openreview':
      return openreview(path, query)
    case 'openalex':
      return openalex(path, query)
    case 'feed':
      return feed(path, now)
  }
}

const json = (value: unknown, status = 200): Answer => ({ status, contentType: JSON_TYPE, text: JSON.stringify(value) })
const nothing = (): Answer => json({ error: 'Nothing is replayed here.' }, 404)

/** https://api.biorxiv.org/details/SERVER/FROM/TO/CURSOR/json */
function biorxiv(path: string, query: URLSearchParams, now: number): Answer {
  const [details, server, from = '', to = '', cursor = '0'] = path.split('/')
  if (details !== 'details' || (server !== 'biorxiv' && server !== 'medrxiv') || !isDay(from) || !isDay(to) || !/^\d{1,9}$/.test(cursor)) return nothing()
  const wanted = query.get('category')?.replaceAll('_', ' ').toLowerCase()
  const posts: object[] = []
  const last = addDays(from, DAYS_MOST)
  for (let day = from; day <= to && day <= last; day = addDays(day, 1)) {
    const next = seeded(dayNumber(day) * 2 + (server === 'biorxiv' ? 0 : 1))
    const count = whole(10, 50, next)
    for (let number = 1; number <= count; number++) {
      const text = madeUpText(number, next)
      const category = pick(SUBJECTS, next)
      const postedAt = Date.parse(`${day}T00:00:00Z`) + Math.floor(next() * 20 * HOUR_MS)
      if (postedAt > now || (wanted !== undefined && wanted !== category)) continue
      posts.push({
        title: text.title, authors: text.authors.map((name) => `${name.split(' ').slice(1).join(' ')}, ${name[0]}.`).join('; '), author_corresponding: text.authors[0], author_corresponding_institution: 'Institute of Made-Up Biology',
        doi: `10.1101/${addDays(day, -2).replaceAll('-', '.')}.${String(number).padStart(6, '0')}`, date: day, version: '1', type: 'new results', license: 'cc_by', category, jatsxml: '', abstract: text.abstract, funder: 'NA', published: 'NA',
        server: server === 'biorxiv' ? 'bioRxiv' : 'medRxiv',
      })
    }
  }
  if (posts.length === 0) return json({ messages: [{ status: 'no posts found' }], collection: [] })
  const collection = posts.slice(Number(cursor), Number(cursor) + POSTS_A_PAGE)
  return json({ messages: [{ status: 'ok', category: wanted ?? 'all', interval: `${from}:${to}`, cursor: Number(cursor), count: collection.length, count_new_papers: String(posts.length), total: String(posts.length) }], collection })
}

/** https://api2.openreview.net/notes?content.venueid=VENUE */
function openreview(path: string, query: URLSearchParams): Answer {
  const venue = query.get('content.venueid')
  if (path !== 'notes' || venue === null) return nothing()
  const next = seeded([...venue].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7))
  const label = `${venue.split('.')[0]} ${venue.split('/')[1] ?? ''}`.trim()
  const notes = Array.from({ length: whole(40, 160, next) }, (_, place) => {
    const { title, abstract, authors } = madeUpText(place + 1, next)
    const id = `note${Math.floor(next() * 2 ** 32).toString(36)}${place}`
    const at = Date.UTC(2025, 8, 25) + place * 60_000
    return { id, forum: id, number: place + 1, cdate: at, tcdate: at, mdate: at, tmdate: at, pdate: at, odate: at, content: Object.fromEntries(Object.entries({ title, abstract, authors, keywords: ['made-up papers'], venue: `${label} Poster`, venueid: venue }).map(([name, value]) => [name, { value }])) }
  })
  const offset = Number(query.get('offset') ?? 0) || 0
  return json({ notes: notes.slice(offset, offset + Math.min(1000, Number(query.get('limit') ?? 1000) || 1000)), count: notes.length })
}

/** https://api.openalex.org/works?filter=doi:A|B: every DOI is known, and cited as its digits say; /works/doi:DOI is one of them whole. */
function openalex(path: string, query: URLSearchParams): Answer {
  if (path.startsWith('works/doi:')) return openalexWork(path.slice('works/doi:'.length))
  if (path !== 'works') return nothing()
  const dois = /(?:^|,)doi:([^,]*)/.exec(query.get('filter') ?? '')?.[1]?.split('|') ?? []
  const results = dois.slice(0, 100).map((written) => {
    const doi = written.trim().toLowerCase().replace(/^https?:\/\/(?:dx\.)?doi\.org\//, '')
    const number = [...doi].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
    return { id: `https://openalex.org/W${4_000_000_000 + number}`, doi: `https://doi.org/${doi}`, ids: { doi: `https://doi.org/${doi}` }, title: 'A made-up work', display_name: 'A made-up work', cited_by_count: number % 200, publication_year: 2026, type: 'preprint', primary_location: { source: { display_name: 'arXiv (Cornell University)', type: 'repository' } } }
  })
  return json({ meta: { count: results.length, page: 1, per_page: results.length }, results })
}

/** One work as a whole. No DOI with "unknown" in it is known; one that ends in an arXiv id is also at arXiv. */
function openalexWork(doi: string): Answer {
  if (doi.includes('unknown')) return json({ error: 'Not Found' }, 404)
  const number = [...doi].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
  const { title, abstract, authors } = madeUpText(number, seeded(number))
  const words: Record<string, number[]> = {}
  abstract.split(' ').forEach((word, place) => (words[word] ??= []).push(place))
  const arxiv = /\d{4}\.\d{4,5}$/.exec(doi)?.[0]
  return json({
    id: `https://openalex.org/W${4_000_000_000 + number}`, doi: `https://doi.org/${doi}`, display_name: title, cited_by_count: number % 200, publication_date: '2026-03-02', is_retracted: false,
    authorships: authors.map((name) => ({ author: { display_name: name }, raw_affiliation_strings: ['Institute of Made-Up Studies'] })), abstract_inverted_index: words,
    primary_location: { source: { display_name: 'Journal of Made-Up Papers', type: 'journal' } }, locations: arxiv === undefined ? [] : [{ landing_page_url: `https://arxiv.org/abs/${arxiv}` }],
  })
}

const ITEMS = 20
const ITEM_EVERY_MS = 8 * HOUR_MS

/** A weblog of any name as RSS 2.0: an item every eight hours. */
function feed(path: string, now: number): Answer {
  const name = path.split('/')[0] || 'weblog'
  const last = Math.floor(now / ITEM_EVERY_MS)
  const items = Array.from({ length: ITEMS }, (_, place) => {
    const number = last - place
    const { title, abstract } = madeUpText(number, seeded(number))
    const at = new Date(number * ITEM_EVERY_MS)
    const link = `https://${encodeURIComponent(name)}.example/${number}`
    return `<item>\n<title>${escapeXml(title)}</title>\n<link>${link}</link>\n<guid>${link}</guid>\n<pubDate>${mailDay(at.toISOString().slice(0, 10))} ${at.toISOString().slice(11, 19)} +0000</pubDate>\n<description>${escapeXml(abstract)}</description>\n</item>\n`
  })
  return { status: 200, contentType: 'application/rss+xml; charset=utf-8', text: `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n<title>${escapeXml(name)}</title>\n<link>https://${encodeURIComponent(name)}.example/</link>\n<description>Made up</description>\n${items.join('')}</channel>\n</rss>\n` }
}
