import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { sendTo } from './send.ts'
import { showError } from './show-error.tsx'

/**
 * True when a browser says that a page of this very site sent the form. A browser that says nothing about it is
 * too old to be trusted, and a program has the command line.
 */
function isOwnForm(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host)
}

/** POST /shelf/clear: takes the starter shelf out and goes back to the front page. */
export async function clearShelf(room: PageRoom, c: Context): Promise<Response> {
  if (!room.canClearShelf) throw new BroadsheetError('not-found', 'The starter shelf cannot be cleared from this page.')
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const gone = await room.clearShelf()
  return sendTo(c, `/papers?cleared=${gone}`, 303)
}
