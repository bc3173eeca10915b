import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { safeBack } from '../back.ts'
import type { PageRoom } from '../deps.ts'
import { isOwnForm } from '../own-form.ts'
import { sendTo } from '../send.ts'
import { showError } from '../show-error.tsx'
import { commentHref } from './comment-page.ts'

/** POST /comment/remove, /comment/hide, /comment/restore, /admin/reports/dismiss. Fields: `comment`, `back`. */
export async function changeComment(room: PageRoom, c: Context, what: 'remove' | 'hide' | 'restore' | 'dismiss'): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const { comments } = room.community
  const visitor = visitorOf(c)
  const body = new URLSearchParams(await c.req.text())
  const id = (body.get('comment') ?? '').slice(0, 200)
  const done =
    what === 'remove' ? await comments.remove(visitor, id)
    : what === 'dismiss' ? await comments.dismiss(visitor, id)
    : await comments.hide(visitor, id, what === 'hide')
  const back = safeBack(body.get('back'))
  // A list of comments of many papers stays where it is; on a paper's own page the reader is led to the comment.
  return sendTo(c, /^\/(admin|comments)\b/.test(back) ? back : commentHref(await comments.of(visitor, done.paper), done.id), 303)
}
