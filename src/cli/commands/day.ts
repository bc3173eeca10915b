import type { Editions, ListEdition, ListOptions } from '../../edition/edition.ts'
import { serviceDay } from '../../paper/announcements.ts'
import { LOCAL_PERSON_ID } from '../../paper/people.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Clock } from '../../tools/clock.ts'
import { isDay, isMonth, isWeek } from '../../tools/dates.ts'
import type { CommandContext } from '../context.ts'
import { wholeOption, withInstance } from '../context.ts'
import { entryJson } from '../entry-json.ts'
import { plainLine, wrap } from '../plain-text.ts'
import { printEntries } from '../print-entries.ts'
import { printJson } from '../print-json.ts'
import { styleOf } from '../style.ts'

export interface DayOptions {
  readonly limit?: string
  readonly category?: string
  readonly venue?: string
  readonly order?: string
}

/** `day [DATE]`: a day, week or month, `today`, or without a word the latest day with papers. An empty day says why. */
export async function dayCommand(context: CommandContext, date: string | undefined, options: DayOptions): Promise<number> {
  const limit = wholeOption('limit', options.limit, { least: 1, most: 500, otherwise: 50 })
  const order = orderOption(options.order)
  const asked: ListOptions = {
    category: options.category, venue: options.venue, page: 0, pageSize: limit,
    ...(order === 'newest' ? { sort: 'published' } : {}), guess: order === undefined ? undefined : order === 'guess', reader: LOCAL_PERSON_ID,
  }
  const list = await withInstance(context, 'read', ({ editions }) => listOf(editions, date, context.clock, asked))
  const entries = list.entries.slice(0, limit)
  const { terminal } = context
  if (context.json) {
    printJson(terminal, {
      kind: list.kind,
      subject: list.subject,
      title: list.title,
      ledger: list.ledger,
      empty: list.empty ?? null,
      previous: list.previous ?? null,
      next: list.next ?? null,
      total: list.total,
      guessed: list.guessed === 'shown',
      papers: entries.map((entry) => entryJson(entry)),
    })
    return 0
  }
  const style = styleOf(terminal)
  terminal.out(`${style.bold(wrap(plainLine(list.title), terminal.columns))}\n`)
  if (list.ledger) terminal.out(`${style.dim(wrap(plainLine(list.ledger), terminal.columns))}\n`)
  if (list.guessed === 'shown' && list.total > 1) terminal.out(`${style.dim(wrap('Nobody has voted yet: this order is a guess of what readers tend to like (--order newest for another).', terminal.columns))}\n`)
  terminal.out('\n')
  if (entries.length === 0) terminal.out(`${wrap(plainLine(list.empty ?? 'No paper is listed.'), terminal.columns)}\n`)
  printEntries(terminal, entries)
  const more = list.total - entries.length
  if (more > 0 && entries.length > 0) terminal.out(`${style.dim(`and ${more.toLocaleString('en')} more: --limit ${Math.min(list.total, 500)}`)}\n`)
  return 0
}

const ORDERS = ['votes', 'newest', 'guess'] as const

function orderOption(text: string | undefined): (typeof ORDERS)[number] | undefined {
  const order = ORDERS.find((one) => one === text)
  if (text !== undefined && order === undefined) throw new BroadsheetError('bad-input', `--order must be ${ORDERS.join(' or ')}.`)
  return order
}

function listOf(editions: Editions, date: string | undefined, clock: Clock, options: ListOptions): Promise<ListEdition> {
  if (date === undefined) return editions.front(options)
  if (date === 'today') return editions.day(serviceDay(clock.now()), options)
  if (isDay(date)) return editions.day(date, options)
  if (isWeek(date)) return editions.week(date, options)
  if (isMonth(date)) return editions.month(date, options)
  throw new BroadsheetError('bad-input', 'The date must be one that exists, such as 2024-10-18, 2024-W42, 2024-10 or today.')
}
