import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'

/** Once asked to stop, the process is gone after so long, whatever hangs. */
const STOP_MS_MAX = 2_000

/** `serve`: pages and API until Ctrl-C. Says one line: the address. */
export async function serveCommand(context: CommandContext): Promise<number> {
  const { terminal, config } = context
  let stop: () => void = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  let asked = false
  const done = terminal.onInterrupt(() => {
    if (asked) return terminal.exitNow(0)
    asked = true
    setTimeout(() => terminal.exitNow(0), STOP_MS_MAX).unref()
    stop()
  })
  try {
    return await withInstance(context, 'serve', async (instance) => {
      if (config.shelf) await instance.ingest.fillShelf()
      const server = await instance.serve()
      try {
        if (context.json) printJson(terminal, { url: server.url, port: server.port, dataDir: config.dataDir })
        else terminal.out(`Broadsheet is at ${server.url} (papers in ${plainLine(config.dataDir)}; Ctrl-C stops it)\n`)
        await stopped
      } finally {
        await server.close()
      }
      return 0
    })
  } finally {
    done()
  }
}
