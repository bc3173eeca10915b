import { BroadsheetError } from '../../paper/errors.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine, readableLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { readQuery } from '../read-query.ts'

export interface SubmitOptions {
  readonly day?: string
  readonly remark?: string
  readonly pick?: boolean
  readonly as?: string
}

/** `submit WHAT`: an id, a DOI, an address or, from standard input for `-`, BibTeX or RIS; to today or to a day. */
export async function submitCommand(context: CommandContext, words: readonly string[], options: SubmitOptions): Promise<number> {
  const { terminal } = context
  const what = words.length === 1 && words[0] === '-' ? await readQuery('-', terminal) : words.join(' ')
  if (what.trim() === '') throw new BroadsheetError('bad-input', 'Say which paper: an arXiv id, a DOI, an address, or - for BibTeX from standard input.')
  const request = { what, day: options.day, remark: options.remark, picked: options.pick === true }
  const { paper, day, outcome, sentence, notes } = await withInstance(context, 'write', (instance) => instance.submit(request, options.as))
  if (context.json) {
    printJson(terminal, { paper: { id: paper.id, title: paper.title }, day, outcome, message: sentence, notes })
    return 0
  }
  terminal.out(`${readableLine(paper.title)}\n${plainLine(sentence)}\n`)
  for (const note of notes) terminal.err(`${plainLine(note)}\n`)
  return 0
}
