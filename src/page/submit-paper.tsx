import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { SubmissionRefused } from '../community/submission-refused.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError, type ErrorCode } from '../paper/errors.ts'
import { isDay } from '../tools/dates.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { safeBack } from './back.ts'
import { send, sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { readSubmitForm } from './submit-form.ts'
import { SubmitPage, SubmitPreviewPage } from './view/submit-page.tsx'
import { paperHref, withQuery } from './words/addresses.ts'
import { longDay } from './words/dates.ts'

const NOT_OURS = 'This change was not asked for from a page of this site, so nothing was done.'
const STATUS: Readonly<Partial<Record<ErrorCode, ContentfulStatusCode>>> = { 'not-found': 404, 'not-allowed': 403, 'too-many': 429, unavailable: 503 }

/** GET /submit: the form, filled in as far as the address says. */
export async function showSubmit(room: PageRoom, c: Context): Promise<Response> {
  const form = readSubmitForm(new URL(c.req.url).searchParams)
  return send(c, <SubmitPage frame={room.frame(c)} terms={await room.community.submissions.terms(visitorOf(c))} form={form} />)
}

/** POST /submit: `look` shows the paper, `put` puts it in, `change` gives the form back. What is refused stands beside its field, with all that was written. */
export async function submitPaper(room: PageRoom, c: Context): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, NOT_OURS)
  const { submissions } = room.community
  const visitor = visitorOf(c)
  const body = new URLSearchParams(await c.req.text())
  const form = readSubmitForm(body)
  const frame = room.frame(c)
  const step = body.get('step')
  if (step === 'change') return send(c, <SubmitPage frame={frame} terms={await submissions.terms(visitor)} form={form} />)
  try {
    if (step === 'put') {
      const { paper, day, outcome } = await submissions.submit(visitor, form)
      return sendTo(c, withQuery(paperHref(paper.id), { submitted: outcome, day }), 303)
    }
    const preview = await submissions.preview(visitor, form)
    return await send(c, <SubmitPreviewPage frame={frame} terms={await submissions.terms(visitor)} form={form} preview={preview} />)
  } catch (error) {
    if (!(error instanceof SubmissionRefused)) throw error
    return send(c, <SubmitPage frame={frame} terms={await submissions.terms(visitor)} form={form} fault={error} />, STATUS[error.code] ?? 400)
  }
}

/** POST /submit/withdraw: takes one's submission back; with `everybody` a curator takes the paper out. */
export async function withdrawSubmission(room: PageRoom, c: Context): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, NOT_OURS)
  const body = new URLSearchParams(await c.req.text())
  const place = { paper: (body.get('paper') ?? '').slice(0, 400), day: (body.get('day') ?? '').slice(0, 40) }
  const gone = await room.community.submissions.withdraw(visitorOf(c), place, body.get('everybody') === '1')
  if (!gone) throw new BroadsheetError('not-found', 'There is no such submission of yours; it may have been withdrawn already.')
  return sendTo(c, safeBack(body.get('back')), 303)
}

/** What is said on the paper's page to who comes from the form. */
export function submittedNote(c: Context): string[] {
  const outcome = c.req.query('submitted')
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(c.req.query('day') ?? '')?.[0]
  if (day === undefined || !isDay(day)) return []
  if (outcome === 'added') return [`The paper is in the list of ${longDay(day)} now.`]
  if (outcome === 'joined') return [`The paper was in the list of ${longDay(day)} already; your name stands beside it now.`]
  return outcome === 'changed' ? [`You had submitted this paper to ${longDay(day)} already; your remark is now the one that you wrote last.`] : []
}
