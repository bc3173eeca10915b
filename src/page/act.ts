import type { Context } from 'hono'
import type { Mark } from '../paper/people.ts'
import { visitorOf } from '../community/visitor.ts'
import { safeBack } from './back.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { paperAnchor } from './words/addresses.ts'

/** What a reader may do with a paper from any page that shows it. */
export type Act = 'vote' | Mark | 'tags' | 'note'

/**
 * POST /vote, /save, /hide, /read, /tags, /note: does it and goes back to where the reader was, to the same paper.
 * Fields: `paper` (public id), `back` (a path of this site), `on` (0 takes it back; also in the address, as a button has room for
 * one value only), `tags` (parted by commas), `text`.
 */
export async function act(room: PageRoom, c: Context, what: Act): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const body = new URLSearchParams(await c.req.text())
  const paper = body.get('paper') ?? ''
  const on = (c.req.query('on') ?? body.get('on')) !== '0'
  const visitor = visitorOf(c)
  const { votes, marks } = room.community
  const done =
    what === 'vote' ? await votes.vote(visitor, paper, on)
    : what === 'tags' ? await marks.tag(visitor, paper, (body.get('tags') ?? '').split(','))
    : what === 'note' ? await marks.note(visitor, paper, body.get('text') ?? '')
    : await marks.mark(visitor, paper, what, on)
  const [back] = safeBack(body.get('back')).split('#', 1)
  return sendTo(c, `${back}#${what === 'tags' || what === 'note' ? 'yours' : paperAnchor(done.paper)}`, 303)
}

/** POST /saved/names: keeps the names under which the reader publishes, parted by commas or lines. */
export async function keepNames(room: PageRoom, c: Context): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const body = new URLSearchParams(await c.req.text())
  await room.community.votes.claimNames(visitorOf(c), (body.get('names') ?? '').split(/[;\r\n]/))
  return sendTo(c, '/saved/voted?kept=names', 303)
}
