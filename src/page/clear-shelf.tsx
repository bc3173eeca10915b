import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { sendTo } from './send.ts'
import { showError } from './show-error.tsx'

/** POST /shelf/clear: takes the starter shelf out and goes back to the front page. */
export async function clearShelf(room: PageRoom, c: Context): Promise<Response> {
  if (!room.canClearShelf) throw new BroadsheetError('not-found', 'The starter shelf cannot be cleared from this page.')
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const gone = await room.clearShelf()
  return sendTo(c, `/papers?cleared=${gone}`, 303)
}
