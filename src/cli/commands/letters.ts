import { BroadsheetError } from '../../paper/errors.ts'
import type { Subscription } from '../../paper/subscription.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { type SendLettersOptions, sendLettersCommand } from './send-letters.ts'

/** `letters [list]`, `letters stop ADDRESS`: who has papers by mail, and to whom nothing more is to go; `letters send`: what is due. */
export async function lettersCommand(context: CommandContext, said: string | undefined, address: string | undefined, options: SendLettersOptions = {}): Promise<number> {
  const deed = (['list', 'stop', 'send'] as const).find((one) => one === (said ?? 'list'))
  if (deed === undefined) throw new BroadsheetError('bad-input', `\`letters\` can list, stop or send; “${plainLine((said ?? '').slice(0, 40))}” is none of them.`)
  if (deed === 'send') return sendLettersCommand(context, options)
  if (deed === 'stop' && address === undefined) throw new BroadsheetError('bad-input', 'Say whose: broadsheet letters stop somebody@example.org')
  return withInstance(context, deed === 'list' ? 'read' : 'write', async ({ letters }) => {
    if (deed === 'stop') {
      const stopped = await letters.stop(address ?? '')
      if (context.json) printJson(context.terminal, { stopped })
      else context.terminal.out(stopped === 0 ? 'Nothing went to this address.\n' : `Stopped ${stopped === 1 ? 'one kind' : `${stopped} kinds`} of letters to this address.\n`)
      return 0
    }
    const subscriptions: Subscription[] = []
    let any = false
    for await (const one of letters.list()) {
      any = true
      if (context.json) subscriptions.push(one)
      else context.terminal.out(`${one.state.padEnd(12)}${one.rhythm.padEnd(9)}${String(one.hour).padStart(2, '0')}:00 ${one.timeZone}  ${plainLine(one.email)}  ${plainLine(one.view)}\n`)
    }
    if (context.json) printJson(context.terminal, { subscriptions })
    else if (!any) context.terminal.out('Nobody has papers by mail.\n')
    return 0
  })
}
