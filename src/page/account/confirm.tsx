import type { Context } from 'hono'
import { BroadsheetError } from '../../paper/errors.ts'
import { safeBack } from '../back.ts'
import type { PageRoom } from '../deps.ts'
import { ConfirmPage, SpentPage } from '../view/account/sign-in-page.tsx'
import { accountsOf, formOf, sendPrivate, sendWith } from './deed.ts'

/** GET /sign-in/confirm: asks before a link is used up, because programs that look through mail open every link in it. */
export async function showConfirm(room: PageRoom, c: Context): Promise<Response> {
  const token = c.req.query('token') ?? ''
  const link = await accountsOf(room).links.read(token)
  if (link === undefined) return sendPrivate(c, <SpentPage frame={room.frame(c)} />, 404)
  return sendPrivate(c, <ConfirmPage frame={room.frame(c)} token={token} back={safeBack(c.req.query('back'))} email={link.email} />)
}

/** POST /sign-in/confirm: uses the link and signs in. Who is new is led to their account, where they say what they are called. */
export async function confirmLink(room: PageRoom, c: Context): Promise<Response> {
  const { links } = accountsOf(room)
  const form = await formOf(c)
  try {
    const { cookies, isNew } = await links.use(form.get('token'), c.req.raw.headers)
    const back = safeBack(form.get('back'))
    return sendWith(c, isNew ? `/account?new=1&back=${encodeURIComponent(back)}` : back, cookies)
  } catch (error) {
    if (error instanceof BroadsheetError && error.code === 'not-found') return sendPrivate(c, <SpentPage frame={room.frame(c)} />, 404)
    throw error
  }
}
