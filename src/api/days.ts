import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { isDay } from '../tools/dates.ts'
import { ledgerFields } from './ledger-fields.ts'
import type { DaysShape } from './schemas.ts'

/** `GET /api/days?from=DAY&to=DAY`: the ledger of a span of days, both included; for days to come, the calendar. */
export async function days(c: Context, editions: Editions): Promise<Response> {
  const [from, to] = [dayOf(c, 'from'), dayOf(c, 'to')]
  const found = await editions.ledger(from, to)
  return c.json({
    from,
    to,
    days: found.map((day) => ({ day: day.day, title: day.title, ledger: day.line, ...ledgerFields(day) })),
  } satisfies DaysShape)
}

function dayOf(c: Context, name: string): string {
  const value = c.req.query(name) ?? ''
  if (!isDay(value)) throw new BroadsheetError('bad-input', `${name} must be a day that exists, such as 2024-10-18.`)
  return value
}
