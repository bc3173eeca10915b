import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { INTERRUPTED, interruptSignal } from '../interrupt.ts'
import { printJson } from '../print-json.ts'
import { countBar } from '../progress.ts'

/** `reindex`: makes the index anew from the store; the old one serves until the new one is whole. */
export async function reindexCommand(context: CommandContext): Promise<number> {
  const { terminal } = context
  const bar = countBar(terminal)
  const { signal, done } = interruptSignal(terminal, () => bar.stop())
  try {
    const made = await withInstance(context, 'write', ({ ingest }) =>
      ingest.reindex({ signal, onProgress: (count, total) => void (signal.aborted || bar.update(count, total)) }),
    )
    bar.stop()
    if (signal.aborted) {
      terminal.err('Stopped before the index was whole; `broadsheet reindex` starts it anew.\n')
      return INTERRUPTED
    }
    if (context.json) printJson(terminal, made)
    else terminal.out(`Indexed ${made.papers.toLocaleString('en')} papers in ${(made.tookMs / 1000).toFixed(1)} s.\n`)
    return 0
  } finally {
    bar.stop()
    done()
  }
}
