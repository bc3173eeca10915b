import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'

/** Room for an address that is too long, so that it is answered with 414 and a sentence instead of a bare 431. */
const HEADER_BYTES_MAX = 262_144
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const KEEP_ALIVE_MS = 5_000
/** Answers under way at a stop may take so long to end. */
const GRACE_MS = 1_500

export interface RunningServer {
  /** for a person: http://localhost:8765 */
  readonly url: string
  readonly port: number
  /** Takes no more requests, lets those under way end, cuts the rest; done within 2 seconds. */
  close(): Promise<void>
}

/**
 * Listens on an address.
 * @param options.port 0 lets the system choose
 * @throws BroadsheetError busy when the port is taken, bad-input when it or the host cannot be listened on
 */
export async function serve(options: { app: Hono; host: string; port: number }): Promise<RunningServer> {
  const { app, host, port } = options
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  }) as Server
  server.maxHeadersCount = 100
  try {
    await listen(server, host, port)
  } catch (cause) {
    throw await listenError(cause, host, port)
  }
  const bound = (server.address() as AddressInfo).port
  let closing: Promise<void> | undefined
  return {
    url: `http://${nameForReader(host)}:${bound}`,
    port: bound,
    close: () => (closing ??= close(server)),
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    // A connection that falls idle after the close stays open until its keep-alive time ends, so it is asked for again.
    const sweep = setInterval(() => server.closeIdleConnections(), 25)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(sweep)
      resolve()
    })
  })
}

async function listenError(cause: unknown, host: string, port: number): Promise<unknown> {
  switch ((cause as { code?: string }).code) {
    case 'EADDRINUSE': {
      const free = await freePort(host, port)
      const advice = free === undefined ? 'Choose another with --port.' : `Port ${free} is free: broadsheet serve --port ${free}`
      return new BroadsheetError('busy', `Port ${port} is taken, perhaps by another Broadsheet. ${advice}`, { cause })
    }
    case 'EACCES':
      return new BroadsheetError('bad-input', `Port ${port} is not open to this user; choose one above 1023 with --port.`, { cause })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new BroadsheetError('bad-input', `BROADSHEET_HOST ${host} is not an address of this machine.`, { cause })
    default:
      return cause
  }
}

/** The first free port of the next twenty. */
async function freePort(host: string, taken: number): Promise<number | undefined> {
  for (let port = taken + 1; port <= Math.min(taken + 20, 65_535); port++) {
    const trial = createServer()
    try {
      await listen(trial, host, port)
      return port
    } catch {
      continue
    } finally {
      trial.close()
    }
  }
  return undefined
}

function nameForReader(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === 'localhost') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
