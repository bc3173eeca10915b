import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp, type HttpOptions } from './create-http.ts'
import { Gate, type GateState } from './gate.ts'
import { SourceTrouble } from './http.ts'
import { nextLink } from './next-link.ts'
import { retryAt } from './retry-after.ts'
import { userAgentOf } from './user-agent.ts'

const NOW = Date.parse('2026-03-02T12:00:00Z')
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A service that answers as told, and what was asked of it. */
async function service(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(resolve)
  }))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function door(options: Partial<HttpOptions> = {}) {
  let now = NOW
  let state: GateState = { lastAt: 0, quietUntil: 0 }
  const time = { now: () => now, sleep: async (ms: number) => void (now += ms) }
  const gate = new Gate({ name: 'arXiv', everyMs: 3000, quietMs: 600_000, time, memory: { load: async () => state, save: async (one) => void (state = one) } })
  return { http: createHttp({ name: 'arXiv', gate, userAgent: 'Broadsheet/1 (test)', time, timeoutMs: 5000, ...options }), elapsed: () => now - NOW, quiet: () => state.quietUntil - NOW }
}

async function troubleOf(promise: Promise<unknown>): Promise<SourceTrouble> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error
    expect(error.message).toMatch(/^[A-Z\p{L}].*[.?]$/u)
    return error
  }
  return expect.fail('there was no trouble')
}

/** Answers made up without a network, by address. */
const made = (answers: Record<string, () => Response>, asked: string[] = []) => async (url: unknown): Promise<Response> => {
  asked.push(String(url))
  const answer = answers[String(url)]
  if (answer === undefined) throw new TypeError('fetch failed')
  return answer()
}
const moved = (location: string, status = 302) => (): Response => new Response(null, { status, headers: { location } })
const found = (): Response => new Response('here')

describe('a whole answer', () => {
  it('comes with its validators, its type and where it goes on; the request names who asks', async () => {
    const { url, asked } = await service((_, response) => response.writeHead(200, { etag: '"a"', 'last-modified': 'Mon, 02 Mar 2026 05:00:00 GMT', 'content-type': 'Text/XML; charset=UTF-8', link: '</list?p=2>; rel="next"' }).end('<a/>'))
    expect(await door().http.get({ url: `${url}/list?p=1`, etag: '"old"', lastModified: 'then', accept: 'text/xml' })).toEqual({
      status: 200, body: Buffer.from('<a/>'), etag: '"a"', lastModified: 'Mon, 02 Mar 2026 05:00:00 GMT', contentType: 'text/xml; charset=utf-8', next: `${url}/list?p=2`,
    })
    expect(asked[0]).toMatchObject({ method: 'GET', url: '/list?p=1' })
    expect(asked[0]!.headers).toMatchObject({ 'user-agent': 'Broadsheet/1 (test)', accept: 'text/xml', 'if-none-match': '"old"', 'if-modified-since': 'then', 'accept-encoding': 'gzip' })
  })

  it('is unpacked, however it was cut into pieces', async () => {
    const packed = gzipSync('x'.repeat(100_000))
    const { url } = await service((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
      response.write(packed.subarray(0, 20))
      response.end(packed.subarray(20))
    })
    expect((await door().http.get({ url })).body.toString()).toBe('x'.repeat(100_000))
  })

  it('may say that nothing has changed, if that was asked', async () => {
    const { url } = await service((_, response) => response.writeHead(304).end())
    expect(await door().http.get({ url, etag: '"a"' })).toMatchObject({ status: 304, etag: '"a"', body: Buffer.alloc(0) })
    expect(await troubleOf(door().http.get({ url }))).toMatchObject({ kind: 'broken', status: 304 })
  })
})

