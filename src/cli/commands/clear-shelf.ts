import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { printJson } from '../print-json.ts'

/** `clear-shelf`: takes the starter shelf's papers out; papers that were imported stay. */
export async function clearShelfCommand(context: CommandContext): Promise<number> {
  const removed = await withInstance(context, 'write', ({ ingest }) => ingest.clearShelf())
  if (context.json) printJson(context.terminal, { removed })
  else if (removed === 0) context.terminal.out('No starter shelf is here.\n')
  else context.terminal.out(`Took the starter shelf out: ${removed} ${removed === 1 ? 'paper' : 'papers'}.\n`)
  return 0
}
