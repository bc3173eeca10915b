import type { Context } from 'hono'
import { seesOwners } from '../community/visitor.ts'
import { publicSources } from '../edition/public-sources.ts'
import type { SourcesEdition } from '../edition/sources.ts'
import type { PageRoom } from './deps.ts'
import { send } from './send.ts'
import { formOf } from './sources-form.ts'
import { SourcesPage } from './view/sources-page.tsx'

/** What a reader of these pages may see of the sources. */
export async function shownSources(room: PageRoom, c: Context): Promise<SourcesEdition> {
  const sources = await room.editions.sources()
  return room.chooseSources === undefined || !seesOwners(c) ? publicSources(sources) : sources
}

/** GET /sources: how each source fares and, for the owner, the form to choose with. */
export async function showSources(room: PageRoom, c: Context): Promise<Response> {
  const sources = await shownSources(room, c)
  return send(
    c,
    <SourcesPage
      frame={room.frame(c)}
      sources={sources}
      now={room.clock.now()}
      form={room.chooseSources === undefined || !seesOwners(c) ? undefined : formOf(sources.chosen)}
      note={noteOf(c.req.query('kept'), sources)}
    />,
  )
}

function noteOf(kept: string | undefined, { chosen, fetching }: SourcesEdition): string | undefined {
  if (chosen === undefined) return undefined
  if (kept === 'already') return 'Your sources had been chosen before, so nothing was changed. The form below changes them.'
  if (kept !== 'now') return undefined
  return fetching ? 'Your choice is kept, and its sources will be asked in turn.' : 'Your choice is kept.'
}
