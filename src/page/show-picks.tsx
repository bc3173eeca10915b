import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'

/** GET /picks: what curators picked, the last pick first; with `by`, what the one of this name did. */
export function showPicks(room: PageRoom, c: Context): Promise<Response> {
  return showList(room, c, '/picks', undefined, (options, { by }) => room.editions.picks({ ...options, by }))
}
