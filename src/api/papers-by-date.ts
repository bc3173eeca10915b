import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { PartialDate } from '../paper/paper.ts'
import { linkNext } from './next-page.ts'
import { textParameter, wholeParameter } from './parameters.ts'
import { toListedByDate } from './to-entry.ts'

/** An id has 300 characters at most, and base64 makes four of three bytes. */
const CURSOR_CHARACTERS = 1800

/** `GET /api/papers`: every paper that has a date, newest first, each once. The header `Link` says where the walk goes on; there it ends when none is sent. */
export async function papersByDate(c: Context, editions: Editions, publicUrl?: string): Promise<Response> {
  const limit = wholeParameter(c, 'limit', { least: 1, most: 100, otherwise: 50 })
  const cursor = textParameter(c, 'cursor', CURSOR_CHARACTERS)
  const found = await editions.byDate({ after: cursor === undefined ? undefined : placeOf(cursor), limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)?.paper
  if (found.length > limit && last?.published !== undefined) linkNext(c, 'cursor', Buffer.from(`${last.published} ${last.id}`).toString('base64url'), publicUrl)
  return c.json(shown.map(toListedByDate))
}

function placeOf(cursor: string): { published: string; id: string } {
  const text = /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString('utf8') : ''
  const [, published, id] = /^([\d-]{4,10}) ([^\u0000-\u001f]+)$/.exec(text) ?? []
  if (published === undefined || id === undefined || !PartialDate.safeParse(published).success) throw new BroadsheetError('bad-input', 'cursor must be as the answer before gave it.')
  return { published, id }
}
