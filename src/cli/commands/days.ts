import { ledgerFields } from '../../api/ledger-fields.ts'
import type { LedgerDay } from '../../edition/ledger-days.ts'
import { serviceDay } from '../../paper/announcements.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { addDays, isDay, isMonth, isWeek, monthDays, weekDays } from '../../tools/dates.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { printDay, printDays } from '../print-days.ts'
import { printJson } from '../print-json.ts'

export interface DaysOptions {
  readonly from?: string
  readonly to?: string
}

/** Without words: the last two weeks, and the next week of the calendar. */
const DAYS_BACK = 13
const DAYS_AHEAD = 7

/** `days [DAY] [--from DAY --to DAY]`: the ledger; with a day every figure and the ids that are missing. */
export async function daysCommand(context: CommandContext, day: string | undefined, options: DaysOptions): Promise<number> {
  const now = context.clock.now()
  const today = serviceDay(now)
  const { from, to, single } = spanOf(day, options, today)
  const days = await withInstance(context, 'read', ({ editions }) => editions.ledger(from, to))
  if (context.json) printJson(context.terminal, single ? dayJson(days[0]!) : { from, to, days: days.map(dayJson) })
  else if (single) printDay(context.terminal, days[0]!, now)
  else printDays(context.terminal, days, now)
  return 0
}

/** As `/api/days` gives it. */
const dayJson = (day: LedgerDay) => ({ day: day.day, title: day.title, ledger: day.line, ...ledgerFields(day) })

function spanOf(day: string | undefined, { from, to }: DaysOptions, today: string): { from: string; to: string; single: boolean } {
  for (const [name, value] of [['from', from], ['to', to]] as const) {
    if (value !== undefined && !isDay(value)) throw new BroadsheetError('bad-input', `--${name} must be a day that exists, such as 2024-10-18.`)
  }
  if (day === undefined) {
    if (from !== undefined) return { from, to: to ?? latest(addDays(today, DAYS_AHEAD), from), single: false }
    return to !== undefined ? { from: addDays(to, -DAYS_BACK), to, single: false } : { from: addDays(today, -DAYS_BACK), to: addDays(today, DAYS_AHEAD), single: false }
  }
  if (from !== undefined || to !== undefined) throw new BroadsheetError('bad-input', 'Give a day, or --from and --to, not both.')
  if (day === 'today') return { from: today, to: today, single: true }
  if (isDay(day)) return { from: day, to: day, single: true }
  if (isWeek(day)) return { ...weekDays(day), single: false }
  if (isMonth(day)) return { ...monthDays(day), single: false }
  throw new BroadsheetError('bad-input', 'The day must be one that exists, such as 2024-10-18, 2024-W42, 2024-10 or today.')
}

const latest = (a: string, b: string): string => (a > b ? a : b)
