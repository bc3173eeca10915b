import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import fc from 'fast-check'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeEditions, fakeEntry, fakePaper } from '../api/fake-editions.test-helper.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { mcpRoutes } from '../mcp/over-http.ts'
import { serveOverStdio } from '../mcp/over-stdio.ts'
import { TOOLS } from '../mcp/tools.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { createApp } from './server.ts'

const ENTRIES = [fakeEntry(0), fakeEntry(1), fakeEntry(2)]
const HOSTILE = fakeEntry(7, { paper: fakePaper(7, { title: 'A\u0000 <b>title</b>\u202e\nwith \ud800 $x<y$', abstract: 'word '.repeat(50_000), authors: Array.from({ length: 3000 }, (_, at) => ({ name: `Ada ${at}` })) }) })

function town({ visitor = LOCAL_VISITOR, entries = ENTRIES, fail, membersOnly = false, part = {} }: { visitor?: Visitor; entries?: typeof ENTRIES; fail?: unknown; membersOnly?: boolean; part?: object } = {}) {
  const editions = fakeEditions(entries, fail)
  const marked: unknown[][] = []
  const community = fakeCommunity({ marks: { ...fakeCommunity().marks, mark: async (...said) => (marked.push(said.slice(1)), { paper: '2410.00000' }) } })
  const room = {
    editions: { ...editions, view: async (view: never, request: never) => ({ ...(await editions.trending(request)), view: await editions.view(view, request).then(() => undefined) }), ...part },
    community, publicUrl: 'http://localhost:8765', version: '1.2.3',
  }
  const troubles: unknown[] = []
  const app = createApp({ pages: new Hono(), api: new Hono(), mcp: mcpRoutes(room, { onTrouble: (cause) => troubles.push(cause) }), log: pino({ level: 'silent' }), who: async () => visitor, membersOnly })
  return { app, room, editions, marked, troubles }
}

const open: Client[] = []
afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
})

async function clientOf(app: Hono): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  open.push(client)
  await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost:8765/mcp'), { fetch: async (url, init) => app.request(new Request(url, init)) }))
  return client
}

const rpc = (method: string, params: object = {}, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
})

const textOf = (answer: Awaited<ReturnType<Client['callTool']>>): string => (answer.content as { text: string }[])[0]!.text

describe('the SDK’s own client over HTTP', () => {
  it('lists the tools, with what they take and answer', async () => {
    const client = await clientOf(town().app)
    expect(client.getServerVersion()).toMatchObject({ name: 'broadsheet', version: '1.2.3' })
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['search', 'day', 'trending', 'for_you', 'paper', 'similar', 'save'])
    for (const { inputSchema, outputSchema } of tools) expect([inputSchema.type, outputSchema?.type]).toEqual(['object', 'object'])
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint === false).map(({ name }) => name)).toEqual(['save'])
  })

  it.each([
    ['search', { query: 'examples', mode: 'words', category: 'cs.LG', limit: 2, page: 1 }, ['view', { kind: 'search', query: 'examples', mode: 'words', filters: { category: 'cs.LG' } }, { person: LOCAL_VISITOR.person, page: 1, pageSize: 2 }]],
    ['day', { when: '2024-10-18' }, ['view', { kind: 'day', subject: '2024-10-18', filters: {} }, expect.objectContaining({ page: 0, pageSize: 10 })]],
    ['day', { when: '2024-W42' }, ['view', { kind: 'week', subject: '2024-W42', filters: {} }, expect.anything()]],
    ['day', { when: '2024-10' }, ['view', { kind: 'month', subject: '2024-10', filters: {} }, expect.anything()]],
    ['day', {}, ['front', { page: 0, pageSize: 10 }]],
    ['trending', { limit: 1 }, ['view', { kind: 'trending', filters: {} }, expect.objectContaining({ pageSize: 1 })]],
    ['for_you', {}, ['view', { kind: 'for-you' }, expect.objectContaining({ person: LOCAL_VISITOR.person })]],
  ])('%s %j is that list', async (name, args, call) => {
    const { app, editions } = town()
    const client = await clientOf(app)
    await client.listTools() // from here on the client holds answers to their schemas
    const answer = await client.callTool({ name, arguments: args })
    expect(answer.isError, textOf(answer)).toBeUndefined()
    expect(editions.calls).toContainEqual(call)
    const { papers } = answer.structuredContent as { papers: { id: string; url: string }[] }
    const size = Math.min(3, (args as { limit?: number }).limit ?? 10)
    expect(papers).toHaveLength(name === 'search' ? 1 : size)
    for (const { id } of papers) expect(textOf(answer)).toContain(`[${id}]`)
  })

  it('tells of one paper, of those like it, and saves it', async () => {
    const { app, editions, marked } = town()
    const client = await clientOf(app)
    await client.listTools()
    for (const id of ['2410.00000', 'https://arxiv.org/abs/2410.00000', 'arXiv:2410.00000', 'https://arxiv.org/pdf/2410.00000.pdf', 'https://arxiv.org/abs/2410.00000?context=cs', 'http://localhost:8765/papers/2410.00000', 'https://huggingface.co/papers/2410.0000%30#top']) {
      expect((await client.callTool({ name: 'paper', arguments: { id } })).structuredContent, id).toMatchObject({ id: '2410.00000', abstract: 'Examples are made. We make some.', url: 'http://localhost:8765/papers/2410.00000' })
    }
    expect((await client.callTool({ name: 'similar', arguments: { id: '2410.00000', side: 'newer', limit: 2 } })).isError).toBeUndefined()
    expect(editions.calls.at(-1)).toEqual(['similar', '2410.00000', expect.objectContaining({ side: 'newer', limit: 2 })])
    expect((await client.callTool({ name: 'save', arguments: { id: '2410.00000' } })).structuredContent).toEqual({ paper: '2410.00000', saved: true })
    expect((await client.callTool({ name: 'save', arguments: { id: '2410.00000', on: false } })).structuredContent).toEqual({ paper: '2410.00000', saved: false })
    expect(marked).toEqual([['2410.00000', 'save', true], ['2410.00000', 'save', false]])
  })

  it('reads views as resources', async () => {
    const { app, editions } = town()
    const client = await clientOf(app)
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toContain('broadsheet://papers/for-you')
    const { contents } = await client.readResource({ uri: 'broadsheet://papers?q=owls&category=cs.LG' })
    expect(editions.calls).toContainEqual(['view', { kind: 'search', query: 'owls', filters: { category: 'cs.LG' } }, expect.anything()])
    expect((contents[0] as { text: string }).text).toContain('[2410.00001]')
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow('There is no list at this address')
  })
})

