import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import { checkSources } from '../paper/check-sources.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { send, sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { readForm, typedOf } from './sources-form.ts'
import { SourcesPage } from './view/sources-page.tsx'

/** POST /sources: keeps what was chosen, or gives the form back with what is wrong and all that was typed. */
export async function chooseSources(room: PageRoom, c: Context): Promise<Response> {
  const { chooseSources: keep } = room
  if (keep === undefined) throw new BroadsheetError('not-found', 'Sources cannot be chosen from this page.')
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const body = new URLSearchParams(await c.req.text())
  const sources = await room.editions.sources()
  // The short form of a first visit says nothing of most fields: sent again from an old page it must not empty them.
  if (body.has('begin') && sources.chosen !== undefined) return sendTo(c, '/sources?kept=already', 303)
  const form = readForm(body)
  const checked = checkSources(typedOf(form))
  if ('faults' in checked) {
    return send(c, <SourcesPage frame={room.frame(c)} sources={sources} now={room.clock.now()} form={form} faults={checked.faults} />, 400)
  }
  await keep(checked.chosen)
  return sendTo(c, '/sources?kept=now', 303)
}
