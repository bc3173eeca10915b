import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import type { PageRoom } from './deps.ts'
import { HITS_ON_PAGE, MAX_QUERY_CHARACTERS, queryText, readListQuery, type Values, valuesOf } from './read-list-query.ts'
import { readsProps } from './reads-props.ts'
import { send, sendTo } from './send.ts'
import { SearchPage } from './view/search-page.tsx'
import type { SearchMode } from './view/search-page.tsx'
import { followable } from './view/follow-this.tsx'
import { withMine } from './with-mine.ts'
import { searchValues } from './view/search-values.ts'
import { withQuery } from './words/addresses.ts'
import { shortened } from './words/well-formed.ts'

/** Longest address that every browser and proxy carries, characters; a query that makes a longer one is posted. */
const ADDRESS_CHARACTERS = 8000

/** GET /papers?q=…: the form, and what was found once something was asked. @throws BroadsheetError bad-input for a query without end */
export async function showSearch(room: PageRoom, c: Context): Promise<Response> {
  return send(c, await searchPage(room, c, valuesOf(c), false))
}

/** POST /papers/search: the same for a query that is too long for an address; a shorter one is sent to its own. */
export async function showPostedSearch(room: PageRoom, c: Context): Promise<Response> {
  const form = await c.req.parseBody().catch((cause: unknown) => {
    throw new BroadsheetError('bad-input', 'The form could not be read.', { cause })
  })
  const values: Values = (name) => {
    const value = Object.hasOwn(form, name) ? form[name] : undefined
    return typeof value === 'string' ? value : undefined
  }
  const { asked, mode, explain, day, verbatim, query } = readSearch(values)
  const address = withQuery('/papers', { q: asked, ...searchValues({ query, mode, explain, day, verbatim }), view: query.view, p: query.page === 0 ? undefined : query.page })
  if (address.length <= ADDRESS_CHARACTERS) return sendTo(c, asked === '' ? '/papers?q=' : address, 303)
  return send(c, await searchPage(room, c, values, true))
}

function readSearch(values: Values) {
  const asked = queryText(values, 'q') || queryText(values, 'search')
  if (asked.length > MAX_QUERY_CHARACTERS) {
    throw new BroadsheetError('bad-input', `The query is too long: it may have ${MAX_QUERY_CHARACTERS.toLocaleString('en')} characters at most.`)
  }
  const word = values('mode')
  const mode: SearchMode = word === 'words' || word === 'meaning' ? word : 'both'
  const query = readListQuery(values)
  const span = queryText(values, 'day')
  const day = isDay(span) || isWeek(span) || isMonth(span) ? span : undefined
  const notes = span === '' || day !== undefined ? query.notes : [...query.notes, `“${shortened(span, 40)}” is no day, week or month, so all papers were searched.`]
  return { asked, mode, day, explain: values('explain') === '1', verbatim: values('verbatim') === '1', query: { ...query, notes } }
}

async function searchPage(room: PageRoom, c: Context, values: Values, posted: boolean) {
  const { asked, mode, day, explain, verbatim, query } = readSearch(values)
  const asksSomething = asked !== '' || Object.values(query.filters).some((value) => value !== undefined)
  const [edition, facets, follows] = await Promise.all([
    asksSomething
      ? room.editions.search({ ...query.filters, query: asked, mode, span: day, verbatim, fold: true, page: query.page, pageSize: HITS_ON_PAGE })
      : undefined,
    room.editions.facets(),
    followable(asked) === undefined ? [] : room.community.taste.following(visitorOf(c)),
  ])
  const frame = await withMine(room, c, query.view, (edition?.entries ?? []).map(({ paper }) => paper))
  const props = edition !== undefined && readsProps(c) ? room.props?.list(edition) : undefined
  return <SearchPage props={props} frame={frame} asked={asked} mode={mode} day={day} explain={explain} verbatim={verbatim} posted={posted} query={query} facets={facets} follows={follows} edition={edition} />
}