describe('troubles', () => {
  it.each([[404, 'refused'], [400, 'refused'], [500, 'failed'], [502, 'failed'], [204, 'broken'], [206, 'broken'], [305, 'broken']] as const)('status %i is %s', async (status, kind) => {
    const { url } = await service((_, response) => response.writeHead(status).end())
    const { http, quiet } = door()
    expect(await troubleOf(http.get({ url }))).toMatchObject({ kind, status, retryAt: undefined })
    expect(quiet()).toBe(-NOW)
  })

  it.each([
    [429, undefined, 600],
    [429, '5', 600],
    [429, '1200', 1200],
    [429, '99999999', 86_400],
    [429, 'Mon, 02 Mar 2026 12:30:00 GMT', 1800],
    [503, '1200', 1200],
    [503, 'soon', undefined],
    [503, undefined, undefined],
  ])('status %i with Retry-After %s keeps silence for %s s', async (status, retryAfter, seconds) => {
    const { url, asked } = await service((_, response) => {
      response.sendDate = false
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end()
    })
    const { http, quiet } = door()
    const at = seconds === undefined ? undefined : NOW + seconds * 1000
    expect(await troubleOf(http.get({ url }))).toMatchObject({ kind: 'busy', status, retryAt: at })
    expect(quiet()).toBe((at ?? 0) - NOW)
    if (at !== undefined) {
      expect(await troubleOf(http.get({ url }))).toMatchObject({ kind: 'busy', retryAt: at })
      expect(asked).toHaveLength(1)
    }
  })

  it('a service that sent us away is left alone too', async () => {
    const { url } = await service((_, response) => response.writeHead(403).end())
    const { http, quiet } = door()
    expect(await troubleOf(http.get({ url }))).toMatchObject({ kind: 'refused', retryAt: NOW + 600_000 })
    expect(quiet()).toBe(600_000)
    expect(await troubleOf(door({ quietAfter: [429] }).http.get({ url }))).toMatchObject({ kind: 'refused', retryAt: undefined })
  })

  it('nobody answers, or not in time', async () => {
    const { url } = await service(() => undefined)
    expect(await troubleOf(door({ timeoutMs: 40 }).http.get({ url }))).toMatchObject({ kind: 'unreachable', message: 'arXiv did not answer within 40 ms.' })
    const gone = await service(() => undefined)
    await closing.pop()!()
    expect(await troubleOf(door().http.get(gone))).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('127.0.0.1') })
    const lost = (code: string) => troubleOf(door({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })) }).http.get({ url: 'https://rss.example.org/x' }))
    expect((await lost('ENOTFOUND')).message).toMatch(/rss\.example\.org could not be looked up/)
    expect((await lost('CERT_HAS_EXPIRED')).message).toMatch(/certificate/)
    expect((await lost('EWHATEVER')).message).toBe('arXiv could not be reached (EWHATEVER).')
    const shut = await service((request) => request.socket.destroy())
    expect(await troubleOf(door().http.get(shut))).toMatchObject({ kind: 'unreachable' })
  })

  it('the answer breaks off, stalls, or is shorter than it said', async () => {
    const broken = await service((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half')
      setTimeout(() => response.destroy(), 10)
    })
    expect(await troubleOf(door().http.get(broken))).toMatchObject({ kind: 'cut' })
    const packed = gzipSync('x'.repeat(100_000))
    const chunked = await service((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.write(packed.subarray(0, packed.length - 20))
      setTimeout(() => response.destroy(), 10)
    })
    expect(await troubleOf(door().http.get(chunked))).toMatchObject({ kind: 'cut' })
    const stalled = await service((_, response) => void response.write('half'))
    expect(await troubleOf(door({ timeoutMs: 60 }).http.get(stalled))).toMatchObject({ kind: 'cut', message: 'The answer of arXiv broke off: nothing more came for 60 ms.' })
    const trickle = await service((_, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await troubleOf(door({ timeoutMs: 100 }).http.get(trickle))).toMatchObject({ kind: 'cut' })
    const short = door({ fetch: made({ 'https://a.example.org/': () => new Response('half', { headers: { 'content-length': '9' } }) }) as typeof fetch })
    expect(await troubleOf(short.http.get({ url: 'https://a.example.org/' }))).toMatchObject({ kind: 'cut', message: 'The answer of arXiv broke off: 4 of 9 bytes came.' })
  })

  it('the answer is larger than can be used, as announced, as sent or as unpacked', async () => {
    const packed = gzipSync('x'.repeat(3_000_000))
    for (const send of [
      (response: ServerResponse) => response.writeHead(200, { 'content-length': 3_000_000 }).write('x'),
      (response: ServerResponse) => response.writeHead(200).end('x'.repeat(3_000_000)),
      (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    ]) {
      const { url } = await service((_, response) => void send(response))
      expect(await troubleOf(door({ maxBytes: 1024 * 1024 }).http.get({ url }))).toMatchObject({ kind: 'broken', message: expect.stringContaining('larger than 1 MB') })
    }
  })

  it('who stops is not told of trouble', async () => {
    const silent = await service(() => undefined)
    const slow = await service((_, response) => void response.write('half'))
    for (const { url } of [silent, slow]) {
      const stop = new AbortController()
      const asked = door().http.get({ url, signal: stop.signal })
      setTimeout(() => stop.abort(new Error('enough')), 30)
      await expect(asked).rejects.toThrow('enough')
    }
  })
})

