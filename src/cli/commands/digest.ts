import { writeFile } from 'node:fs/promises'
import { TERMINAL } from '../../config/account-settings.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { CommandContext } from '../context.ts'
import { wholeOption, withInstance } from '../context.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'

export interface DigestOptions {
  readonly to?: string
  readonly view?: string
  readonly papers?: string
  readonly dryRun?: boolean
  readonly html?: string
}

/** `digest --to ADDRESS [--view PATH]`: one letter now: sent, written into the folder that takes letters instead, or with --dry-run shown. */
export async function digestCommand(context: CommandContext, { to, view, papers, dryRun = false, html }: DigestOptions): Promise<number> {
  const { terminal, json, config: { mailFolder } } = context
  if (to === undefined || !/^[^\s<>,;:"@()[\]\\]{1,64}@[^\s<>,;:"@()[\]\\]{1,255}$/.test(to)) throw new BroadsheetError('bad-input', 'Say to whom: --to and one e-mail address.')
  const most = wholeOption('papers', papers, { least: 1, most: 50, otherwise: 20 })
  const letter = await withInstance(context, 'read', (instance) => instance.digest({ to, view, papers: most, dryRun }))
  if (letter === undefined) {
    if (json) printJson(terminal, { letter: null })
    else terminal.err('There is nothing in this list to send.\n')
    return 1
  }
  if (html !== undefined) {
    try {
      await writeFile(html, letter.html)
    } catch (cause) {
      throw new BroadsheetError('bad-input', `The file ${html} cannot be written.`, { cause })
    }
  }
  const { subject, text, headers } = letter
  if (json) printJson(terminal, { sent: !dryRun, letter: { to, subject, text, html: letter.html, headers } })
  // The letter's own text has no control characters but ends of lines.
  else if (dryRun) terminal.out(`To: ${to}\nSubject: ${plainLine(subject)}\n\n${text}`)
  else if (mailFolder === TERMINAL) return 0
  else if (mailFolder !== undefined) terminal.out(`Written to ${plainLine(mailFolder)}, for ${to}: ${plainLine(subject)}\n`)
  else terminal.out(`Sent to ${to}: ${plainLine(subject)}\n`)
  return 0
}
