/** Papers by mail for whoever is here: /letters without an account, /account/letters with one. */
import type { Context } from 'hono'
import { isDated, readView, readWishes } from '../../community/letters/read-wishes.ts'
import type { SubscribeRequest } from '../../community/letters/subscriptions.ts'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { mayActAs } from '../../paper/people.ts'
import { viewOfPath } from '../../paper/view.ts'
import { askedFrom } from '../account/asked-from.ts'
import { formOf, sendPrivate } from '../account/deed.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { AskPage, LettersPage, SaidPage } from '../view/letters-page.tsx'

const NOTES: Readonly<Record<string, string>> = {
  added: 'They come from now on.',
  asked: onItsWay('this address'),
  changed: 'The change is kept.',
  stopped: 'Stopped: nothing more of it is sent.',
  removed: 'Taken off the list.',
  'stopped-all': 'Stopped: nothing more is sent.',
}

function onItsWay(to: string): string {
  return `A letter is on its way to ${to}. Follow the link in it to confirm; the papers come from then on.`
}

/** What letters are asked for, of the address that somebody came with. */
function askedView(said: string, own: boolean): { view: string; isDated: boolean } {
  const view = viewOfPath(said)
  return { view: readView(said, own), isDated: view !== undefined && isDated(view) }
}

/** @throws BroadsheetError not-found where no letters are sent, not-signed-in where they go to members only */
function needOffered(room: PageRoom, c: Context): void {
  const visitor = visitorOf(c)
  if (room.community.subscriptions.offered(visitor)) return
  if (visitor.person === undefined && visitor.canSignIn && room.community.subscriptions.links !== undefined) throw new BroadsheetError('not-signed-in', 'Please sign in to have papers by mail.')
  // Whoever could change that is told how; to others it is of no use.
  const how = mayActAs(visitor.person, 'admin') ? ' To have papers by mail, name a mail server in BROADSHEET_SMTP_URL, or in BROADSHEET_MAIL_FOLDER a folder to put letters into, and start Broadsheet again.' : ''
  throw new BroadsheetError('not-found', `No letters are sent from here.${how}`)
}

/** GET /letters?view=/papers/trending */
export async function showAsk(room: PageRoom, c: Context): Promise<Response> {
  needOffered(room, c)
  const view = c.req.query('view') ?? '/papers'
  if (visitorOf(c).person !== undefined) return sendTo(c, `/account/letters?${new URLSearchParams({ view })}`, 303)
  return sendPrivate(c, <AskPage frame={room.frame(c)} {...askedView(view, false)} email={undefined} settings={readWishes({})} notes={[]} />)
}

/** POST /letters: the same answer whatever is known of the address. Whoever signed in after opening the page asks as themselves. */
export async function askWithoutAccount(room: PageRoom, c: Context): Promise<Response> {
  needOffered(room, c)
  if (visitorOf(c).person !== undefined) return addLetters(room, c)
  const request = requestOf(await formOf(c))
  try {
    await room.community.subscriptions.subscribe(visitorOf(c), request, askedFrom(c))
  } catch (error) {
    const status = statusOf(error)
    return sendPrivate(c, <AskPage frame={room.frame(c)} {...askedView(String(request.view), false)} email={String(request.email).slice(0, 254)} settings={readWishes({})} notes={[(error as Error).message]} />, status)
  }
  return sendPrivate(c, <SaidPage frame={room.frame(c)} title="Papers by mail" said={onItsWay(String(request.email).trim())} />)
}

/** GET /account/letters */
export async function showLetters(room: PageRoom, c: Context): Promise<Response> {
  const done = c.req.query('done') ?? ''
  return drawLetters(room, c, c.req.query('view') ?? '/papers', Object.hasOwn(NOTES, done) ? [NOTES[done]!] : [])
}

/** POST /account/letters: asks for letters. */
export async function addLetters(room: PageRoom, c: Context): Promise<Response> {
  const request = requestOf(await formOf(c))
  try {
    const { state } = await room.community.subscriptions.subscribe(visitorOf(c), request, askedFrom(c))
    return sendTo(c, `/account/letters?done=${state === 'active' ? 'added' : 'asked'}`, 303)
  } catch (error) {
    const status = statusOf(error)
    return drawLetters(room, c, String(request.view), [(error as Error).message], status)
  }
}

/** What the page says of a deed after it. */
const DONE: Readonly<Record<string, string>> = { remove: 'removed', stop: 'stopped', 'stop-all': 'stopped-all' }

/** POST /account/letters/change: `deed` is keep, pause, resume, stop, remove or stop-all. */
export async function changeLetters(room: PageRoom, c: Context): Promise<Response> {
  const form = await formOf(c)
  const { subscriptions } = room.community
  const [visitor, id, deed] = [visitorOf(c), form.get('id') ?? '', form.get('deed') ?? '']
  try {
    if (deed === 'remove') await subscriptions.remove(visitor, id)
    else if (deed === 'stop-all') await subscriptions.stopOwn(visitor)
    else await subscriptions.change(visitor, id, wishesOf(form))
  } catch (error) {
    const status = statusOf(error)
    return drawLetters(room, c, '/papers', [(error as Error).message], status)
  }
  return sendTo(c, `/account/letters?done=${DONE[deed] ?? 'changed'}`, 303)
}

async function drawLetters(room: PageRoom, c: Context, view: string, notes: readonly string[], status: 200 | 400 | 429 = 200): Promise<Response> {
  needOffered(room, c)
  const visitor = visitorOf(c)
  const subscriptions = await room.community.subscriptions.list(visitor)
  const last = subscriptions.at(-1)
  // A reader's next letter most likely comes at the hour, by the clocks and to the address of the last.
  const settings = last === undefined ? readWishes({}) : readWishes({}, last)
  return sendPrivate(c, <LettersPage frame={room.frame(c)} subscriptions={subscriptions} {...askedView(view, true)} email={visitor.person?.email ?? last?.email} settings={settings} notes={notes} />, status)
}

function requestOf(form: URLSearchParams): SubscribeRequest {
  return { view: form.get('view') ?? '', email: form.get('email') ?? '', ...settingsOf(form) }
}

function settingsOf(form: URLSearchParams): Record<string, string> {
  const said = Object.fromEntries(['rhythm', 'hour', 'timeZone', 'papers'].flatMap((name) => (form.has(name) ? [[name, form.get(name) ?? '']] : [])))
  const [rhythm = '', weekday] = (said['rhythm'] ?? '').split(' ')
  // `weekly 3`: the day of a weekly letter is chosen with its rhythm.
  return weekday === undefined ? said : { ...said, rhythm, weekday }
}

const STATES: Readonly<Record<string, string>> = { keep: 'active', resume: 'active', pause: 'paused', stop: 'stopped' }

/** What a form of one subscription asks for. @throws BroadsheetError bad-input for no deed */
export function wishesOf(form: URLSearchParams): Record<string, unknown> {
  const deed = form.get('deed') ?? ''
  if (!Object.hasOwn(STATES, deed)) throw new BroadsheetError('bad-input', 'Nothing was chosen to be done.')
  return deed === 'stop' ? { state: 'stopped' } : { ...settingsOf(form), state: STATES[deed] }
}

/** The status of a page that says what is wrong with a form; anything else is thrown on. */
export function statusOf(error: unknown): 400 | 429 {
  if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'too-many')) throw error
  return error.code === 'bad-input' ? 400 : 429
}
