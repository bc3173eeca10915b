import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import { safeBack } from './back.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { sendTo } from './send.ts'
import { showError } from './show-error.tsx'

/** POST /guess: whether this reader's days without votes are guessed. Fields: `on` (1 or 0), `back` (a path of this site). */
export async function switchGuess(room: PageRoom, c: Context): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const body = new URLSearchParams(await c.req.text())
  await room.community.guessSwitch.set(visitorOf(c), body.get('on') !== '0')
  return sendTo(c, safeBack(body.get('back')), 303)
}
