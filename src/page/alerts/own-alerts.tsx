/** /account/alerts: addresses that are told of new papers. */
import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { viewOfPath, viewPath } from '../../paper/view.ts'
import { formOf, sendPrivate } from '../account/deed.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { AlertsPage } from '../view/alerts-page.tsx'

const NOTES: Readonly<Record<string, string>> = {
  paused: 'Paused: nothing is sent there.',
  resumed: 'It goes on with what comes from now on.',
  removed: 'Removed.',
}

/** GET /account/alerts?view=/papers/trending */
export function showAlerts(room: PageRoom, c: Context): Promise<Response> {
  const done = c.req.query('done') ?? ''
  return draw(room, c, { view: c.req.query('view'), notes: Object.hasOwn(NOTES, done) ? [NOTES[done]!] : [] })
}

/** POST /account/alerts: adds one. The answer is the page itself: it alone shows the secret. */
export async function addAlert(room: PageRoom, c: Context): Promise<Response> {
  const form = await formOf(c)
  const said = { kind: form.get('kind') ?? '', view: form.get('view') ?? '', address: form.get('address') ?? '' }
  try {
    const { hook, secret } = await room.community.alerts.add(visitorOf(c), said)
    return draw(room, c, { view: said.view, notes: ['Added. New papers go there from now on; send a test to see that they arrive.'], secret: hook.kind === 'generic' ? secret : undefined })
  } catch (error) {
    const status = statusOf(error)
    return draw(room, c, { ...said, notes: [(error as Error).message], status })
  }
}

/** POST /account/alerts/change: `deed` is test, pause, resume or remove. */
export async function changeAlert(room: PageRoom, c: Context): Promise<Response> {
  const form = await formOf(c)
  const { alerts } = room.community
  const [visitor, id, deed] = [visitorOf(c), form.get('id') ?? '', form.get('deed')]
  try {
    if (deed === 'test') return draw(room, c, { notes: [`The test: ${(await alerts.test(visitor, id)).said}`] })
    if (deed === 'remove') {
      await alerts.remove(visitor, id)
      return sendTo(c, '/account/alerts?done=removed', 303)
    }
    if (deed !== 'pause' && deed !== 'resume') throw new BroadsheetError('bad-input', 'Nothing was chosen to be done.')
    await alerts.change(visitor, id, deed === 'pause' ? 'paused' : 'active')
    return sendTo(c, `/account/alerts?done=${deed}d`, 303)
  } catch (error) {
    const status = statusOf(error)
    return draw(room, c, { notes: [(error as Error).message], status })
  }
}

interface Drawn {
  readonly view?: string | undefined
  readonly kind?: string
  readonly address?: string
  readonly notes: readonly string[]
  readonly secret?: string | undefined
  readonly status?: 200 | 400 | 429
}

async function draw(room: PageRoom, c: Context, { view: said = '/papers/trending', kind = 'generic', address = '', notes, secret, status = 200 }: Drawn): Promise<Response> {
  const hooks = await room.community.alerts.list(visitorOf(c))
  const view = viewOfPath(said)
  return sendPrivate(c, <AlertsPage frame={room.frame(c)} hooks={hooks} view={view === undefined ? '/papers/trending' : viewPath(view)} kind={kind} address={address.slice(0, 2000)} notes={notes} secret={secret} />, status)
}

/** The status of a page that says what is wrong with a form; anything else is thrown on. */
function statusOf(error: unknown): 400 | 429 {
  if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'too-many')) throw error
  return error.code === 'bad-input' ? 400 : 429
}
