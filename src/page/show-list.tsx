import type { Context } from 'hono'
import type { ListEdition, ListOptions } from '../edition/edition.ts'
import { troubleLine } from '../edition/trouble-line.ts'
import { seesOwners } from '../community/visitor.ts'
import type { PageRoom } from './deps.ts'
import { PAGE_SIZE, readListQuery, valuesOf } from './read-list-query.ts'
import type { ListQuery } from './read-list-query.ts'
import { readsProps } from './reads-props.ts'
import { send } from './send.ts'
import { shownSources } from './show-sources.tsx'
import { withMine } from './with-mine.ts'
import type { Section } from './view/layout.tsx'
import { ListPage } from './view/list-page.tsx'

/** Asks for a list as the address says and sends it as a page. `path` is the list's own. */
export async function showList(
  room: PageRoom,
  c: Context,
  path: string,
  section: Section | undefined,
  ask: (options: ListOptions, query: ListQuery) => Promise<ListEdition>,
): Promise<Response> {
  const query = readListQuery(valuesOf(c))
  const frame = room.frame(c, query.view)
  const visit = await room.community.visits.arrive(frame.visitor)
  const afterKey = query.since === undefined ? undefined : visit?.key
  const [edition, facets, sources] = await Promise.all([
    ask({ ...query.filters, sort: query.order === 'newest' ? 'published' : undefined, guess: query.order === 'guess' ? true : undefined, reader: frame.visitor.person?.id, ...(afterKey === undefined ? {} : { afterKey }), page: query.page, pageSize: PAGE_SIZE }, query),
    room.editions.facets(),
    section === 'today' ? shownSources(room, c) : undefined,
  ])
  const [fresh, full] = await Promise.all([
    visit === undefined || edition.stoodAt !== undefined ? 0 : room.editions.countNew(edition, visit.key),
    withMine(room, c, query.view, edition.entries.map(({ paper }) => paper), visit),
  ])
  const cleared = /^\d{1,9}$/.exec(c.req.query('cleared') ?? '')?.[0]
  return send(
    c,
    <ListPage
      frame={full}
      fresh={fresh}
      edition={edition}
      query={query}
      facets={facets}
      path={path}
      props={readsProps(c) ? room.props?.list(edition) : undefined}
      section={section}
      shelf={edition.kind !== 'shelf' || edition.entries.length === 0 ? 'none' : room.canClearShelf && seesOwners(c) ? 'clearable' : 'shown'}
      begin={sources !== undefined && sources.chosen === undefined && room.chooseSources !== undefined && seesOwners(c) && query.page === 0}
      trouble={sources && troubleLine(sources, room.clock.now(), edition.ledger)}
      note={cleared === undefined ? undefined : `The starter shelf is cleared: ${cleared} of its records are gone.`}
    />,
  )
}
