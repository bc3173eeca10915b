/** A receiver on this machine that misbehaves. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PostOptions, postAlert } from './post-alert.ts'

let server: Server
let base: string
let port: number
let asked: { path: string; headers: IncomingMessage['headers']; body: string }[]
let bytesTaken: number

const DEEDS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/ok': (response) => void response.end('ok'),
  '/500': (response) => void response.writeHead(500).end('no'),
  '/429': (response) => void response.writeHead(429, { 'retry-after': '120' }).end(),
  '/410': (response) => void response.writeHead(410).end(),
  '/404': (response) => void response.writeHead(404).end(),
  '/403': (response) => void response.writeHead(403).end(),
  '/400': (response) => void response.writeHead(400).end(),
  '/moved': (response) => void response.writeHead(307, { location: '/ok' }).end(),
  '/cut': (response) => void response.socket?.destroy(),
  '/silent': () => {},
  '/endless': (response) => {
    response.writeHead(200)
    const write = (): void => {
      if (response.destroyed) return
      bytesTaken += 65_536
      if (response.write(Buffer.alloc(65_536))) setImmediate(write)
      else response.once('drain', write)
    }
    write()
  },
  '/long-headers': (response) => void response.writeHead(200, { 'x-much': 'x'.repeat(30_000) }).end(),
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString())).on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, body })
      DEEDS[request.url ?? '']?.(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
beforeEach(() => {
  asked = []
  bytesTaken = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const post = (path: string, options: Partial<PostOptions> = {}) => postAlert({ url: path.startsWith('/') ? base + path : path, headers: { 'content-type': 'application/json' }, body: '{"ä":1}' }, { ownNetwork: true, userAgent: 'Broadsheet/1', timeoutMs: 2000, ...options })

test('the body arrives whole, said by its length', async () => {
  expect(await post('/ok')).toEqual({ outcome: 'arrived', said: 'It arrived.' })
  expect(asked).toEqual([{ path: '/ok', body: '{"ä":1}', headers: expect.objectContaining({ 'content-length': '8', 'content-type': 'application/json', 'user-agent': 'Broadsheet/1' }) }])
})

test.each([
  ['/500', { outcome: 'later' }], ['/429', { outcome: 'later', retryAfterSeconds: 120 }], ['/410', { outcome: 'gone' }], ['/404', { outcome: 'gone' }],
  ['/403', { outcome: 'refused' }], ['/400', { outcome: 'unwanted' }], ['/cut', { outcome: 'unknown' }], ['/long-headers', { outcome: 'unknown' }],
])('%s is %j', async (path, outcome) => {
  expect(await post(path)).toMatchObject(outcome)
})

test('a redirect is not followed', async () => {
  expect(await post('/moved')).toMatchObject({ outcome: 'unwanted' })
  expect(asked.map(({ path }) => path)).toEqual(['/moved'])
})

test('who does not answer is given up, and may have had it', async () => {
  expect(await post('/silent', { timeoutMs: 150 })).toEqual({ outcome: 'unknown', said: 'No answer came in time.' })
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 100)
  expect(await post('/silent', { signal: stop.signal })).toMatchObject({ outcome: 'unknown' })
})

test('of an endless answer hardly anything is read', async () => {
  expect(await post('/endless')).toMatchObject({ outcome: 'arrived' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const taken = bytesTaken
  await new Promise((resolve) => setTimeout(resolve, 200))
  // What the machine's own buffers hold was written, and then no more.
  expect(bytesTaken).toBe(taken)
  expect(taken).toBeLessThan(32 * 1024 * 1024)
})

test('nobody there is no arrival', async () => {
  expect(await post('http://127.0.0.1:1/x')).toMatchObject({ outcome: 'later' })
})

describe('without leave for the own network', () => {
  const strict = { ownNetwork: false }
  const answering = (...addresses: readonly string[]): LookupFunction => (_, options, done) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) done(null, found)
    else done(null, found[0]?.address ?? '', found[0]?.family)
  }

  test.each(['/ok', 'https://127.0.0.1/x', 'https://localhost/x', 'https://[::1]/x', 'https://169.254.169.254/latest', 'https://0x7f.1/x', 'http://hooks.example.org/x', 'https://[::ffff:10.0.0.1]/x'])('%s is not asked', async (path) => {
    expect(await post(path, strict)).toMatchObject({ outcome: 'private' })
    expect(asked).toEqual([])
  })

  test.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::1'], ['fd00::1'], ['1.1.1.1', '127.0.0.1']])('a name that leads to %s and the like is not connected to', async (...addresses) => {
    expect(await post(`https://hooks.example.org:${port}/ok`, { ...strict, lookup: answering(...addresses) })).toMatchObject({ outcome: 'private' })
    expect(asked).toEqual([])
  })

  test('the name is looked up once: the socket goes where was checked, whatever a second answer would be', async () => {
    let times = 0
    const rebinding: LookupFunction = (host, options, done) => {
      times++
      // A public address where nobody can be: documentation networks are not public, so a real one, and the signal ends it.
      answering(times === 1 ? '1.1.1.1' : '127.0.0.1')(host, options, done)
    }
    await post(`https://hooks.example.org:${port}/ok`, { ...strict, lookup: rebinding, timeoutMs: 200 })
    expect([times, asked]).toEqual([1, []])
  })
})

test('http leads to this machine only, whoever asks', async () => {
  expect(await post('http://hooks.example.org/x')).toMatchObject({ outcome: 'private' })
})
