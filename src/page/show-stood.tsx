import type { Context } from 'hono'
import type { ListEdition, ListOptions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay } from '../tools/dates.ts'
import type { PageRoom } from './deps.ts'
import { showList } from './show-list.tsx'
import { longDay } from './words/dates.ts'
import { shortened } from './words/well-formed.ts'

/** GET /papers/trending/DAY: trending as it stood when that day was over. @throws BroadsheetError bad-input, not-found */
export function showStoodTrending(room: PageRoom, c: Context): Promise<Response> {
  const day = c.req.param('day') ?? ''
  if (!isDay(day)) throw new BroadsheetError('bad-input', `“${shortened(day, 40)}” is not a day that exists. Write a day as 2024-10-18.`)
  return showList(room, c, `/papers/trending/${day}`, 'trending', (options) => asItStood(room, c, 'trending', day, options))
}

/** @throws BroadsheetError not-found for a day that was not kept, with the reason as far as the calendar knows it */
export async function asItStood(room: PageRoom, c: Context, kind: 'day' | 'trending', day: string, options: ListOptions): Promise<ListEdition> {
  const list = await room.editions.stood(kind, day, options)
  if (list !== undefined) return list
  const why = day >= room.frame(c).today ? `${longDay(day)} is not over yet; lists are kept when their day ends.` : kind === 'day' ? `The list of ${longDay(day)} was not kept as it stood.` : `How papers trended on ${longDay(day)} was not kept.`
  throw new BroadsheetError('not-found', why)
}
