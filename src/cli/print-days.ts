import type { LedgerPart } from '../edition/day-ledger.ts'
import type { LedgerDay } from '../edition/ledger-days.ts'
import { newYorkTime } from '../edition/new-york-time.ts'
import { listName } from '../edition/source-names.ts'
import { STATE_WORDS, WITNESS_WORDS } from '../edition/state-words.ts'
import { addDays } from '../tools/dates.ts'
import { displayWidth, plainLine, wrap } from './plain-text.ts'
import { styleOf, type Style } from './style.ts'
import type { Terminal } from './terminal.ts'

const NOT_KEPT = 'No ledger is kept, as no sources are chosen that a day could be held against: `broadsheet sources` says how.'

/** Columns between two of the table's. */
const GAP = '  '

/**
 * Prints days as a table: state, arXiv's papers by category, other lists, what is missing, when it was looked at.
 * Where the terminal is too narrow for the categories they are one column.
 */
export function printDays(terminal: Terminal, days: readonly LedgerDay[], now: number): void {
  const style = styleOf(terminal)
  const narrow = tableOf(days, now, false)
  const wide = tableOf(days, now, true)
  const table = terminal.columns === undefined || widthOf(wide) <= terminal.columns ? wide : narrow
  const widths = columnWidths(table)
  const [head, ...rows] = table
  terminal.out(`${style.dim(lineOf(head!, widths))}\n`)
  rows.forEach((row, index) => terminal.out(`${stateStyle(style, days[index]!)(lineOf(row, widths))}\n`))
  if (days.every(({ parts }) => parts.length === 0)) return terminal.out(`\n${style.dim(wrap(NOT_KEPT, terminal.columns))}\n`)
  terminal.out(`\n${style.dim(wrap('held/expected, arXiv in all with each paper once; times of New York. `broadsheet days DAY` says what is missing.', terminal.columns))}\n`)
}

function tableOf(days: readonly LedgerDay[], now: number, wide: boolean): string[][] {
  const categories = wide ? [...new Set(days.flatMap(({ parts }) => parts.flatMap(({ source, category }) => (source === 'arxiv' ? [category] : []))))] : []
  const lists = [...new Set(days.flatMap(({ parts }) => parts.map(({ source }) => source)))].filter((source) => source !== 'arxiv')
  const head = ['day', 'state', 'arXiv', ...categories, ...lists.map(listName), 'missing', 'looked at'].map(plainLine)
  return [
    head,
    ...days.map((day) => {
      const checked = day.parts.flatMap(({ checkedAt }) => checkedAt ?? []).sort().at(-1)
      const missing = new Set(day.parts.flatMap(({ source, missing: ids }) => ids.map((id) => `${source} ${id}`)))
      return [
        `${weekday(day.day)} ${day.day}`,
        stateOf(day, now),
        day.arxiv === undefined ? '' : cell(day.arxiv.state, day.arxiv.held, day.arxiv.expected),
        ...categories.map((category) => cellOf(day.parts.filter((part) => part.source === 'arxiv' && part.category === category))),
        ...lists.map((source) => cellOf(day.parts.filter((part) => part.source === source))),
        missing.size === 0 ? '' : String(missing.size),
        checked === undefined ? '' : newYorkTime(checked, now),
      ]
    }),
  ]
}

/** The state, and for days without an announcement the occasion. */
function stateOf({ state, planned, parts }: LedgerDay, now: number): string {
  if (parts.length === 0) return !planned.announced ? silenceOf(planned) : planned.at > now ? STATE_WORDS.ahead : 'not kept'
  return state === 'none' || state === 'ahead' ? (planned.announced ? STATE_WORDS[state] : silenceOf(planned)) : STATE_WORDS[state]
}

function silenceOf(planned: LedgerDay['planned'] & { announced: false }): string {
  return planned.why === 'holiday' ? (planned.name ?? 'holiday') : planned.why
}

function cellOf(parts: readonly LedgerPart[]): string {
  if (parts.length === 0) return ''
  const total = (of: (part: LedgerPart) => number): number => parts.reduce((sum, part) => sum + of(part), 0)
  return cell(parts.some(({ state }) => state === 'waiting') ? 'waiting' : parts[0]!.state, total((part) => part.held), total((part) => part.expected))
}

/** A figure; a dash where nothing is announced, nothing where nothing can be there yet, a question mark where it is due. */
function cell(state: LedgerPart['state'], held: number, expected: number): string {
  if (expected > 0) return `${held}/${expected}`
  if (state === 'none') return '-'
  return state === 'ahead' ? '' : state === 'waiting' ? '?' : '0/0'
}

/** Prints one day with the figures of every place, and the ids that are missing. */
export function printDay(terminal: Terminal, day: LedgerDay, now: number): void {
  const style = styleOf(terminal)
  const say = (text: string, indent = ''): void => terminal.out(`${wrap(plainLine(text), terminal.columns, indent)}\n`)
  terminal.out(`${style.bold(wrap(day.title, terminal.columns))}\n`)
  terminal.out(`${style.dim(wrap(plainLine(day.line), terminal.columns))}\n\n`)
  if (day.parts.length === 0) return say(NOT_KEPT)
  if (day.planned.announced) say(`arXiv: announced ${newYorkTime(day.planned.at, now)}, New York time.`)
  else say(`arXiv: no announcement on the evening of ${addDays(day.day, -1)} (${silenceOf(day.planned)}).`)
  for (const part of day.parts) {
    const name = part.category || listName(part.source)
    const told = part.toldBy.map((witness) => WITNESS_WORDS[witness]).join(' and ')
    const facts = [
      STATE_WORDS[part.state],
      ...(part.expected > 0 || told !== '' ? [`${part.held} of ${part.expected} held`] : []),
      ...(told === '' ? [] : [`told by ${told}`]),
      ...(part.checkedAt === undefined ? [] : [`looked at ${newYorkTime(part.checkedAt, now)}`]),
    ]
    say(`${name}: ${facts.join(' · ')}`)
    if (part.trouble !== undefined) say(part.trouble, '  ')
    if (part.missing.length > 0) say(`missing: ${part.missing.join(' ')}`, '  ')
  }
}

function stateStyle(style: Style, { state, parts }: LedgerDay): (text: string) => string {
  if (state === 'incomplete') return style.bad
  return state === 'none' || state === 'ahead' || parts.length === 0 ? style.dim : (text) => text
}

const weekday = (day: string): string => ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${day}T00:00:00Z`).getUTCDay()]!

function columnWidths(table: readonly (readonly string[])[]): number[] {
  return (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => displayWidth(row[column] ?? ''))))
}

const widthOf = (table: readonly (readonly string[])[]): number => columnWidths(table).reduce((sum, width) => sum + width + GAP.length, -GAP.length)

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row.map((text, column) => text + ' '.repeat(Math.max(0, widths[column]! - displayWidth(text)))).join(GAP).trimEnd()
}
