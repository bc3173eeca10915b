import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import { queryText, valuesOf } from './read-list-query.ts'
import { sendTo } from './send.ts'
import { withQuery } from './words/addresses.ts'

/** GET /papers/date?day=… and /papers?date=…: where the date picker's form and old addresses lead, filters kept. Takes a day, a week or a month. */
export function goToDay(c: Context, name: 'day' | 'date' = 'day'): Response {
  const values = valuesOf(c)
  const day = queryText(values, name)
  const view = c.req.query('view') === 'titles' ? 'titles' : undefined
  const path = isDay(day) ? `/papers/date/${day}` : isWeek(day) ? `/papers/week/${day}` : isMonth(day) ? `/papers/month/${day}` : undefined
  if (path === undefined) throw new BroadsheetError('bad-input', 'That is not a date. Write a day as 2024-10-18, a week as 2024-W42 or a month as 2024-10.')
  const [category, venue] = [queryText(values, 'category'), queryText(values, 'venue')].map((filter) => (filter === '' ? undefined : filter))
  return sendTo(c, withQuery(path, { category, venue, view, props: c.req.query('props') }), 302)
}
