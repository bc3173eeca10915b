import { Writable } from 'node:stream'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import type { ErrorCode } from '../paper/errors.ts'
import type { AccessRow } from './access.ts'
import type { ErrorPage } from './error-response.ts'
import { createLog } from './log.ts'
import { createApp } from './server.ts'

const row = (method: AccessRow['method'], path: string): AccessRow => ({ method, path, may: 'anyone' })
const access = [row('GET', '/papers'), row('POST', '/papers/clear'), row('GET', '/throws/:code'), row('GET', '/api/thing'), row('GET', '/inner')]

function app(part: { errorPage?: ErrorPage; hosts?: 'any' } = {}) {
  const lines: string[] = []
  const destination = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) })
  const pages = new Hono()
    .get('/papers', (c) => c.html('<p>paper</p>'.repeat(500)))
    .post('/papers/clear', async (c) => c.text(`cleared ${(await c.req.text()).length}`))
    .get('/throws/:code', (c) => {
      const code = c.req.param('code')
      throw code === 'plain' ? new Error('the secret cause') : new BroadsheetError(code as ErrorCode, `said ${code}`, { cause: new Error('the secret cause') })
    })
  const api = new Hono().get('/api/thing', (c) => c.json({ ok: true }))
  const made = createApp({ pages, api, log: createLog({ level: 'info', quiet: false, destination }), access, ...part })
  return { lines, request: (path: string, init?: RequestInit) => made.request(path, init) }
}

describe('errors', () => {
  it.each([
    ['bad-input', 400],
    ['not-found', 404],
    ['too-large', 413],
    ['broken-file', 422],
    ['busy', 503],
    ['unavailable', 503],
    ['internal', 500],
  ])('%s becomes %i with its sentence, the cause stays inside', async (code, status) => {
    const { request } = app({ errorPage: ({ status: drawn, message }) => `<h1>${drawn}</h1><p>${message}</p>` })
    const response = await request(`/throws/${code}`)
    const body = await response.text()
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(body).toBe(`<h1>${status}</h1><p>said ${code}</p>`)
  })

  it('says nothing of what it did not foresee, but logs it', async () => {
    const { request, lines } = app()
    const response = await request('/throws/plain')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(lines.join('')).toContain('the secret cause')
  })

  it('survives an error page that fails', async () => {
    const { request } = app({
      errorPage: () => {
        throw new Error('no paint')
      },
    })
    const response = await request('/nowhere')
    expect([response.status, await response.text()]).toEqual([404, 'There is nothing at this address.\n'])
  })

  it('takes up what a face\'s own error handling lets go', async () => {
    const pages = new Hono().get('/inner', () => {
      throw new BroadsheetError('busy', 'said busy')
    })
    pages.onError((error) => {
      throw error
    })
    const whole = createApp({ pages, api: new Hono(), log: createLog({ level: 'silent', quiet: true }), access, errorPage: ({ status }) => `drawn ${status}` })
    const response = await whole.request('/inner')
    expect([response.status, await response.text()]).toEqual([503, 'drawn 503'])
  })

  it('answers the API in JSON, people with the page', async () => {
    const { request } = app({ errorPage: async ({ message }) => `<main>${message}</main>` })
    expect(await (await request('/api/other')).json()).toEqual({ error: 'There is nothing at this address.' })
    expect(await (await request('/apipage')).text()).toBe('<main>There is nothing at this address.</main>')
  })
})

describe('limits', () => {
  it.each([
    ['/papers?q=%', 400],
    ['/papers?q=%zz', 400],
    ['/papers/%ff', 400],
    ['/%c3%28', 400],
    ['/papers?q=%00', 400],
    ['/pa%00pers', 400],
    [`/papers?q=${'y'.repeat(100_000)}`, 414],
    ['/papers/../../etc/passwd', 404],
  ])('%.40s is answered with %i', async (path, status) => {
    expect((await app().request(path)).status).toBe(status)
  })

  it('takes a body of 1 MB and no more, whether its length is said or not', async () => {
    const post = (body: NonNullable<RequestInit['body']>, headers = {}) =>
      app().request('/papers/clear', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
    expect(await (await post('x'.repeat(1_048_576))).text()).toBe('cleared 1048576')
    expect((await post('x'.repeat(1_048_577), { 'content-length': '1048577' })).status).toBe(413)
    const chunk = new Uint8Array(65_536)
    let sent = 0
    const stream = new ReadableStream({ pull: (to) => (sent++ < 40 ? to.enqueue(chunk) : to.close()) })
    expect((await post(stream)).status).toBe(413)
    expect(sent).toBeLessThan(30)
  })

  it.each([
    ['PUT', '/papers', 405, 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/thing', 405, 'GET, HEAD, OPTIONS'],
    ['POST', '/papers', 405, 'GET, HEAD, OPTIONS'],
    ['BREW', '/papers', 405, 'GET, HEAD, OPTIONS'],
    ['GET', '/papers/clear', 405, 'POST, OPTIONS'],
    ['OPTIONS', '/papers', 204, 'GET, HEAD, OPTIONS'],
    ['PUT', '/nowhere', 404, null],
    ['OPTIONS', '/nowhere', 404, null],
  ])('%s %s: %i, Allow: %s', async (method, path, status, allow) => {
    const response = await app().request(path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow])
  })

  it('answers HEAD as GET without the body', async () => {
    const response = await app().request('/papers', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('who may ask', () => {
  it.each([
    ['localhost:8765', 200],
    ['localhost', 200],
    ['LOCALHOST:1', 200],
    ['127.0.0.1:9000', 200],
    ['[::1]:8765', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example:8765', 421],
    ['localhost@evil.example', 421],
    ['0.0.0.0:8765', 421],
    ['', 421],
  ])('Host %s: %i', async (host, status) => {
    expect((await app().request('/papers', { headers: { host } })).status).toBe(status)
  })

  it('answers any host behind a public address', async () => {
    expect((await app({ hosts: 'any' }).request('/papers', { headers: { host: 'papers.example' } })).status).toBe(200)
  })

  it.each([
    [{}, 200],
    [{ origin: 'http://localhost:8765' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:8765', 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://localhost:9999' }, 403],
  ])('a change asked with %j: %i', async (headers, status) => {
    const response = await app().request('/papers/clear', { method: 'POST', body: 'x', headers: { host: 'localhost:8765', ...headers } })
    expect(response.status).toBe(status)
  })
})

it('compresses pages, sets safe headers and logs no query', async () => {
  const { request, lines } = app()
  const response = await request('/papers?q=my+secret+interest', { headers: { 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(lines.join('')).toMatch(/"method":"GET","path":"\/papers","status":200/)
  expect(lines.join('')).not.toContain('secret')
})

it('leaves a face its own policy', async () => {
  const pages = new Hono().get('/own', (c) => c.html('x', 200, { 'content-security-policy': 'mine', 'referrer-policy': 'origin' }))
  const whole = createApp({ pages, api: new Hono(), log: createLog({ level: 'silent', quiet: true }), access: [row('GET', '/own')] })
  const { headers } = await whole.request('/own')
  expect([headers.get('content-security-policy'), headers.get('referrer-policy')]).toEqual(['mine', 'origin'])
})

it('is silent about requests on a terminal', () => {
  const lines: string[] = []
  const destination = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) })
  const log = createLog({ level: 'auto', quiet: true, destination })
  log.info('request')
  log.warn('trouble')
  expect(lines).toHaveLength(1)
})
