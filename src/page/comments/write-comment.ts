import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { commentText, reasonText } from '../../community/comment-text.ts'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError, type ErrorCode } from '../../paper/errors.ts'
import { safeBack } from '../back.ts'
import type { PageRoom } from '../deps.ts'
import { isOwnForm } from '../own-form.ts'
import { sendTo } from '../send.ts'
import { showError } from '../show-error.tsx'
import { sendPaper } from '../show-paper.tsx'
import { type CommentDraft, readDraft } from './comment-draft.ts'
import { commentHref } from './comment-page.ts'

/** Refusals that stand beside the form with all that was written. */
const STATUS: Readonly<Partial<Record<ErrorCode, ContentfulStatusCode>>> = { 'bad-input': 400, 'not-allowed': 403, 'not-found': 404, 'too-many': 429 }

/**
 * POST /comment, /comment/edit, /comment/report. Fields: `paper` (public id), `back`, `text` or `reason`, `comment` (which one) or
 * `parent` (which one it answers), `step` (`preview` shows it before it is kept).
 */
export async function writeComment(room: PageRoom, c: Context, does: 'add' | 'edit' | 'report'): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const { comments } = room.community
  const visitor = visitorOf(c)
  const body = new URLSearchParams(await c.req.text())
  const draft = readDraft(body, does)
  const paper = (body.get('paper') ?? '').slice(0, 400)
  const back = safeBack(body.get('back'))
  try {
    if (body.get('step') === 'preview') {
      if (does === 'report') reasonText(draft.text)
      else commentText(draft.text)
      return await again({ ...draft, preview: true }, 200)
    }
    const done =
      does === 'add' ? await comments.add(visitor, paper, draft.text, draft.about)
      : does === 'edit' ? await comments.edit(visitor, draft.about ?? '', draft.text)
      : await comments.report(visitor, draft.about ?? '', draft.text)
    return sendTo(c, commentHref(await comments.of(visitor, done.paper), done.id, does === 'report' ? 'reported' : undefined), 303)
  } catch (error) {
    const status = error instanceof BroadsheetError ? STATUS[error.code] : undefined
    if (status === undefined) throw error
    return again({ ...draft, fault: (error as BroadsheetError).message }, status)
  }

  /** The paper's page with the form as it was filled in. @throws BroadsheetError not-found where the paper itself is gone */
  async function again(filled: CommentDraft, status: ContentfulStatusCode): Promise<Response> {
    const edition = await room.editions.paper(paper, {})
    if (edition === undefined) throw new BroadsheetError('not-found', 'This paper is not held here.')
    return sendPaper(room, c, edition, { draft: filled, back, status })
  }
}
