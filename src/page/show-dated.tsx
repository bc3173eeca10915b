import type { Context } from 'hono'
import { serviceDay } from '../paper/announcements.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay, isMonth, isWeek, weekOf } from '../tools/dates.ts'
import type { PageRoom } from './deps.ts'
import { sendTo } from './send.ts'
import { showList } from './show-list.tsx'
import { asItStood } from './show-stood.tsx'
import type { DatedKind } from './view/edition-head.tsx'
import { datedPath } from './view/edition-head.tsx'
import { shortened } from './words/well-formed.ts'

const KINDS = {
  day: { exists: isDay, example: '2024-10-18' },
  week: { exists: isWeek, example: '2024-W42' },
  month: { exists: isMonth, example: '2024-10' },
} as const

/** For a week or month to come without papers: the present one where it has some, else the last that has. */
async function latest(room: PageRoom, kind: 'week' | 'month', asked: string): Promise<string | undefined> {
  const today = serviceDay(room.clock.now())
  const now = kind === 'week' ? weekOf(today) : today.slice(0, 7)
  if (asked <= now || (await room.editions[kind](asked, { pageSize: 1 })).total > 0) return undefined
  const { total, previous } = await room.editions[kind](now, { pageSize: 1 })
  return total > 0 ? now : (previous ?? now)
}

/** GET /papers/date/DAY, /papers/week/WEEK, /papers/month/MONTH. @throws BroadsheetError bad-input for one that does not exist */
export async function showDated(room: PageRoom, c: Context, kind: DatedKind, subject: string): Promise<Response> {
  const { exists, example } = KINDS[kind]
  if (!exists(subject)) {
    throw new BroadsheetError('bad-input', `“${shortened(subject, 40)}” is not a ${kind} that exists. Write a ${kind} as ${example}.`)
  }
  // As Hugging Face's pages do, and as RSSHub, which always asks for the last week of the year, counts on. A day to come says that it is.
  const instead = kind === 'day' ? undefined : await latest(room, kind, subject)
  if (instead !== undefined) return sendTo(c, `${datedPath(kind, instead)}${new URL(c.req.url).search}`, 302)
  return showList(room, c, datedPath(kind, subject), undefined, (options, query) =>
    query.stood && kind === 'day' ? asItStood(room, c, 'day', subject, options) : room.editions[kind](subject, query.picked && kind === 'day' ? { ...options, picked: true } : options))
}
