import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import type { Editions, ListEdition, ListOptions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { linkNext } from './next-page.ts'
import { choiceParameter, filterParameters, spanParameter, textParameter, wholeParameter } from './parameters.ts'
import type { Span } from './parameters.ts'
import { toEntry } from './to-entry.ts'

/** Deeper pages are empty without asking the store, which would have to skip all rows before them. */
const ROWS_MAX = 1_000_000

/**
 * `GET /api/daily_papers`: the papers of a day, week or month by votes, or those of all days, newest first.
 * `order` with a date: `newest`; or `guess` or `votes` for a day on which nobody has voted, which is guessed unless that is
 * switched off. The header `broadsheet-order` says `guess` where the order is one. `sort=trending` without a date is today's
 * trending list; with one, the span by votes. `stood=1` with a date: the day's list (with `sort=trending`, how papers trended) as
 * it stood when the day was over.
 */
export async function dailyPapers(c: Context, editions: Editions, publicUrl?: string): Promise<Response> {
  const span = spanParameter(c)
  const limit = wholeParameter(c, 'limit', { least: 1, most: 100, otherwise: 50 })
  const page = wholeParameter(c, 'p', { least: 0, most: 9_999_999_999, otherwise: 0 })
  const sort = choiceParameter(c, 'sort', ['publishedAt', 'trending'])
  const explain = choiceParameter(c, 'explain', ['0', '1']) === '1'
  const order = choiceParameter(c, 'order', ['votes', 'newest', 'guess'])
  const stood = choiceParameter(c, 'stood', ['0', '1']) === '1'
  const options: ListOptions = {
    ...filterParameters(c), submitter: textParameter(c, 'submitter', 200), page, pageSize: limit,
    reader: visitorOf(c).person?.id, guess: order === undefined ? undefined : order === 'guess',
  }
  if (page * limit >= ROWS_MAX) return c.json([])
  const list = stood ? await asItStood(editions, span, sort === 'trending' ? 'trending' : 'day', options) : await listOf(editions, span, { trending: sort === 'trending', newest: order === 'newest' }, options)
  if (list.guessed === 'shown') c.header('broadsheet-order', 'guess')
  if ((page + 1) * limit < list.total) linkNext(c, 'p', String(page + 1), publicUrl)
  return c.json(list.entries.slice(0, limit).map((entry) => toEntry(entry, { explain })))
}

async function asItStood(editions: Editions, span: Span | undefined, kind: 'day' | 'trending', options: ListOptions): Promise<ListEdition> {
  if (span?.kind !== 'date') throw new BroadsheetError('bad-input', 'Lists are kept as they stood by day: give stood with a date.')
  const list = await editions.stood(kind, span.value, options)
  if (list === undefined) throw new BroadsheetError('not-found', `How ${kind === 'day' ? 'the list' : 'trending'} of ${span.value} stood is not kept.`)
  return list
}

function listOf(editions: Editions, span: Span | undefined, { trending, newest }: { trending: boolean; newest: boolean }, options: ListOptions): Promise<ListEdition> {
  if (!span) return trending ? editions.trending(options) : editions.front({ ...options, allDays: true, sort: 'published' })
  // A dated list of the original is ordered by votes, then placement, whatever its `sort` says.
  const dated: ListOptions = { ...options, sort: newest ? 'published' : 'votes' }
  if (span.kind === 'date') return editions.day(span.value, dated)
  if (span.kind === 'week') return editions.week(span.value, dated)
  return editions.month(span.value, dated)
}
