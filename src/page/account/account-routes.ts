import type { Hono } from 'hono'
import type { PageRoom } from '../deps.ts'
import { endOtherSessions, endSession, removePasskey, rename, showAccount, showSignOut, signOut } from './account.tsx'
import { confirmLink, showConfirm } from './confirm.tsx'
import { changePeople, showPeople } from './people.tsx'
import { askForLink, finishSignIn, showSent, showSignIn, signInWith } from './sign-in.tsx'
import { makeToken, revokeToken, showTokens } from './tokens.tsx'

/** The pages of accounts: to come in and go out, one's own account, and for administrators who is here. */
export function addAccountRoutes(app: Hono, room: PageRoom): void {
  app.get('/sign-in', (c) => showSignIn(room, c))
  app.post('/sign-in', (c) => askForLink(room, c))
  app.get('/sign-in/sent', (c) => showSent(room, c))
  app.get('/sign-in/confirm', (c) => showConfirm(room, c))
  app.post('/sign-in/confirm', (c) => confirmLink(room, c))
  app.get('/sign-in/with/:provider', (c) => signInWith(room, c))
  // The library says to other services that they lead back here.
  app.get('/api/auth/callback/:provider', (c) => finishSignIn(room, c))
  app.get('/sign-out', (c) => showSignOut(room, c))
  app.post('/sign-out', (c) => signOut(room, c))
  app.get('/account', (c) => showAccount(room, c))
  app.post('/account/name', (c) => rename(room, c))
  app.post('/account/sessions/end', (c) => endSession(room, c))
  app.post('/account/sessions/end-others', (c) => endOtherSessions(room, c))
  app.post('/account/passkeys/remove', (c) => removePasskey(room, c))
  app.get('/account/tokens', (c) => showTokens(room, c))
  app.post('/account/tokens', (c) => makeToken(room, c))
  app.post('/account/tokens/revoke', (c) => revokeToken(room, c))
  app.get('/admin/people', (c) => showPeople(room, c))
  for (const what of ['invite', 'role', 'remove'] as const) app.post(`/admin/people/${what}`, (c) => changePeople(room, c, what))
}