describe('redirects', () => {
  const to = (from: string, location: string, lookup: HttpOptions['lookup'] = async () => ['8.8.8.8']) => {
    const asked: string[] = []
    const { http, elapsed } = door({ fetch: made({ [from]: moved(location), [new URL(location, from).href]: found }, asked) as typeof fetch, lookup })
    return { answer: http.get({ url: from }), asked, elapsed }
  }

  it('are followed, each a request of its own', async () => {
    const { answer, asked, elapsed } = to('https://a.example.org/1', '/2')
    expect((await answer).body.toString()).toBe('here')
    expect(asked).toEqual(['https://a.example.org/1', 'https://a.example.org/2'])
    expect(elapsed()).toBe(3000)
    expect((await to('http://a.example.org/', 'https://b.example.org/').answer).status).toBe(200)
    expect((await to('http://127.0.0.1:8080/', 'http://localhost:8081/x').answer).status).toBe(200)
  })

  it('three at most', async () => {
    const asked: string[] = []
    const answers = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`https://a.example.org/${i}`, moved(`/${i + 1}`, [301, 302, 303, 307, 308][i % 5])]))
    expect(await troubleOf(door({ fetch: made(answers, asked) as typeof fetch, lookup: async () => ['8.8.8.8'] }).http.get({ url: 'https://a.example.org/0' }))).toMatchObject({ kind: 'broken' })
    expect(asked).toHaveLength(4)
  })

  it('not to a name that nobody knows: it was not checked', async () => {
    const asked: string[] = []
    const trouble = await troubleOf(door({ fetch: made({ 'https://a.example.org/': moved('https://b.example.org/') }, asked) as typeof fetch, lookup: async () => [] }).http.get({ url: 'https://a.example.org/' }))
    expect(trouble).toMatchObject({ kind: 'unreachable' })
    expect(asked).toEqual(['https://a.example.org/'])
  })

  it.each([
    ['https://a.example.org/', 'http://a.example.org/'],
    ['https://a.example.org/', 'file:///etc/passwd'],
    ['https://a.example.org/', 'https://127.0.0.1/'],
    ['http://a.example.org/', 'http://169.254.169.254/latest'],
    ['http://a.example.org/', 'http://[::1]/'],
    ['http://a.example.org/', 'http://localhost/'],
    ['https://a.example.org/', 'https://someone:secret@b.example.org/'],
  ])('from %s do not lead to %s', async (from, location) => {
    const { answer, asked } = to(from, location)
    expect(await troubleOf(answer)).toMatchObject({ kind: 'refused' })
    expect(asked).toEqual([from])
  })

  it('do not lead to a name of a private address', async () => {
    const { answer, asked } = to('https://a.example.org/', 'https://inside.example.org/', async () => ['8.8.8.8', '10.0.0.7'])
    expect(await troubleOf(answer)).toMatchObject({ kind: 'refused', message: expect.stringContaining('your own network') })
    expect(asked).toHaveLength(1)
  })

  it('without an address lead nowhere', async () => {
    for (const location of ['', 'http://[']) {
      const fetch = made({ 'https://a.example.org/': () => new Response(null, { status: 302, headers: { location } }) }) as typeof globalThis.fetch
      expect(await troubleOf(door({ fetch }).http.get({ url: 'https://a.example.org/' }))).toMatchObject({ kind: 'broken' })
    }
  })
})

describe('small readers', () => {
  it.each([
    ['120', null, 120_000], ['0', null, 0], [' 7 ', null, 7000], ['-5', null, undefined], ['', null, undefined], [null, null, undefined], ['1e9', null, undefined],
    // The service's clock is an hour ahead of ours; what it means is half an hour.
    ['Mon, 02 Mar 2026 13:30:00 GMT', 'Mon, 02 Mar 2026 13:00:00 GMT', 1_800_000],
    ['Mon, 02 Mar 2020 13:30:00 GMT', null, 0],
    ['Mon, 02 Mar 2099 13:30:00 GMT', null, 86_400_000],
  ])('Retry-After %j with Date %j', (retryAfter, date, wait) => expect(retryAt(retryAfter, date, NOW)).toBe(wait === undefined ? undefined : NOW + wait))

  it.each([
    ['<https://x.example/?a=1,2&p=2>; rel="next", <https://x.example/>; rel="first"', 'https://x.example/?a=1,2&p=2'],
    ['<https://x.example/>; rel="first", </b>; rel=next', 'https://h.example/b'],
    ['<?p=3>; title="x"; rel="last next"', 'https://h.example/a?p=3'],
    ['<javascript:alert(1)>; rel="next"', undefined],
    ['<https://x.example/>; rel="prev"', undefined],
    ['<https://x.example/', undefined],
    [null, undefined],
  ])('Link %s', (header, next) => expect(nextLink(header, new URL('https://h.example/a?p=2'))).toBe(next))

  it('no header makes them fail', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'<>;,="rel next/') })), (text) => {
      const at = retryAt(text, text, NOW)
      if (at !== undefined) expect(at >= NOW && at <= NOW + 86_400_000).toBe(true)
      nextLink(text, new URL('https://h.example/'))
    }))
  })

  it('Broadsheet names itself and whom to write to', () => {
    expect(userAgentOf('0.1.0', 'x@y.example')).toBe('Broadsheet/0.1.0 (self-hosted reader; mailto:x@y.example)')
    expect(userAgentOf('0.1.0', 'https://y.example/')).toBe('Broadsheet/0.1.0 (self-hosted reader; +https://y.example/)')
    expect(userAgentOf('0.1.0')).toBe('Broadsheet/0.1.0 (self-hosted reader; no contact given)')
    expect(userAgentOf('0.1.0', 'a\r\nb)@ü')).toBe('Broadsheet/0.1.0 (self-hosted reader; mailto:ab@)')
  })
})