describe('what is refused', () => {
  it.each([
    ['search', {}, /^query: /],
    ['search', { query: '   ' }, /^query: is empty/],
    ['search', { query: 'a', limit: 5000 }, /^limit: /],
    ['search', { query: 'a', tea: 'please' }, /tea/],
    ['day', { when: '2024-02-31' }, /^There is no such day/],
    ['day', { when: '../../etc' }, /^There is no such day/],
    ['trending', { after: '2024-02-31' }, /^after: must be a date/],
    ['paper', { id: 'nothing' }, /^No paper with the id nothing is held here\.$/],
    ['paper', { id: 'a\u0000b' }, /^id: holds a control character\.$/],
    ['similar', { id: 'nothing' }, /^No paper with the id nothing/],
    ['save', { id: ['2410.00000'] }, /^id: /],
  ])('%s %j is told in a sentence, as the tool’s error', async (name, args, sentence) => {
    const answer = await (await clientOf(town().app)).callTool({ name, arguments: args })
    expect(answer.isError).toBe(true)
    expect(textOf(answer)).toMatch(sentence)
  })

  it('an unknown tool is an error of the protocol', async () => {
    await expect((await clientOf(town().app)).callTool({ name: 'rm', arguments: {} })).rejects.toThrow('There is no tool rm')
  })

  it('what is somebody’s own, to nobody', async () => {
    const { app, marked, editions } = town({ visitor: { ...NOBODY, canSignIn: true } })
    const client = await clientOf(app)
    for (const [name, args] of [['for_you', {}], ['save', { id: '2410.00000' }]] as const) {
      const answer = await client.callTool({ name, arguments: args })
      expect([answer.isError, textOf(answer)]).toEqual([true, expect.stringContaining('personal token')])
    }
    expect((await client.listResources()).resources.map(({ uri }) => uri)).not.toContain('broadsheet://saved')
    await expect(client.readResource({ uri: 'broadsheet://saved' })).rejects.toThrow('somebody’s own')
    expect([marked, editions.calls]).toEqual([[], []])
    expect((await client.callTool({ name: 'trending', arguments: {} })).isError).toBeUndefined()
  })

  it('everything, to nobody where reading is for members', async () => {
    const response = await town({ visitor: { ...NOBODY, canSignIn: true }, membersOnly: true }).app.request('/mcp', rpc('tools/list'))
    expect([response.status, response.headers.get('www-authenticate'), await response.json()]).toEqual([401, 'Bearer', { error: 'Please sign in first.' }])
  })

  it('causes stay inside; the log has them', async () => {
    const { app, troubles } = town({ fail: new TypeError('secret detail') })
    const answer = await (await clientOf(app)).callTool({ name: 'trending', arguments: {} })
    expect([answer.isError, textOf(answer)]).toEqual([true, 'Something went wrong inside Broadsheet; the log has the cause.'])
    expect(troubles).toHaveLength(1)
    const known = await (await clientOf(town({ fail: new BroadsheetError('unavailable', 'The database is down.', { cause: new Error('secret') }) }).app)).callTool({ name: 'trending', arguments: {} })
    expect(textOf(known)).toBe('The database is down.')
  })

  it('pages of other sites, batches, and what is no message', async () => {
    const { app, editions } = town()
    const status = async (init: RequestInit): Promise<number> => (await app.request('http://localhost:8765/mcp', init)).status
    expect(await status(rpc('tools/list'))).toBe(200)
    expect(await status(rpc('tools/list', {}, { origin: 'http://localhost:8765' }))).toBe(200)
    for (const origin of ['https://evil.example', 'null', 'http://localhost:9999']) expect(await status(rpc('tools/list', {}, { origin })), origin).toBe(403)
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'trending', arguments: {} } }
    expect(await status({ ...rpc(''), body: JSON.stringify([call, { ...call, id: 2 }]) })).toBe(400)
    for (const body of ['', '{', '{"a":1}', 'null', '7']) expect(await status({ ...rpc(''), body }), body).toBe(400)
    for (const method of ['GET', 'DELETE', 'PUT']) expect((await app.request('/mcp', { method })).status, method).toBe(405)
    expect(editions.calls).toEqual([])
  })
})

