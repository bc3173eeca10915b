import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'
import { showSearch } from './show-search.tsx'

/** GET /papers: the front page, or with `q` (or `search`) the search page. */
export function showPapers(room: PageRoom, c: Context): Promise<Response> {
  const asksToSearch = c.req.query('q') !== undefined || c.req.query('search') !== undefined
  if (asksToSearch) return showSearch(room, c)
  return showList(room, c, '/papers', 'today', (options) => room.editions.front(options))
}
