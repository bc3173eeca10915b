import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { HITS_ON_PAGE, MAX_QUERY_CHARACTERS, queryText, readListQuery } from './read-list-query.ts'
import { send } from './send.ts'
import { SearchPage } from './view/search-page.tsx'
import type { SearchMode } from './view/search-page.tsx'

/** GET /papers?q=…: the form, and what was found once something was asked. @throws BroadsheetError bad-input for a query without end */
export async function showSearch(room: PageRoom, c: Context): Promise<Response> {
  const asked = queryText(c, 'q') || queryText(c, 'search')
  if (asked.length > MAX_QUERY_CHARACTERS) {
    throw new BroadsheetError('bad-input', `The query is too long: it may have ${MAX_QUERY_CHARACTERS} characters at most.`)
  }
  const query = readListQuery(c)
  const word = c.req.query('mode')
  const mode: SearchMode = word === 'words' || word === 'meaning' ? word : 'both'
  const asksSomething = asked !== '' || Object.values(query.filters).some((value) => value !== undefined)
  const [edition, facets] = await Promise.all([
    asksSomething ? room.editions.search({ ...query.filters, query: asked, mode, page: query.page, pageSize: HITS_ON_PAGE }) : undefined,
    room.editions.facets(),
  ])
  return send(c, <SearchPage frame={room.frame(query.view)} asked={asked} mode={mode} query={query} facets={facets} edition={edition} />)
}
