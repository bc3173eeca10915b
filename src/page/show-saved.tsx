import type { Context } from 'hono'
import { SHELVES } from '../community/reading-list.ts'
import type { Shelf } from '../community/reading-list.ts'
import { visitorOf } from '../community/visitor.ts'
import type { Entry } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { PAGE_SIZE, queryText, readListQuery, valuesOf } from './read-list-query.ts'
import { send } from './send.ts'
import { SavedPage } from './view/saved-page.tsx'
import { withMine } from './with-mine.ts'

const QUERY_CHARACTERS = 1000

/** GET /saved, /saved/SHELF and /saved/tag/TAG: one of the reader's own lists, or what is found in it. @throws BroadsheetError not-found */
export async function showSaved(room: PageRoom, c: Context, name: string, tag?: string): Promise<Response> {
  const shelf = SHELVES.find((one) => one === name)
  if (shelf === undefined) throw new BroadsheetError('not-found', 'There is no page at this address.')
  const visitor = visitorOf(c)
  const values = valuesOf(c)
  const { page, view } = readListQuery(values)
  const asked = queryText(values, 'q').slice(0, QUERY_CHARACTERS)
  const unread = values('unread') === '1'
  const { readingList, marks, votes } = room.community
  const [counts, tags, found, names] = await Promise.all([
    readingList.counts(visitor),
    marks.tags(visitor),
    asked === '' ? listed(room, c, shelf, tag, unread, page) : searched(room, c, shelf, tag, asked, page),
    shelf === 'voted' ? votes.names(visitor) : undefined,
  ])
  const frame = await withMine(room, c, view, found.entries.map(({ paper }) => paper))
  return send(c, <SavedPage frame={frame} shelf={shelf} tag={tag} counts={counts} tags={tags} asked={asked} unread={unread} names={names} kept={c.req.query('kept') === 'names'} {...found} page={page} pageSize={PAGE_SIZE} />)
}

interface Found {
  readonly entries: readonly Entry[]
  readonly total: number
  readonly notes: readonly string[]
  readonly marks: readonly string[]
}

async function listed(room: PageRoom, c: Context, shelf: Shelf, tag: string | undefined, unreadFirst: boolean, page: number): Promise<Found> {
  const { total, papers } = await room.community.readingList.list(visitorOf(c), { shelf, tag, unreadFirst, offset: page * PAGE_SIZE, limit: PAGE_SIZE })
  return { total, entries: await room.editions.entries(papers.map(({ paper }) => paper.key)), notes: [], marks: [] }
}

async function searched(room: PageRoom, c: Context, shelf: Shelf, tag: string | undefined, query: string, page: number): Promise<Found> {
  const within = await room.community.readingList.keys(visitorOf(c), { shelf, tag })
  return room.editions.search({ query, within, page, pageSize: PAGE_SIZE })
}
