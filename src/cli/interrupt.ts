import type { Terminal } from './terminal.ts'

/** Exit code of a command that Ctrl-C ended, as shells have it. */
export const INTERRUPTED = 130

/** A signal that the first Ctrl-C aborts; the second ends the process at once. Call `done` when the work is over. */
export function interruptSignal(terminal: Terminal, onFirst: () => void): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController()
  const done = terminal.onInterrupt(() => {
    if (controller.signal.aborted) return terminal.exitNow(INTERRUPTED)
    controller.abort()
    onFirst()
  })
  return { signal: controller.signal, done }
}
