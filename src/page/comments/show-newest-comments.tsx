import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { PageRoom } from '../deps.ts'
import { send, sendTo } from '../send.ts'
import { NewestCommentsPage } from '../view/comments/newest-comments-page.tsx'
import { commentHref } from './comment-page.ts'

const PAGE_SIZE = 30

/** GET /comments: what people said last, of all papers. */
export async function showNewestComments(room: PageRoom, c: Context): Promise<Response> {
  const asked = c.req.query('p') ?? '0'
  if (!/^\d{1,6}$/.test(asked)) throw new BroadsheetError('bad-input', 'The page number p is a whole number from 0.')
  const page = Number(asked)
  const { total, comments } = await room.community.comments.newest(visitorOf(c), { offset: page * PAGE_SIZE, limit: PAGE_SIZE })
  return send(c, <NewestCommentsPage frame={room.frame(c)} rows={comments} total={total} page={page} pageSize={PAGE_SIZE} />)
}

/** GET /comments/ID: leads to the comment on its paper's page. */
export async function showComment(room: PageRoom, c: Context, id: string): Promise<Response> {
  const { comments } = room.community
  const place = await comments.where(id.slice(0, 200))
  return sendTo(c, commentHref(await comments.of(visitorOf(c), place.paper), place.id), 302)
}
