import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { goToDay } from './go-to-day.ts'
import { showList } from './show-list.tsx'
import { showSearch } from './show-search.tsx'

/** GET /papers: the front page, with `q` (or `search`) the search page, and with `date` that day, as programs ask Hugging Face for it. */
export async function showPapers(room: PageRoom, c: Context): Promise<Response> {
  const asksToSearch = c.req.query('q') !== undefined || c.req.query('search') !== undefined
  if (asksToSearch) return showSearch(room, c)
  if (c.req.query('date')) return goToDay(c, 'date')
  return showList(room, c, '/papers', 'today', (options) => room.editions.front(options))
}
