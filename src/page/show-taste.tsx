import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { actingPerson } from '../community/acting-person.ts'
import { visitorOf } from '../community/visitor.ts'
import type { PageRoom } from './deps.ts'
import { send } from './send.ts'
import { TastePage } from './view/taste-page.tsx'

/** Seeds shown of a long list. */
const SEEDS_SHOWN = 100
const KEPT: Readonly<Record<string, string>> = { settings: 'Your settings are kept.', reset: 'That part begins anew.' }

/** GET /account/taste, and what is shown after a change that has something to say. */
export async function showTaste(room: PageRoom, c: Context, notes: readonly string[] = [], status: ContentfulStatusCode = 200): Promise<Response> {
  const person = actingPerson(visitorOf(c), 'have a taste kept')
  const { taste, zotero } = room.community
  const [view, kept] = await Promise.all([taste.of(person, { seeds: SEEDS_SHOWN }), zotero.kept(person)])
  const said = KEPT[c.req.query('kept') ?? '']
  return send(
    c,
    <TastePage frame={room.frame(c)} taste={view} zotero={{ offered: zotero.offered, kept, state: zotero.state(person) }} notes={notes.length > 0 || said === undefined ? notes : [said]} />,
    status,
  )
}
