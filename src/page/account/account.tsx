import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { safeBack } from '../back.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { AccountPage } from '../view/account/account-page.tsx'
import { SignOutPage } from '../view/account/sign-in-page.tsx'
import { accountsOf, formOf, personOf, sendPrivate, sendWith } from './deed.ts'

const NOTES: Readonly<Record<string, string>> = {
  name: 'Your name is kept.',
  session: 'That browser is signed out.',
  others: 'All other browsers are signed out.',
  passkey: 'The passkey is removed.',
  added: 'The passkey is kept. You can sign in with it from now on.',
}

/** GET /account: who somebody is here, and how they come in. */
export async function showAccount(room: PageRoom, c: Context): Promise<Response> {
  const { by } = visitorOf(c)
  const person = personOf(c)
  const { accounts } = room.community
  const { headers } = c.req.raw
  const signedIn = accounts !== undefined && by === 'session'
  const [sessions, passkeys] = signedIn ? await Promise.all([accounts.sessions.list(headers), accounts.passkeys.list(headers)]) : [undefined, undefined]
  const done = c.req.query('done') ?? ''
  const isNew = c.req.query('new') === '1'
  const note = isNew ? 'Welcome. Say what you want to be called; others see it beside your votes and comments.' : Object.hasOwn(NOTES, done) ? NOTES[done] : undefined
  return sendPrivate(c, <AccountPage frame={room.frame(c)} person={person} sessions={sessions} passkeys={passkeys} note={note} back={isNew ? safeBack(c.req.query('back')) : undefined} />)
}

/** POST /account/name */
export async function rename(room: PageRoom, c: Context): Promise<Response> {
  await accountsOf(room).members.rename(personOf(c), (await formOf(c)).get('name'))
  return sendTo(c, '/account?done=name', 303)
}

/** POST /account/sessions/end */
export async function endSession(room: PageRoom, c: Context): Promise<Response> {
  await accountsOf(room).sessions.end(c.req.raw.headers, (await formOf(c)).get('id') ?? '')
  return sendTo(c, '/account?done=session', 303)
}

/** POST /account/sessions/end-others */
export async function endOtherSessions(room: PageRoom, c: Context): Promise<Response> {
  await formOf(c)
  await accountsOf(room).sessions.endOthers(c.req.raw.headers)
  return sendTo(c, '/account?done=others', 303)
}

/** POST /account/passkeys/remove */
export async function removePasskey(room: PageRoom, c: Context): Promise<Response> {
  await accountsOf(room).passkeys.remove(c.req.raw.headers, (await formOf(c)).get('id') ?? '')
  return sendTo(c, '/account?done=passkey', 303)
}

/** GET /sign-out: a button, because a link could be opened by anything. */
export async function showSignOut(room: PageRoom, c: Context): Promise<Response> {
  accountsOf(room)
  return sendPrivate(c, <SignOutPage frame={room.frame(c)} />)
}

/** POST /sign-out */
export async function signOut(room: PageRoom, c: Context): Promise<Response> {
  await formOf(c)
  return sendWith(c, '/papers', await accountsOf(room).sessions.signOut(c.req.raw.headers))
}
