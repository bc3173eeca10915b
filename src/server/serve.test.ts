import { createConnection } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { serve } from './serve.ts'
import type { RunningServer } from './serve.ts'
import { createApp } from './server.ts'

const running: RunningServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()))
})

async function start(port = 0, onSlow = () => {}): Promise<RunningServer> {
  const never = (): Promise<Response> => {
    onSlow()
    return new Promise(() => {})
  }
  const pages = new Hono().get('/papers', (c) => c.text('papers')).get('/slow', never)
  const app = createApp({ pages, api: new Hono(), log: createLog({ level: 'silent', quiet: true }), access: [{ method: 'GET', path: '/papers', may: 'anyone' }, { method: 'GET', path: '/slow', may: 'anyone' }] })
  const server = await serve({ app, host: '127.0.0.1', port })
  running.push(server)
  return server
}

/** Sends bytes as they are and gives back the first line of the answer. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => socket.write(bytes, 'latin1'))
    let got = ''
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
      if (got.includes('\r\n')) socket.end()
    })
    socket.on('close', () => resolve(got.split('\r\n')[0] ?? ''))
    socket.on('error', reject)
  })
}

describe('serve', () => {
  it('listens, says where, and lets the port go', async () => {
    const server = await start()
    expect(server.url).toBe(`http://localhost:${server.port}`)
    expect(await (await fetch(`http://127.0.0.1:${server.port}/papers`)).text()).toBe('papers')
    await server.close()
    await server.close()
    expect((await start(server.port)).port).toBe(server.port)
  })

  it('says what to do when the port is taken', async () => {
    const { port } = await start()
    await expect(start(port)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(new RegExp(`^Port ${port} is taken, perhaps by another Broadsheet\\. (Port \\d+ is free: broadsheet serve --port \\d+|Choose another)`)),
    })
  })

  it('does not wait for an answer that never comes', async () => {
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const server = await start(0, arrive)
    const hanging = fetch(`http://127.0.0.1:${server.port}/slow`).then(
      () => 'answered',
      () => 'cut',
    )
    await arrived
    await server.close()
    expect(await hanging).toBe('cut')
  })

  it.each([
    ['an ordinary request', 'GET /papers HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 200 /],
    ['a foreign host', 'GET /papers HTTP/1.1\r\nHost: evil.example\r\n\r\n', /^HTTP\/1\.1 421 /],
    ['no host', 'GET /papers HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a host with a blank', 'GET /papers HTTP/1.1\r\nHost: a b\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['broken UTF-8', 'GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['bytes beyond ASCII', 'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['an address of two slashes', 'GET //evil.example/papers HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['a foreign address in the request line', 'GET http://evil.example/papers HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['backslashes', 'GET /..\\..\\x HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['TRACE', 'TRACE /papers HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['a method that is none', 'BREW /papers HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4\d\d /],
    ['the asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 [24]\d\d /],
    ['rubbish', '\x00\x01\x02\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a long address', `GET /papers?q=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, /^HTTP\/1\.1 414 /],
    ['an address beyond all bounds', `GET /papers?q=${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ])('answers %s on the wire', async (_name, bytes, answer) => {
    const { port } = await start()
    expect(await raw(port, bytes)).toMatch(answer)
    expect((await fetch(`http://127.0.0.1:${port}/papers`)).status).toBe(200)
  })
})
