import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'

/** GET /papers/trending */
export function showTrending(room: PageRoom, c: Context): Promise<Response> {
  return showList(room, c, '/papers/trending', 'trending', (options) => room.editions.trending(options))
}
