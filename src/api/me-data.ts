import type { Context } from 'hono'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'

/** `GET /api/me/export`: everything of who asks, as one JSON file (src/community/portable/portable-file.ts has its shape). */
export async function exportMe(c: Context, { portable }: Community): Promise<Response> {
  const file = await portable.export(visitorOf(c))
  return c.body(`${JSON.stringify(file, undefined, 1)}\n`, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="broadsheet-${file.exportedAt.slice(0, 10)}.json"`,
    'cache-control': 'no-store',
  })
}

/** `POST /api/me/import`: takes such a file in, and answers what came of it. */
export async function importMe(c: Context, { portable }: Community): Promise<Response> {
  return c.json(await portable.import(visitorOf(c), await c.req.text()))
}

/** `DELETE /api/me` with `{"confirm": "…"}`: deletes who asks, once the phrase of the page is in it: the e-mail address of an account. */
export async function deleteMe(c: Context, { portable }: Community): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const confirm = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['confirm'] : undefined
  if (typeof confirm !== 'string') throw new BroadsheetError('bad-input', `Nothing was deleted. Send {"confirm": "${portable.phrase(visitorOf(c)).replace(/["\\]/g, '')}"} to delete everything.`)
  await portable.remove(visitorOf(c), confirm)
  return c.body(null, 204)
}
