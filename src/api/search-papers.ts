import type { Context } from 'hono'
import type { Editions, Filters } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { linkNext } from './next-page.ts'
import { choiceParameter, filterParameters, spanParameter, textParameter, wholeParameter } from './parameters.ts'
import type { SearchBody } from './search-body.ts'
import type { EntryShape } from './schemas.ts'
import { toEntry } from './to-entry.ts'

/** Longest query in an address, characters, as the original has it. */
const QUERY_LENGTH_MAX = 250
/** Nobody reads on beyond so many hits; pages after them are empty. */
const HITS_MAX = 5_000

type Wanted = Omit<SearchBody, 'q' | keyof Filters>

/**
 * `GET /api/papers/search`: papers by words and meaning, best first; our own extras are filters, `p`, `mode`,
 * `date`, `week` or `month` (only papers listed then), `fold` and `explain`.
 */
export async function searchPapers(c: Context, editions: Editions, publicUrl?: string): Promise<Response> {
  const query = textParameter(c, 'q', QUERY_LENGTH_MAX)
  if (query === undefined) throw new BroadsheetError('bad-input', `q is missing: say what to search for, in at most ${QUERY_LENGTH_MAX} characters; POST takes more.`)
  const page = wholeParameter(c, 'p', { least: 0, most: 9_999_999_999, otherwise: 0 })
  const wanted = {
    limit: wholeParameter(c, 'limit', { least: 1, most: 120, otherwise: 20 }),
    p: page,
    mode: choiceParameter(c, 'mode', ['both', 'words', 'meaning']),
    explain: choiceParameter(c, 'explain', ['0', '1']) === '1',
    fold: choiceParameter(c, 'fold', ['0', '1']) === '1',
    verbatim: choiceParameter(c, 'verbatim', ['0', '1']) === '1',
    span: spanParameter(c)?.value,
  }
  const { entries, next } = await answer(c, editions, query, filterParameters(c), wanted)
  if (next) linkNext(c, 'p', String(page + 1), publicUrl)
  return c.json(entries)
}

/** `POST /api/papers/search`: the same for a query as long as an abstract. There is no address of a next page: ask with `p`. */
export async function searchPapersByBody(c: Context, editions: Editions, body: SearchBody): Promise<Response> {
  const { q, category, venue, after, before, ...wanted } = body
  return c.json((await answer(c, editions, q, { category, venue, after, before }, wanted)).entries)
}

async function answer(c: Context, editions: Editions, query: string, filters: Filters, { limit, p, mode, explain, fold, verbatim, span }: Wanted): Promise<{ entries: EntryShape[]; next: boolean }> {
  if (p * limit >= HITS_MAX) return { entries: [], next: false }
  const found = await editions.search({ ...filters, query, mode, span, fold, verbatim, page: p, pageSize: limit })
  const { didYouMean } = found
  // The answer is a list, as the original's is, so what is no paper goes beside it.
  if (didYouMean !== undefined) c.header(didYouMean.used ? 'X-Searched-Instead' : 'X-Did-You-Mean', encodeURIComponent(didYouMean.query))
  const next = (p + 1) * limit
  return { entries: found.entries.slice(0, limit).map((entry) => toEntry(entry, { explain })), next: next < found.total && next < HITS_MAX }
}
