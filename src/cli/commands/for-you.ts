import { knownInWords } from '../../edition/for-you/known-in-words.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { TASTE_SPANS } from '../../paper/taste-settings.ts'
import type { CommandContext } from '../context.ts'
import { wholeOption, withInstance } from '../context.ts'
import { entryJson } from '../entry-json.ts'
import { plainLine, wrap } from '../plain-text.ts'
import { printEntries } from '../print-entries.ts'
import { printJson } from '../print-json.ts'
import { styleOf } from '../style.ts'

export interface ForYouCommandOptions {
  readonly limit?: string
  readonly dial?: string
  readonly span?: string
  readonly as?: string
}

/** `for-you`: the reader's own front page, each paper with its reasons. */
export async function forYouCommand(context: CommandContext, options: ForYouCommandOptions): Promise<number> {
  const limit = wholeOption('limit', options.limit, { least: 1, most: 300, otherwise: 20 })
  const dial = options.dial === undefined ? undefined : wholeOption('dial', options.dial, { least: 0, most: 100, otherwise: 0 }) / 100
  const span = TASTE_SPANS.find((one) => one === options.span)
  if (options.span !== undefined && span === undefined) throw new BroadsheetError('bad-input', '--span must be day, week or month.')
  const list = await withInstance(context, 'read', (instance) => instance.forYou({ pageSize: limit, dial, span }, options.as))
  const { terminal } = context
  if (context.json) {
    printJson(terminal, { from: list.from ?? null, to: list.to ?? null, ledger: list.ledger, empty: list.empty ?? null, new: list.new, known: list.known, total: list.total, papers: list.entries.map((entry) => ({ ...entryJson(entry, true), terms: entry.terms ?? [] })) })
    return 0
  }
  const style = styleOf(terminal)
  terminal.out(`${style.bold(list.title)}\n`)
  const known = knownInWords(list.known)
  const ledger = `${list.ledger}${known === '' ? '' : `; ranked by ${known}`}`
  terminal.out(`${style.dim(wrap(plainLine(ledger), terminal.columns))}\n\n`)
  if (list.new) terminal.out(`${wrap('Vote for a paper or save one, or give papers that you like, on the page /account/taste: one is enough to begin with.', terminal.columns)}\n\n`)
  if (list.entries.length === 0) terminal.out(`${wrap(plainLine(list.empty ?? ''), terminal.columns)}\n`)
  printEntries(terminal, list.entries, { reasons: true })
  return 0
}
