import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { linkNextPage } from './next-page.ts'
import { choiceParameter, filterParameters, textParameter, wholeParameter } from './parameters.ts'
import { toEntry } from './to-entry.ts'

/** Longest query, characters, as the original has it. */
const QUERY_LENGTH_MAX = 250
/** Nobody reads on beyond so many hits; pages after them are empty. */
const HITS_MAX = 5_000

/** `GET /api/papers/search`: papers by words and meaning, best first; our own extras are filters, `p`, `mode` and `explain`. */
export async function searchPapers(c: Context, editions: Editions): Promise<Response> {
  const query = textParameter(c, 'q', QUERY_LENGTH_MAX)
  if (query === undefined) throw new BroadsheetError('bad-input', `q is missing: say what to search for, in at most ${QUERY_LENGTH_MAX} characters.`)
  const limit = wholeParameter(c, 'limit', { least: 1, most: 120, otherwise: 20 })
  const page = wholeParameter(c, 'p', { least: 0, most: 9_999_999_999, otherwise: 0 })
  const mode = choiceParameter(c, 'mode', ['both', 'words', 'meaning'])
  const explain = choiceParameter(c, 'explain', ['0', '1']) === '1'
  const filters = filterParameters(c)
  if (page * limit >= HITS_MAX) return c.json([])
  const found = await editions.search({ ...filters, query, mode, page, pageSize: limit })
  const next = (page + 1) * limit
  if (next < found.total && next < HITS_MAX) linkNextPage(c, page)
  return c.json(found.entries.slice(0, limit).map((entry) => toEntry(entry, { explain })))
}
