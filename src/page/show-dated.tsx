import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import type { PageRoom } from './deps.ts'
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

/** GET /papers/date/DAY, /papers/week/WEEK, /papers/month/MONTH. @throws BroadsheetError bad-input for one that does not exist */
export function showDated(room: PageRoom, c: Context, kind: DatedKind, subject: string): Promise<Response> {
  const { exists, example } = KINDS[kind]
  if (!exists(subject)) {
    throw new BroadsheetError('bad-input', `“${shortened(subject, 40)}” is not a ${kind} that exists. Write a ${kind} as ${example}.`)
  }
  return showList(room, c, datedPath(kind, subject), undefined, (options, query) =>
    query.stood && kind === 'day' ? asItStood(room, c, 'day', subject, options) : room.editions[kind](subject, query.picked && kind === 'day' ? { ...options, picked: true } : options))
}
