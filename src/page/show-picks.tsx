import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'

/** GET /picks: what curators picked, the last pick first. */
export function showPicks(room: PageRoom, c: Context): Promise<Response> {
  return showList(room, c, '/picks', undefined, (options) => room.editions.picks(options))
}
