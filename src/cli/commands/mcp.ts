import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine } from '../plain-text.ts'

/**
 * `mcp`: the instance as tools of the Model Context Protocol, over standard input and output, until the input ends or Ctrl-C. Standard
 * output holds the protocol and nothing else.
 */
export async function mcpCommand(context: CommandContext, options: { readonly as?: string }): Promise<number> {
  const { terminal } = context
  const ending = new AbortController()
  let asked = false
  const done = terminal.onInterrupt(() => {
    if (asked) return terminal.exitNow(0)
    asked = true
    ending.abort()
  })
  try {
    return await withInstance(context, 'read', async (instance) => {
      const [parts, { serveOverStdio }] = await Promise.all([instance.mcp(options.as), import('../../mcp/over-stdio.ts')])
      const onTrouble = (cause: unknown, where: string): void => terminal.err(`broadsheet: ${where}: ${plainLine(cause instanceof Error ? cause.message : String(cause))}\n`)
      await serveOverStdio({ ...parts, onTrouble }, { input: terminal.input, out: (text) => terminal.out(text), signal: ending.signal })
      return 0
    })
  } finally {
    done()
  }
}
