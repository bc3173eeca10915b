import type { Terminal } from './terminal.ts'

export interface FakeTerminal extends Terminal {
  readonly printed: { out: string; err: string; exitCode: number | undefined; exitedNow: number | undefined }
  /** as if somebody pressed Ctrl-C */
  interrupt(): void
}

/** A terminal that remembers. Without `columns` it is a pipe. */
export function fakeTerminal(part: { columns?: number; colour?: boolean; input?: readonly string[] } = {}): FakeTerminal {
  const printed: FakeTerminal['printed'] = { out: '', err: '', exitCode: undefined, exitedNow: undefined }
  const handlers = new Set<() => void>()
  return {
    printed,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    input: (async function* () {
      yield* part.input ?? []
    })(),
    columns: part.columns,
    colour: part.colour ?? false,
    progressStream: undefined,
    onInterrupt: (handler) => {
      handlers.add(handler)
      return () => void handlers.delete(handler)
    },
    setExitCode: (code) => void (printed.exitCode = code),
    exitNow: (code) => void (printed.exitedNow = code),
    interrupt: () => handlers.forEach((handler) => handler()),
  }
}
