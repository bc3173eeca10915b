/** What people say of papers, for programs. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { ShownComment, ThreadComment } from '../community/comments.ts'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { markdownToHtml } from '../paper/markdown/markdown-to-html.ts'
import { jsonBody } from './json-body.ts'
import type { CommentShape, CommentsShape, NewestCommentsShape, ThreadCommentShape } from './schemas.ts'

const NEWEST = 30

/** `GET /api/comments?paper=2403.07691`: all of a paper, each followed by its answers. Without a paper: those of all, newest first, page `p`. */
export async function comments(c: Context, { comments: deeds }: Community): Promise<Response> {
  const visitor = visitorOf(c)
  const asked = c.req.query('paper')
  if (asked !== undefined) {
    const { paper, total, comments: all } = await deeds.of(visitor, asked)
    return c.json({ paper: { id: paper.id, title: paper.title }, total, comments: all.map(threadComment) } satisfies CommentsShape)
  }
  const page = c.req.query('p') ?? '0'
  if (!/^\d{1,6}$/.test(page)) throw new BroadsheetError('bad-input', 'The page number p is a whole number from 0.')
  const { total, comments: newest } = await deeds.newest(visitor, { offset: Number(page) * NEWEST, limit: NEWEST })
  return c.json({ total, comments: newest.map(({ comment, paper }) => ({ paper: { id: paper.id, title: paper.title }, ...oneComment(comment) })) } satisfies NewestCommentsShape)
}

export const NewBody = z.strictObject({ paper: z.string().max(400), text: z.string().max(100_000), parent: z.string().max(200).optional() })
export const TextBody = z.strictObject({ text: z.string().max(100_000) })
export const ReasonBody = z.strictObject({ reason: z.string().max(10_000) })

/** `POST /api/comments` with `{"paper": "2403.07691", "text": "…", "parent": "…"}`. 201, or 200 where it was sent twice. */
export async function addComment(c: Context, { comments: deeds }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { paper, text, parent } = await jsonBody(c, NewBody, '{"paper": "2403.07691", "text": "…"}')
  const { added, ...place } = await deeds.add(visitorOf(c), paper, text, parent)
  return c.json(place, added ? 201 : 200)
}

/** `PATCH /api/comments/ID` with `{"text": "…"}`: one's own. */
export async function editComment(c: Context, { comments: deeds }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { text } = await jsonBody(c, TextBody, '{"text": "…"}')
  return c.json(await deeds.edit(visitorOf(c), id, text))
}

/** `DELETE /api/comments/ID`: one's own, for good; again it changes nothing. */
export async function removeComment(c: Context, { comments: deeds }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json({ ...(await deeds.remove(visitorOf(c), id)), removed: true })
}

/** `POST /api/comments/ID/report` with `{"reason": "…"}`. */
export async function reportComment(c: Context, { comments: deeds }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { reason } = await jsonBody(c, ReasonBody, '{"reason": "…"}')
  return c.json({ ...(await deeds.report(visitorOf(c), id, reason)), reported: true })
}

function oneComment({ id, state, text, by, author, mine, createdAt, editedAt }: ShownComment): CommentShape {
  return { id, state, by: by ?? null, author, mine, text: text ?? null, html: text === undefined ? null : markdownToHtml(text), createdAt, editedAt: editedAt ?? null }
}

function threadComment(comment: ThreadComment): ThreadCommentShape {
  return { ...oneComment(comment), depth: comment.depth, parent: comment.answers?.id ?? null }
}
