import { BroadsheetError } from '../../paper/errors.ts'
import { PartialDate } from '../../paper/paper.ts'
import { isDay } from '../../tools/dates.ts'
import type { CommandContext } from '../context.ts'
import { wholeOption, withInstance } from '../context.ts'
import { entryJson } from '../entry-json.ts'
import { plainLine } from '../plain-text.ts'
import { printEntries } from '../print-entries.ts'
import { printJson } from '../print-json.ts'
import { readQuery } from '../read-query.ts'
import { styleOf } from '../style.ts'

export interface SearchOptions {
  readonly limit?: string
  readonly category?: string
  readonly venue?: string
  readonly after?: string
  readonly before?: string
  readonly day?: string
  readonly mode?: string
  readonly file?: string
  readonly verbatim?: boolean
  readonly explain?: boolean
}

const MODES = ['both', 'words', 'meaning'] as const

/** `search QUERY…`, `search -` or `search --file FILE`: best first. No hit is an answer, not an error. */
export async function searchCommand(context: CommandContext, words: readonly string[], options: SearchOptions): Promise<number> {
  const file = options.file ?? (words.length === 1 && words[0] === '-' ? '-' : undefined)
  if (options.file !== undefined && words.length > 0) throw new BroadsheetError('bad-input', 'Give the query either as words or in a file.')
  const query = file === undefined ? words.join(' ').trim() : await readQuery(file, context.terminal)
  if (query === '') throw new BroadsheetError('bad-input', 'Say what to search for.')
  const limit = wholeOption('limit', options.limit, { least: 1, most: 500, otherwise: 10 })
  const mode = MODES.find((one) => one === (options.mode ?? 'both'))
  if (mode === undefined) throw new BroadsheetError('bad-input', `--mode must be ${MODES.join(', ')}.`)
  const filters = { category: options.category, venue: options.venue, after: date('after', options.after), before: date('before', options.before) }
  const found = await withInstance(context, 'read', ({ editions }) => editions.search({ ...filters, query, mode, span: options.day, verbatim: options.verbatim, fold: true, page: 0, pageSize: limit }))
  const entries = found.entries.slice(0, limit)
  const { terminal } = context
  if (context.json) {
    printJson(terminal, {
      query,
      total: found.total,
      tookMs: found.tookMs ?? 0,
      notes: found.notes,
      ...(found.didYouMean && { didYouMean: found.didYouMean }),
      hits: entries.map((entry) => entryJson(entry, options.explain)),
    })
    return 0
  }
  const style = styleOf(terminal)
  for (const note of found.notes) terminal.err(`${plainLine(note)}\n`)
  if (found.didYouMean !== undefined) {
    const other = plainLine(found.didYouMean.query)
    terminal.err(found.didYouMean.used ? `Nothing was found as written; these are for: ${other}. --verbatim searches as written.\n` : `Did you mean: ${other}?\n`)
  }
  if (entries.length === 0) {
    terminal.out(`${plainLine(found.empty ?? 'No paper was found.')}\n`)
    return 0
  }
  const tookMs = found.tookMs === undefined ? '' : ` in ${found.tookMs.toFixed(found.tookMs < 10 ? 1 : 0)} ms`
  const within = found.within === undefined ? '' : ` listed ${found.within.kind === 'day' ? 'on' : 'in'} ${found.within.title}`
  terminal.out(`${style.dim(`${entries.length} of ${found.total.toLocaleString('en')} ${found.total === 1 ? 'paper' : 'papers'}${within}${tookMs}`)}\n\n`)
  printEntries(terminal, entries, { reasons: true, explain: options.explain })
  return 0
}

function date(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  if (PartialDate.safeParse(value).success && (value.length < 10 || isDay(value))) return value
  throw new BroadsheetError('bad-input', `--${name} must be a date that exists, such as 2024, 2024-10 or 2024-10-18.`)
}
