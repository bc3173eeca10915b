import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Exchange } from './replay.ts'

export interface ListeningReplay {
  /** `http://localhost:PORT` */
  readonly url: string
  close(): Promise<void>
}

/** Serves the replay over HTTP on the loopback interface, with connections that really break. @throws what listen() throws */
export async function listenReplay(exchange: (url: URL, headers: Headers) => Exchange, port: number): Promise<ListeningReplay> {
  const waiting = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => {
    const { wire, done } = exchange(new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`), headersOf(request))
    response.on('close', done)
    if (wire === undefined) return void request.socket.destroy()
    if (wire.delayMs === 0) return send(response, wire)
    // Never, for an answer that is too slow: the client hangs up first.
    if (wire.delayMs === Infinity) return
    const timer = setTimeout(() => {
      waiting.delete(timer)
      send(response, wire)
    }, wire.delayMs)
    waiting.add(timer)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, { status, headers, body, end }: NonNullable<Exchange['wire']>): void {
  response.writeHead(status, headers)
  if (end === 'whole') return void response.end(body)
  response.write(body, () => {
    if (end === 'broken') response.socket?.resetAndDestroy()
    else response.socket?.end()
  })
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}
