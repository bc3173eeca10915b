import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { FeedFormat } from '../paper/format-of-path.ts'
import { isPrivate, type View, viewOfPath, viewPath } from '../paper/view.ts'
import type { FeedRoom } from './feed.ts'
import { feedOfView } from './feed-of-view.ts'
import { tokenIn } from './feed-token.ts'
import type { Composed } from './kept-feeds.ts'
import { isKnown } from './is-known.ts'
import { pageAddresses } from './page-addresses.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'

const WRITERS = {
  atom: { write: writeAtom, type: 'application/atom+xml' },
  rss: { write: writeRss, type: 'application/rss+xml' },
  json: { write: writeJsonFeed, type: 'application/feed+json' },
} as const

const MAX_PAGE = 9999
/** How long a feed may be shown without asking again, seconds. */
const MAX_AGE_S = 60

/**
 * GET a view's address with .atom, .rss or .json; `p` is the page, from 0. 304 to whoever holds the newest.
 * @throws BroadsheetError not-found for what is no list, bad-input for a day or a filter that cannot be
 */
export async function showFeed(room: FeedRoom, c: Context, path: string, format: FeedFormat): Promise<Response> {
  const { person } = visitorOf(c)
  const { view, page, links, name } = readAddress(room, c.req.url, path, format, person?.id)
  const { write, type } = WRITERS[format]
  const compose = async (): Promise<Composed> => {
    const edition = await room.editions.view(view, { person: isPrivate(view) ? person : undefined, page, newestFirst: true })
    const more = (edition.page + 1) * edition.pageSize < edition.total
    const next = more && page < MAX_PAGE ? links.next : undefined
    return { text: write(await feedOfView(room, view, edition, { ...links, next })), next }
  }
  const asked = { ifNoneMatch: c.req.header('if-none-match'), ifModifiedSince: c.req.header('if-modified-since') }
  const conditional = asked.ifNoneMatch !== undefined || asked.ifModifiedSince !== undefined
  let kept = await room.kept.get(name, !conditional && c.req.method !== 'HEAD', compose)
  const headers: Record<string, string> = {
    etag: kept.etag,
    'cache-control': `${person === undefined ? 'public' : 'private'}, max-age=${MAX_AGE_S}`,
    // A token may stand in the address.
    'referrer-policy': 'no-referrer',
    link: linkHeader({ ...links, next: kept.next }),
  }
  // Within the second of a change nothing tells what was before it from what is after it.
  if (kept.since <= room.clock.now()) headers['last-modified'] = new Date(kept.since).toUTCString()
  if (isKnown(asked, kept.etag, kept.since)) return c.body(null, 304, headers)
  headers['content-type'] = `${type}; charset=utf-8`
  if (c.req.method === 'HEAD') return c.body(null, 200, headers)
  if (kept.body === undefined) kept = await room.kept.get(name, true, compose)
  return c.body(kept.body!, 200, { ...headers, etag: kept.etag })
}

export interface Address {
  readonly view: View
  readonly page: number
  readonly links: FeedLinks
  /** under which its feed is kept, of whoever may see it */
  readonly name: string
}

const ADDRESSES_MAX = 2_000

/** What an address asks for. Feed readers ask for the same ones again and again, so the last are kept. */
function readAddress(room: FeedRoom, url: string, path: string, format: FeedFormat, personId: string | undefined): Address {
  const asked = `${personId ?? ''} ${url}`
  const known = room.addresses.get(asked)
  if (known !== undefined) return known
  const { search, searchParams } = new URL(url)
  const view = viewAt(path, search)
  const page = pageOf(searchParams.get('p'))
  if (isPrivate(view) && personId === undefined) throw new BroadsheetError('not-signed-in', 'This feed is somebody’s own: it needs a token, as /account/tokens makes them.')
  const links = linksOf(room, view, format, page, personId === undefined ? undefined : tokenIn(searchParams))
  const name = createHash('sha256').update(JSON.stringify([links.self, isPrivate(view) ? personId : ''])).digest('base64')
  const address = { view, page, links, name }
  if (url.length > 1000) return address
  if (room.addresses.size >= ADDRESSES_MAX) room.addresses.delete(room.addresses.keys().next().value!)
  room.addresses.set(asked, address)
  return address
}

function viewAt(path: string, search: string): View {
  const view = viewOfPath(path + search)
  if (view !== undefined) return view
  if (viewOfPath(path) !== undefined) throw new BroadsheetError('bad-input', 'The search or a filter in this address cannot be read: dates are written 2024, 2024-10 or 2024-10-18.')
  if (/^\/papers\/(date|week|month)\/[^/]+$/.test(path)) throw new BroadsheetError('bad-input', 'There is no such day, week or month; they are written 2024-10-18, 2024-W42 and 2024-10.')
  throw new BroadsheetError('not-found', 'There is no list at this address, and feeds are of lists.')
}

function pageOf(text: string | null): number {
  if (text === null || text === '') return 0
  if (!/^\d{1,4}$/.test(text)) throw new BroadsheetError('bad-input', `The page number p must be a whole number from 0 to ${MAX_PAGE}.`)
  return Number(text)
}

export interface FeedLinks {
  /** the same list as a page for people, without any token */
  readonly page: string
  readonly self: string
  readonly first: string
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly hub: string | undefined
}

/** As RFC 8288 has it: what the feed itself says too, for whoever reads no further. */
function linkHeader({ self, page, previous, next, hub }: FeedLinks): string {
  const links = [['self', self], ['alternate', page], ['prev', previous], ['next', next], ['hub', hub]] as const
  return links.flatMap(([rel, href]) => (href === undefined ? [] : [`<${href}>; rel="${rel}"${rel === 'alternate' ? '; type="text/html"' : ''}`])).join(', ')
}

function linksOf({ publicUrl, hub }: FeedRoom, view: View, format: FeedFormat, page: number, token: string | undefined): FeedLinks {
  const at = pageAddresses(publicUrl, view, format, token)
  return { page: new URL(viewPath(view), publicUrl).href, self: at(page), first: at(0), previous: page > 0 ? at(page - 1) : undefined, next: at(page + 1), hub: token === undefined && !isPrivate(view) ? hub : undefined }
}
