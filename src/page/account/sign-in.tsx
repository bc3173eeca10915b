import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { safeBack } from '../back.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { SentPage, SignInPage } from '../view/account/sign-in-page.tsx'
import { accountsOf, formOf, sendPrivate, sendWith } from './deed.ts'
import { askedFrom } from './asked-from.ts'

/** GET /sign-in: every way in that there is. */
export async function showSignIn(room: PageRoom, c: Context): Promise<Response> {
  const accounts = accountsOf(room)
  const back = safeBack(c.req.query('back'))
  if (visitorOf(c).person !== undefined) return sendTo(c, back, 303)
  const trouble = c.req.query('error') === undefined ? undefined : 'That did not work. The service did not say who you are, or nobody with your address is let in here.'
  return sendPrivate(c, <SignInPage frame={room.frame(c)} back={back} canAsk={accounts.links.canAsk} providers={accounts.providers.list} trouble={trouble} />)
}

/** POST /sign-in: asks for a letter. The answer is the same for every address. */
export async function askForLink(room: PageRoom, c: Context): Promise<Response> {
  const accounts = accountsOf(room)
  const form = await formOf(c)
  const back = safeBack(form.get('back'))
  const email = form.get('email') ?? ''
  try {
    await accounts.links.ask({ email, back, from: askedFrom(c) })
  } catch (error) {
    if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'too-many')) throw error
    return sendPrivate(c, <SignInPage frame={room.frame(c)} back={back} canAsk providers={accounts.providers.list} trouble={error.message} email={email} />, error.code === 'bad-input' ? 400 : 429)
  }
  return sendTo(c, '/sign-in/sent', 303)
}

/** GET /sign-in/sent */
export async function showSent(room: PageRoom, c: Context): Promise<Response> {
  accountsOf(room)
  return sendPrivate(c, <SentPage frame={room.frame(c)} />)
}

/** GET /sign-in/with/:provider: sends the browser to another service. A link, because a browser lets no form lead to another site. */
export async function signInWith(room: PageRoom, c: Context): Promise<Response> {
  const accounts = accountsOf(room)
  if (c.req.header('sec-fetch-site') === 'cross-site') throw new BroadsheetError('not-allowed', 'Please begin to sign in from this site.')
  const { address, cookies } = await accounts.providers.start(c.req.param('provider') ?? '', safeBack(c.req.query('back')), c.req.raw.headers)
  const answer = sendWith(c, '/sign-in', cookies)
  answer.headers.set('location', address)
  return answer
}

/** GET /api/auth/callback/:provider: the way back from another service. */
export async function finishSignIn(room: PageRoom, c: Context): Promise<Response> {
  const answer = await accountsOf(room).providers.finish(c.req.raw)
  const location = answer.headers.get('location')
  if (location === null) return sendTo(c, '/sign-in?error=1', 303)
  const { pathname, search } = new URL(location, 'http://here.invalid')
  // Whatever the service made of the address: it leads to a page of this site.
  return sendWith(c, pathname === '/sign-in' ? '/sign-in?error=1' : safeBack(pathname + search), answer.headers.getSetCookie())
}
