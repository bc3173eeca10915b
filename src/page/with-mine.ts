import type { Context } from 'hono'
import type { VisitEnd } from '../community/visits.ts'
import type { PageRoom } from './deps.ts'
import type { Frame } from './frame.ts'
import type { ViewName } from './read-list-query.ts'

/**
 * The frame of a page that shows papers: with what the reader did with them, and since when papers are new to them.
 * @param visit the end of the reader's visit before this one, where it is known already
 */
export async function withMine(room: PageRoom, c: Context, view: ViewName | undefined, papers: readonly { readonly key: number }[], visit?: VisitEnd): Promise<Frame> {
  const frame = room.frame(c, view)
  const [end, mine] = await Promise.all([
    visit ?? room.community.visits.arrive(frame.visitor),
    room.community.mine(frame.visitor, papers.map(({ key }) => key)),
  ])
  return { ...frame, mine, visit: end }
}
