/** What the links in letters lead to. The link is who asks: nobody signs in, and nothing is changed by looking. */
import type { Context } from 'hono'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Subscription } from '../../paper/subscription.ts'
import { formOf, sendPrivate } from '../account/deed.ts'
import type { PageRoom } from '../deps.ts'
import { readPost } from '../read-post.ts'
import { nameOfView, rhythmWords } from '../words/letters.ts'
import { ConfirmLettersPage, ManagePage, SaidPage, StopPage } from '../view/letters-page.tsx'
import { statusOf, wishesOf } from './own-letters.tsx'

/** GET /letters/confirm?token=… */
export async function showConfirmLetters(room: PageRoom, c: Context): Promise<Response> {
  const token = c.req.query('token') ?? ''
  const held = await room.community.subscriptions.toConfirm(token)
  if (held.state !== 'unconfirmed') return confirmed(room, c, held, 'This is confirmed already.')
  return sendPrivate(c, <ConfirmLettersPage frame={room.frame(c)} token={token} subscription={held} />)
}

/** POST /letters/confirm */
export async function confirmLetters(room: PageRoom, c: Context): Promise<Response> {
  return confirmed(room, c, await room.community.subscriptions.confirm((await formOf(c)).get('token')))
}

function confirmed(room: PageRoom, c: Context, held: Subscription, note?: string): Promise<Response> {
  const { links } = room.community.subscriptions
  const said = held.state === 'paused' ? `${nameOfView(held.view)}, to ${held.email}: paused.` : `${nameOfView(held.view)} will come to ${held.email}.`
  return sendPrivate(c, <SaidPage frame={room.frame(c)} title="Papers by mail" said={said} note={note} more={`${rhythmWords(held)}.`} manage={links && pathOf(links.manage(held.id))} />)
}

/** GET /letters/unsubscribe/TOKEN */
export async function showStop(room: PageRoom, c: Context): Promise<Response> {
  const held = await room.community.subscriptions.toStop(c.req.param('token'))
  if (held === undefined || held.state === 'stopped') return stopped(room, c, held)
  return sendPrivate(c, <StopPage frame={room.frame(c)} action={c.req.path} subscription={held} />)
}

/** POST /letters/unsubscribe/TOKEN with `List-Unsubscribe=One-Click`, by a mail program (RFC 8058) or the page's own button. */
export async function stopLetters(room: PageRoom, c: Context): Promise<Response> {
  // Found out first: to who holds no link of ours nothing is said about forms.
  await room.community.subscriptions.toStop(c.req.param('token'))
  if ((await readPost(c)).text('List-Unsubscribe') !== 'One-Click') throw new BroadsheetError('bad-input', 'To stop letters, send List-Unsubscribe=One-Click.')
  return stopped(room, c, await room.community.subscriptions.stop(c.req.param('token')))
}

function stopped(room: PageRoom, c: Context, held: { id: string; view: string; email: string } | undefined): Promise<Response> {
  const { links } = room.community.subscriptions
  const said = held === undefined ? 'Nothing more of it is sent.' : `${nameOfView(held.view)}: nothing more of it is sent to ${held.email}.`
  return sendPrivate(c, <SaidPage frame={room.frame(c)} title="Stopped" said={said} manage={held && links && pathOf(links.manage(held.id))} />)
}

/** GET /letters/manage/TOKEN */
export function showManage(room: PageRoom, c: Context): Promise<Response> {
  return drawManage(room, c, [])
}

/** POST /letters/manage/TOKEN: changes one, or stops all. */
export async function manageLetters(room: PageRoom, c: Context): Promise<Response> {
  const { subscriptions } = room.community
  const form = await formOf(c)
  const token = c.req.param('token')
  try {
    if (form.get('deed') === 'stop-all') await subscriptions.stopAllByLink(token)
    else await subscriptions.changeByLink(token, form.get('id') ?? '', wishesOf(form))
  } catch (error) {
    const status = statusOf(error)
    return drawManage(room, c, [(error as Error).message], status)
  }
  return drawManage(room, c, ['The change is kept.'])
}

async function drawManage(room: PageRoom, c: Context, notes: readonly string[], status: 200 | 400 | 429 = 200): Promise<Response> {
  const { email, subscriptions } = await room.community.subscriptions.toManage(c.req.param('token'))
  return sendPrivate(c, <ManagePage frame={room.frame(c)} action={c.req.path} email={email} subscriptions={subscriptions} notes={notes} />, status)
}

const pathOf = (address: string): string => new URL(address).pathname
