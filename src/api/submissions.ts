/** What people put into days, for programs. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { jsonBody } from './json-body.ts'
import { spanParameter } from './parameters.ts'
import type { SubmissionsShape, SubmittedShape } from './schemas.ts'

/** `GET /api/submissions?date=2024-10-18`: oldest first. */
export async function submissionsOfDay(c: Context, { submissions }: Community): Promise<Response> {
  const span = spanParameter(c)
  if (span?.kind !== 'date') throw new BroadsheetError('bad-input', 'Give the day: date=2024-10-18.')
  const all = await submissions.ofDay(span.value)
  return c.json({
    date: span.value,
    submissions: all.map(({ paper: { id, title }, submission: { person, at, picked, remark } }) => ({ paper: { id, title }, submittedBy: person?.name ?? null, submittedAt: at, picked, remark })),
  } satisfies SubmissionsShape)
}

export const SubmissionBody = z.strictObject({ what: z.string().max(100_000), date: z.string().max(40).optional(), remark: z.string().max(10_000).optional(), picked: z.boolean().optional() })

/** `POST /api/me/submissions` with `{"what": "2403.07691"}`: an id, a DOI, an address or BibTeX, to today or to `date`. 201 where it is new there. */
export async function addSubmission(c: Context, { submissions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { date, ...request } = await jsonBody(c, SubmissionBody, '{"what": "2403.07691", "date": "2024-10-18", "remark": "…"}')
  const { paper: { id, title }, day, outcome, sentence, notes } = await submissions.submit(visitorOf(c), { ...request, day: date })
  return c.json({ paper: { id, title }, date: day, outcome, message: sentence, notes: [...notes] } satisfies SubmittedShape, outcome === 'added' ? 201 : 200)
}

/** `DELETE /api/me/submissions/DAY/ID`: takes one's own back; an id may hold slashes. */
export async function removeSubmission(c: Context, { submissions }: Community, day: string, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  if (!(await submissions.withdraw(visitorOf(c), { paper: id, day }))) throw new BroadsheetError('not-found', 'You have no submission of this paper to this day.')
  return c.json({ paper: id, date: day, withdrawn: true })
}
