import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay } from '../tools/dates.ts'
import { ledgerFields } from './ledger-fields.ts'
import type { DayShape } from './schemas.ts'

/** `GET /api/days/DAY`: how many papers a day lists, and its ledger: what was expected, what is held, what is missing. */
export async function oneDay(c: Context, editions: Editions, day: string): Promise<Response> {
  if (!isDay(day)) throw new BroadsheetError('bad-input', 'The day must be one that exists, such as 2024-10-18.')
  const [list, ledger] = await Promise.all([editions.day(day, { pageSize: 1 }), editions.ledger(day, day)])
  const answer: DayShape = {
    day,
    title: list.title,
    ledger: list.ledger,
    empty: list.empty ?? null,
    papers: list.total,
    previous: list.previous ?? null,
    next: list.next ?? null,
    ...ledgerFields(ledger[0]!),
  }
  return c.json(answer)
}
