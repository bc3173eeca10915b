/** What the deeds of accounts share: the form that was sent, and answers that nobody keeps. */
import type { Context } from 'hono'
import type { Accounts, Cookies } from '../../community/accounts/accounts.ts'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Person } from '../../paper/people.ts'
import type { PageRoom } from '../deps.ts'
import { isOwnForm } from '../own-form.ts'
import { send, sendTo } from '../send.ts'

/** @throws BroadsheetError not-found where nobody signs in */
export function accountsOf({ community }: PageRoom): Accounts {
  if (community.accounts === undefined) throw new BroadsheetError('not-found', 'Nobody signs in here: this paper has one reader, on this machine.')
  return community.accounts
}

/** @throws BroadsheetError not-signed-in */
export function personOf(c: Context): Person {
  const { person } = visitorOf(c)
  if (person === undefined) throw new BroadsheetError('not-signed-in', 'Please sign in first.')
  return person
}

/** The fields of a form of this site. @throws BroadsheetError not-allowed for a form from elsewhere */
export async function formOf(c: Context): Promise<URLSearchParams> {
  if (!isOwnForm(c)) throw new BroadsheetError('not-allowed', 'This change was not asked for from a page of this site, so nothing was done.')
  return new URLSearchParams(await c.req.text())
}

/** A page that neither the browser nor anything between keeps. */
export async function sendPrivate(c: Context, page: unknown, status: 200 | 400 | 404 | 429 = 200): Promise<Response> {
  const answer = await send(c, page, status)
  answer.headers.delete('etag')
  answer.headers.set('cache-control', 'no-store')
  // The address of such a page may hold a link's token.
  answer.headers.set('referrer-policy', 'same-origin')
  return answer
}

/** Sends the browser on with cookies. */
export function sendWith(c: Context, path: string, cookies: Cookies): Response {
  const answer = sendTo(c, path, 303)
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie)
  return answer
}
