import { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createMcpServer, type McpServerParts } from './create-mcp-server.ts'

/** A message may be so large, bytes; a line without end is not to fill the memory. */
const MESSAGE_BYTES_MAX = 4 * 1_048_576

export interface Streams {
  readonly input: AsyncIterable<Uint8Array | string>
  /** Nothing but the protocol may be written there. */
  readonly out: (text: string) => void
  readonly signal: AbortSignal
}

/** Speaks the protocol over a pair of streams, one message a line, until the input ends, or the signal. What was asked before the end is answered. */
export async function serveOverStdio(parts: McpServerParts, { input, out, signal }: Streams): Promise<void> {
  let underWay = 0
  let idle = (): void => {}
  const stdin = Readable.from(asBytes(input))
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      out(String(chunk))
      done()
    },
  })
  const transport = new StdioServerTransport(stdin, stdout, { maxBufferSize: MESSAGE_BYTES_MAX })
  const server = createMcpServer({
    ...parts,
    onWork: (change) => {
      underWay += change
      if (underWay === 0) idle()
    },
  })
  server.onerror = (error) => parts.onTrouble?.(error, 'a message')
  const over = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
    // The messages read last are taken up some turns later.
    stdin.once('end', () => setTimeout(() => (underWay === 0 ? resolve() : (idle = resolve)), 10))
    server.onclose = resolve
  })
  await server.connect(transport)
  await over
  // An answer that is just done has still to be written.
  await new Promise((resolve) => setTimeout(resolve, 10))
  await server.close()
  stdin.destroy()
}

async function* asBytes(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  for await (const chunk of input) yield typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
