import { Hono } from 'hono'
import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import type { McpServerParts } from './create-mcp-server.ts'
import type { McpRoom } from './mcp.ts'

const PARSE_ERROR = -32700
const INVALID_REQUEST = -32600

/**
 * `POST /mcp`: the protocol over HTTP, without sessions: each message is answered by itself, as JSON, in the name of whoever sends it. There
 * is nothing to listen to and no session to end, so GET and DELETE are answered 405, as the protocol provides.
 */
export function mcpRoutes(room: McpRoom, { onTrouble }: Pick<McpServerParts, 'onTrouble'> = {}): Hono {
  return new Hono().post('/mcp', (c) => answer(c, room, onTrouble))
}

async function answer(c: Context, room: McpRoom, onTrouble: McpServerParts['onTrouble']): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const refuse = (status: 400 | 403, code: number, message: string): Response => c.json({ jsonrpc: '2.0', error: { code, message }, id: null }, status)
  // A page of another site must not speak to a server on this machine, whatever its name resolves to.
  const origin = c.req.header('origin')
  if (origin !== undefined && !isOwn(origin, c, room)) return refuse(403, INVALID_REQUEST, 'Pages of other sites may not ask here.')
  let message: unknown
  try {
    message = JSON.parse(await c.req.text())
  } catch {
    return refuse(400, PARSE_ERROR, 'The body is not JSON.')
  }
  // One request is one piece of work, so that limits count what is asked.
  if (Array.isArray(message)) return refuse(400, INVALID_REQUEST, 'Send one message at a time; the protocol has no batches any more.')
  // The protocol's library is loaded when somebody speaks it.
  const [{ WebStandardStreamableHTTPServerTransport }, { createMcpServer }] = await Promise.all([import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'), import('./create-mcp-server.ts')])
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  const server = createMcpServer({ room, visitor: visitorOf(c), onTrouble })
  const { signal } = c.req.raw
  const gone = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  try {
    await server.connect(transport)
    // Whoever sends a message by hand need not say that they take what they will not be sent.
    const headers = new Headers(c.req.raw.headers)
    headers.set('accept', 'application/json, text/event-stream')
    const request = new Request(c.req.url, { method: 'POST', headers })
    const answered = await Promise.race([transport.handleRequest(request, { parsedBody: message }), gone])
    return answered === undefined ? c.body(null, 400) : new Response(answered.body, { status: answered.status, headers: [...answered.headers, ['Cache-Control', 'no-store']] })
  } finally {
    // Also ends what nobody waits for.
    await server.close()
  }
}

function isOwn(origin: string, c: Context, { publicUrl }: McpRoom): boolean {
  // Browsers write this header themselves and let no page write it.
  if (c.req.header('sec-fetch-site') === 'same-origin') return true
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === (c.req.header('host') ?? new URL(c.req.url).host) || origin === new URL(publicUrl).origin
}
