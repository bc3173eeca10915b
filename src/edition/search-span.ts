import { BroadsheetError } from '../paper/errors.ts'
import type { Store } from '../store/store.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import { spanOf, spanTitle, type SpanKind } from './calendar.ts'
import type { ListEdition, SearchRequest } from './edition.ts'

/** The day, week or month that a search is to stay in. @throws BroadsheetError bad-input for one that does not exist */
export function spanAsked(span: string | undefined): ListEdition['within'] {
  if (span === undefined) return undefined
  const kind: SpanKind | undefined = isDay(span) ? 'day' : isWeek(span) ? 'week' : isMonth(span) ? 'month' : undefined
  if (kind === undefined) throw new BroadsheetError('bad-input', `“${span.slice(0, 40)}” is no day, week or month that exists; write 2024-10-18, 2024-W42 or 2024-10.`)
  return { kind, subject: span, title: spanTitle(kind, span) }
}

/** The keys that a search may find: of the papers listed in the span, of those given, or of both; undefined for all. */
export async function keysWithin(store: Store, span: ListEdition['within'], given: SearchRequest['within']): Promise<readonly number[] | undefined> {
  if (span === undefined) return given
  const { from, to } = spanOf(span.kind, span.subject)
  const listed = await store.keysListed(from, to)
  if (given === undefined) return listed
  const wanted = new Set(given)
  return listed.filter((key) => wanted.has(key))
}
