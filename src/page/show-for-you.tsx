import type { Context } from 'hono'
import { actingPerson } from '../community/acting-person.ts'
import { visitorOf } from '../community/visitor.ts'
import { TASTE_SPANS } from '../paper/taste-settings.ts'
import type { PageRoom } from './deps.ts'
import { PAGE_SIZE, readListQuery, valuesOf } from './read-list-query.ts'
import { send } from './send.ts'
import { ForYouPage } from './view/for-you-page.tsx'
import { withMine } from './with-mine.ts'

/** GET /papers/for-you: the reader's own front page. `dial` (0 to 100) and `span` (day, week, month) are for this once. */
export async function showForYou(room: PageRoom, c: Context): Promise<Response> {
  const person = actingPerson(visitorOf(c), 'have a page of your own')
  const { page, view } = readListQuery(valuesOf(c))
  const dial = /^(?:100|\d{1,2})$/.exec(c.req.query('dial') ?? '')?.[0]
  const span = TASTE_SPANS.find((one) => one === c.req.query('span'))
  const edition = await room.editions.forYou(person, { page, pageSize: PAGE_SIZE, dial: dial === undefined ? undefined : Number(dial) / 100, span })
  const frame = await withMine(room, c, view, edition.entries.map(({ paper }) => paper))
  return send(c, <ForYouPage frame={frame} edition={edition} asked={{ dial, span }} />)
}
