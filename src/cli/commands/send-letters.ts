import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { INTERRUPTED, interruptSignal } from '../interrupt.ts'
import { printJson } from '../print-json.ts'

export interface SendLettersOptions {
  readonly now?: true | undefined
  readonly dryRun?: true | undefined
}

const WORDS = [['sent', 'sent'], ['putOff', 'to be tried again'], ['waiting', 'waiting for a complete day'], ['empty', 'with nothing to say'], ['late', 'too late to be sent'], ['withdrawn', 'withdrawn at the last moment'], ['failed', 'failed'], ['unknown', 'of which nobody knows whether they arrived']] as const

/** `letters send [--now] [--dry-run]`: what is due, as the server sends it by itself. What has been sent stays sent however it ends. */
export async function sendLettersCommand(context: CommandContext, { now: said, dryRun: dry }: SendLettersOptions): Promise<number> {
  const [now, dryRun] = [said === true, dry === true]
  const { terminal, json } = context
  return withInstance(context, 'write', async ({ letters }) => {
    const { signal, done } = interruptSignal(terminal, () => terminal.err('Ending with the letters that are under way; press Ctrl-C again to end at once.\n'))
    const show = terminal.progressStream
    try {
      const tally = await letters.send({ now, dryRun, signal, onProgress: (so) => void show?.write(`\r${so.sent.toLocaleString('en')} letters ${dryRun ? 'written' : 'sent'}, ${(so.putOff + so.failed + so.unknown).toLocaleString('en')} not`) })
      show?.write('\r\u001b[K')
      if (json) printJson(terminal, { dryRun, ...tally })
      else terminal.out(`${WORDS.flatMap(([name, words]) => (tally[name] > 0 ? [`${tally[name].toLocaleString('en')} ${dryRun && name === 'sent' ? 'would be sent' : words}`] : [])).join(', ') || 'No letter is due'}.\n`)
      return signal.aborted ? INTERRUPTED : 0
    } finally {
      done()
    }
  })
}
