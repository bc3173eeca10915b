/** What a command may do to the terminal that it was started from; tests pass one that remembers. */
export interface Terminal {
  /** writes to standard output, where the answer belongs */
  out(text: string): void
  /** writes to standard error, where everything else belongs */
  err(text: string): void
  /** standard input; read by who asks for it only */
  readonly input: AsyncIterable<Uint8Array | string>
  /** width to wrap to in columns; undefined when nobody reads along, so that nothing is wrapped */
  readonly columns: number | undefined
  readonly colour: boolean
  /** where a progress bar can be drawn; undefined when standard error is no terminal */
  readonly progressStream: NodeJS.WriteStream | undefined
  /** Calls back at each Ctrl-C or request to end; answers how to stop listening. */
  onInterrupt(handler: () => void): () => void
  /** the exit code once everything has been written */
  setExitCode(code: number): void
  /** ends at once, for a second Ctrl-C */
  exitNow(code: number): void
}

/** Wider lines than this are tiring to read, however wide the window. */
const COLUMNS_MAX = 100

/** The terminal of this process. A reader that goes away (`| head`) ends it quietly. */
export function processTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdout, stderr } = process
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
      throw error
    })
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    get input() {
      return process.stdin
    },
    columns: stdout.isTTY ? Math.max(20, Math.min(stdout.columns || 80, COLUMNS_MAX)) : undefined,
    colour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    progressStream: stderr.isTTY && env['TERM'] !== 'dumb' ? stderr : undefined,
    onInterrupt(handler) {
      process.on('SIGINT', handler)
      process.on('SIGTERM', handler)
      return () => {
        process.off('SIGINT', handler)
        process.off('SIGTERM', handler)
      }
    },
    setExitCode: (code) => {
      process.exitCode = code
    },
    exitNow: (code) => process.exit(code),
  }
}
