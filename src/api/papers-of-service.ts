/** What the Hugging Face API takes from people, by the rules of this instance; and what it knows that this instance does not. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { jsonBody } from './json-body.ts'
import type { ReposShape } from './schemas.ts'

const arxivId = z.string().regex(/^\d{4}\.\d{4,5}$/, 'must be an arXiv id such as 2403.07691')

export const IndexBody = z.strictObject({ arxivId })

/** `POST /api/papers/index` with `{"arxivId": "2403.07691"}`: brings the paper in, to no day. Answers `{}`, as the original does. */
export async function indexPaper(c: Context, { submissions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { arxivId } = await jsonBody(c, IndexBody, '{"arxivId": "2403.07691"}')
  await submissions.bring(visitorOf(c), arxivId)
  return c.json({})
}

export const SubmitBody = z.object({ paper_id: z.string().max(300), comment: z.string().max(10_000).nullish(), media_urls: z.array(z.string().max(2000)).max(100).nullish() })

/**
 * `POST /api/papers/submit` with `{"paper_id": "2403.07691", "comment": "…"}`: into today's list; the comment is the remark, and media are
 * not kept. Unlike our own `/api/me/submissions`, a paper that is listed on the day already is refused, as clients of the original expect: 409.
 */
export async function submitToToday(c: Context, { submissions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { paper_id: what, comment } = await jsonBody(c, SubmitBody, '{"paper_id": "2403.07691"}')
  const visitor = visitorOf(c)
  const request = { what, ...(comment == null || comment === '' ? {} : { remark: comment }) }
  const { day, there, listedBy } = await submissions.preview(visitor, request)
  if (there.length > 0 || listedBy.includes('huggingface')) throw new HTTPException(409, { message: `This paper has already been submitted: it is in the list of ${day}.` })
  await submissions.submit(visitor, request)
  return c.json({})
}

/** `GET /api/arxiv/ID/repos`: models, data sets and spaces are not known here, of any paper. */
export async function reposOfPaper(c: Context, editions: Editions, id: string): Promise<Response> {
  if ((await editions.paper(id, { similar: 0 })) === undefined) throw new BroadsheetError('not-found', `No paper with the id ${id} is held here.`)
  return c.json({ models: [], datasets: [], spaces: [] } satisfies ReposShape)
}

/** Links and claims of authorship are the other service's, and are refused as what they are: not done here. */
export function notDoneHere(c: Context, sentence: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.json({ error: sentence }, 501)
}