it('tells of hostile papers within bounds', async () => {
  const client = await clientOf(town({ entries: [HOSTILE] }).app)
  await client.listTools()
  for (const [name, args] of [['trending', {}], ['paper', { id: HOSTILE.paper.id }]] as const) {
    const answer = await client.callTool({ name, arguments: args })
    expect(answer.isError, textOf(answer)).toBeUndefined()
    expect(JSON.stringify(answer).length).toBeLessThan(60_000)
    expect(textOf(answer)).toContain('A <b>title</b> with \ufffd $x<y$')
    expect(JSON.stringify(answer)).not.toMatch(/\\u0000|\u202e|\\ud800/)
  }
})

it('waits no longer for what was cancelled, and answers nothing to it', async () => {
  let asked = 0
  let finish = (): void => {}
  const { room } = town({ part: { view: () => (asked++, new Promise((_, reject) => (finish = () => reject(new Error('nobody is to hear of this'))))) } })
  const troubles: unknown[] = []
  const said: { id: number }[] = []
  const ended = serveOverStdio({ room, visitor: LOCAL_VISITOR, onTrouble: (cause) => troubles.push(cause) }, {
    input: (async function* () {
      const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`
      yield line({ id: 1, method: 'tools/call', params: { name: 'trending', arguments: {} } })
      await expect.poll(() => asked).toBe(1)
      yield line({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'enough' } })
      yield line({ id: 2, method: 'ping' })
      await expect.poll(() => said.length).toBeGreaterThan(0)
    })(),
    out: (text) => said.push(JSON.parse(text) as { id: number }),
    signal: new AbortController().signal,
  })
  // It ends only when no work is waited for, and this work has not ended.
  await ended
  finish()
  await new Promise((resolve) => setImmediate(resolve))
  expect([said.map(({ id }) => id), troubles]).toEqual([[2], []])
})

it('ends the work of a connection that is gone', async () => {
  const gone = new AbortController()
  const { app } = town({ part: { view: () => new Promise(() => {}) } })
  const answer = app.request(new Request('http://localhost:8765/mcp', { ...rpc('tools/call', { name: 'trending', arguments: {} }), signal: gone.signal }))
  gone.abort()
  expect((await answer).status).toBe(400)
})

it('answers whatever arguments there are', async () => {
  const client = await clientOf(town().app)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TOOLS.map(({ name }) => name)), fc.dictionary(fc.constantFrom('query', 'id', 'when', 'limit', 'page', 'on', 'after', 'category', '__proto__'), fc.jsonValue()), async (name, args) => {
      const answer = await client.callTool({ name, arguments: args as Record<string, unknown> })
      expect(textOf(answer)).not.toContain('Something went wrong inside')
    }),
    { numRuns: 60 },
  )
})
