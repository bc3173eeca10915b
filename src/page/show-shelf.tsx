import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'

/** GET /papers/shelf: the starter shelf, whatever else is held. */
export function showShelf(room: PageRoom, c: Context): Promise<Response> {
  return showList(room, c, '/papers/shelf', undefined, (options) => room.editions.shelf(options))
}
