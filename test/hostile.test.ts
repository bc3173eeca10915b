/** Hostile input through the whole program: a clear error or a clean page each, the good beside the bad, never a 5xx. */
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { broadsheet, importFiles, newInstance, serve, temporaryFolder, type ImportAnswer, type Server } from './support/broadsheet.ts'
import { CHARGES, DAY, HOSTILE_FILES, writeHostileFiles } from './support/hostile-files.ts'
import { lookInside } from './support/look-inside.ts'
import { all, elements, parseHtml, textOf } from './page/parse-html.ts'

const files = temporaryFolder()
const data = newInstance()
const sound = HOSTILE_FILES.filter(({ broken }) => broken === undefined)
const broken = HOSTILE_FILES.filter((file) => file.broken !== undefined)
const path = ({ name }: { name: string }): string => join(files, name)

let readable: ImportAnswer & { code: number | null; err: string }
let unreadable: typeof readable
let server: Server

beforeAll(async () => {
  writeHostileFiles(files)
  readable = await importFiles(data, sound.map(path))
  unreadable = await importFiles(data, [...broken.map(path), files, join(files, 'nowhere.jsonl')])
  server = await serve(data)
})
afterAll(async () => {
  await server?.stop()
})

describe('import', () => {
  test.each(sound.map((file) => [file.name, file] as const))('%s: what is sound goes in, what is not is named with line and reason', (_, file) => {
    const rejected = readable.rejected.filter((one) => one.file === path(file))
    expect(rejected.map(({ line }) => line)).toEqual((file.rejected ?? []).map(([line]) => line))
    rejected.forEach(({ reason }, place) => expect(reason).toMatch(file.rejected![place]![1]))
  })

  test('counts what went in and ends with 0 where only records were bad', () => {
    expect(readable).toMatchObject({ added: sum(sound), updated: 0, unchanged: 0, broken: [], code: 0 })
  })

  test.each(broken.map((file) => [file.name, file] as const))('%s: a file that cannot be read to its end is named, with why', (_, file) => {
    const said = unreadable.broken.filter((one) => one.file === path(file))
    expect(said).toEqual([{ file: path(file), reason: expect.stringMatching(file.broken!) }])
    expect(unreadable.err).toContain(said[0]!.reason)
  })

  test('takes in what came before the break, and ends with 1 and a count', async () => {
    const reasons = new Map(unreadable.broken.map(({ file, reason }) => [file, reason]))
    expect(reasons.get(files)).toMatch(/is a folder/)
    expect(reasons.get(join(files, 'nowhere.jsonl'))).toMatch(/does not exist/)
    expect(reasons.size).toBe(broken.length + 2)
    expect(unreadable.code).toBe(1)
    const { papers, problems } = await lookInside(data)
    expect(problems).toEqual([])
    expect(papers).toHaveLength(readable.added + unreadable.added)
    expect(unreadable.added).toBe(sum(broken) + papers.filter(({ id }) => /^2401\.1\d{4}$/.test(id)).length)
    expect(unreadable.added).toBeGreaterThan(sum(broken) + 500)
    for (const { title, abstract, authors } of papers) {
      for (const text of [title, abstract, ...authors.map(({ name }) => name)]) expect(text).not.toMatch(/\0|root:|hahaha/)
    }
  })

  test('says the count to a person too', async () => {
    const done = await broadsheet(['import', '--data', newInstance(), path({ name: 'cut.json' })])
    expect(done.code).toBe(1)
    expect(done.out).toMatch(/^Read 2 papers in [\d.]+ s: 2 added, 0 updated, 0 unchanged\.\n$/)
    expect(done.err).toMatch(/cut\.json breaks off/)
  })
})

describe('the command line', () => {
  test.each<[words: readonly string[], code: number, says: RegExp]>([
    [['day', '2024-13-45'], 1, /must be one that exists/],
    [['show', '../../etc/passwd\u001b[31m'], 1, /No paper with the id/],
  ])('%j ends with %i', async (words, code, says) => {
    const done = await broadsheet([...words, '--data', data])
    expect(done.err).toMatch(says)
    expect(done.err).not.toMatch(/\u001b|\n\s+at /)
    expect(done.code).toBe(code)
  })
  test('a query of 100,000 characters is an answer or a sentence', async () => {
    const done = await broadsheet(['search', '--json', '--data', data, 'kettle '.repeat(14_286)])
    expect([0, 1]).toContain(done.code)
    if (done.code === 0) expect(done.json()).toMatchObject({ hits: expect.any(Array) })
    else expect(done.err).toMatch(/^broadsheet: .*too long/)
  })
})

const long = 'kettle '.repeat(14_286)

describe('requests', () => {
  test.each(([
    ['/papers/date/2024-13-45', 400],
    ['/papers/date/2024-02-30', 400],
    ['/papers/date/0000-00-00', 400],
    ['/papers/week/2024-W99', 400],
    ['/papers/week/2023-W53', 400],
    ['/papers/month/2024-13', 400],
    ['/papers/date?day=2024-13-45', 400],
    ['/papers?p=-1', 400],
    ['/papers?p=1e9', 400],
    ['/papers?q=kettles&p=-1', 400],
    ['/papers?q=kettles&p=9999', 200],
    ['/papers?q=kettles&after=2024-13-45', 200],
    ['/api/daily_papers?date=2024-13-45', 400],
    ['/api/daily_papers?week=2024-W99', 400],
    ['/api/daily_papers?month=2024-13', 400],
    ['/api/daily_papers?p=-1', 400],
    ['/api/daily_papers?limit=0', 400],
    ['/api/daily_papers?limit=99999999999999999999', 400],
    ['/api/daily_papers?date=2024-01-05&week=2024-W01', 400],
    ['/api/papers/search', 400],
    ['/api/papers/search?q=x&after=never', 400],
    ['/api/days/2024-13-45', 400],
    [`/papers?q=${encodeURIComponent(long)}`, 414],
    [`/api/papers/search?q=${encodeURIComponent(long)}`, 414],
    [`/papers?q=${'k'.repeat(12_000)}`, 200],
    [`/papers?q=${encodeURIComponent('é '.repeat(1000))}`, 200],
    [`/papers?q=${'k'.repeat(12_001)}`, 400],
    [`/api/papers/search?q=${'k'.repeat(250)}`, 200],
    [`/api/papers/search?q=${'k'.repeat(251)}`, 400],
    ['/papers?q=%zz', 400],
    ['/papers?q=%E0%A4%A', 400],
    ['/papers/%E0%A4%A', 400],
    ['/papers/%00', 400],
    ['/papers/2401.00001%00.html', 400],
    ['/api/papers/2401.00001%00', 400],
    ['/papers/..%2f..%2f..%2fpackage.json', 404],
    ['/papers/%2e%2e/%2e%2e/package.json', 404],
    ['/papers/nothing-like-this', 404],
    [`/papers/${'a'.repeat(5000)}`, 400],
    ['/api/papers/nothing-like-this', 404],
    ['/assets/..%2f..%2fpackage.json', 404],
    ['/assets/%2e%2e%2f%2e%2e%2fpackage.json', 404],
    ['/assets/', 404],
    ['/.env', 404],
    ['/api/nothing', 404],
    ['//evil.example/papers', 404],
  ] as const).map(([address, status]) => [short(address), status, address] as const))('GET %s answers %i', async (_, status, address) => {
    const answer = await server.get(address)
    const text = await answer.text()
    expect(answer.status, text.slice(0, 500)).toBe(status)
    expect(text).not.toMatch(/\n\s+at |node_modules|root:|"dependencies"/)
    expect(text.length).toBeLessThan(400_000)
    if (status < 400) return
    if (address.startsWith('/api/')) expect(JSON.parse(text)).toEqual({ error: expect.stringMatching(/\S.{10,}/) })
    // An address that ends like a feed's is answered in words, as programs read it.
    else if (address.endsWith('.json')) expect(text).toMatch(/\S.{10,}/)
    else if (!address.startsWith('/assets/')) expect(textOf(all(parseHtml(text), 'main')[0]!)).toMatch(/\S.{10,}/)
  })

  test.each([
    '"', '"""', '-', '--', '*', '(', '((((((', ')', 'OR AND NOT', 'title:', 'title:"', 'author:: ', 'cat:cs.*', 'before:2024-13-45', 'after:yesterday', 'before: after:', '-kettles', '-"', 'id:', 'id:../..',
    "'; drop table papers; --", '%', '_', '\\', '\\"', '\u0001\u0002', '\ufffd', '😀', 'ﷺ'.repeat(200), '<script>armed()</script>', '"><img src=x onerror=armed()>', 'a'.repeat(1999), '"a '.repeat(600), '-a '.repeat(600), 'title:a '.repeat(200), '0', 'null', '__proto__', 'constructor',
  ].map((query) => [short(query), query] as const))('the query %j gets a clean page and a clean answer', async (_, query) => {
    const asked = encodeURIComponent(query)
    const page = await server.get(`/papers?q=${asked}`)
    expect(page.status).toBe(200)
    expectHarmless(await page.text())
    const answer = await server.get(`/api/papers/search?q=${asked}`)
    expect([200, 400]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    await answer.json()
  })

  test.each<[name: string, init: RequestInit & { path?: string }, status: number]>([
    ['POST where there is nothing to post', { method: 'POST', body: 'x' }, 405],
    ['DELETE', { method: 'DELETE', path: '/papers/2401.00001' }, 405],
    ['PUT with a large body', { method: 'PUT', body: 'x'.repeat(5_000_000), path: '/api/papers/2401.00001' }, 413],
    ['a form of another site', { method: 'POST', path: '/shelf/clear', headers: { origin: 'http://evil.example' } }, 403],
    ['a form of nowhere', { method: 'POST', path: '/shelf/clear', headers: { origin: 'null' } }, 403],
    ['a form of an unknown sender', { method: 'POST', path: '/shelf/clear' }, 403],
    ['a form that says it is ours and is not', { method: 'POST', path: '/shelf/clear', headers: { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1' } }, 403],
  ])('%s is refused', async (_, { path: address = '/papers', ...init }, status) => {
    expect((await server.get(address, init)).status).toBe(status)
  })

  test.each<[name: string, lines: readonly string[], status: RegExp]>([
    ['the name of another site', ['GET /papers HTTP/1.1', 'Host: evil.example'], /^421$/],
    ['another site in the request line', ['GET http://evil.example/papers HTTP/1.1', 'Host: localhost'], /^4\d\d$/],
    ['no host', ['GET /papers HTTP/1.1'], /^4\d\d$/],
    ['two hosts', ['GET /papers HTTP/1.1', 'Host: localhost', 'Host: evil.example'], /^4\d\d$/],
    ['a host with a path', ['GET /papers HTTP/1.1', 'Host: localhost/../evil'], /^4\d\d$/],
    ['dots that climb', ['GET /assets/../../package.json HTTP/1.1', 'Host: localhost'], /^404$/],
    ['a NUL in the address', ['GET /papers/\0 HTTP/1.1', 'Host: localhost'], /^400$/],
    ['a line end in a header', ['GET /papers HTTP/1.1', 'Host: localhost', 'X: a\rSet-Cookie: b'], /^400$/],
    ['two lengths', ['POST /papers HTTP/1.1', 'Host: localhost', 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', ''], /^4\d\d$/],
    ['headers without end', ['GET /papers HTTP/1.1', 'Host: localhost', `X: ${'a'.repeat(300_000)}`], /^431$/],
    ['a thousand headers', ['GET /papers HTTP/1.1', 'Host: localhost', ...Array.from({ length: 1000 }, (_, place) => `X-${place}: a`)], /^(200|4\d\d)$/],
    ['a method that is none', ['FROB /papers HTTP/1.1', 'Host: localhost'], /^4\d\d$/],
    ['a protocol that is none', ['GET /papers HTTP/9.9', 'Host: localhost'], /^(4\d\d|505)$/],
    ['no HTTP at all', ['hello'], /^400$/],
    ['a tag that never matches', ['GET /about HTTP/1.1', 'Host: localhost', `If-None-Match: ${'"a", '.repeat(2000)}`, 'Accept-Encoding: \u00ff;q=nonsense', 'Range: bytes=5-1'], /^200$/],
  ])('%s', async (_, lines, status) => {
    expect(await rawStatus(lines)).toMatch(status)
  })

  test('a line end in a parameter does not become a header', async () => {
    for (const address of [`/papers/date?day=${DAY}%0d%0aSet-Cookie:%20a=b`, '/papers?cleared=1%0d%0aX-Evil:1', '/papers/2401.00001v1%0d%0aX-Evil:1']) {
      const answer = await server.get(address)
      expect(answer.status).toBeLessThan(500)
      expect([answer.headers.get('set-cookie'), answer.headers.get('x-evil')]).toEqual([null, null])
    }
  })
})

describe('pages with charged papers', () => {
  test('show every one of them and let none come alive', async () => {
    const { papers } = await lookInside(data)
    const charged = papers.filter(({ title }) => /charge/i.test(title))
    expect(charged).toHaveLength(CHARGES.length * 2 + 1)
    const odd = papers.filter(({ title }) => title.startsWith('An odd id'))
    expect(odd).toHaveLength(6)
    for (const { id } of [...charged, ...odd]) {
      const address = `/papers/${id.split('/').map(encodeURIComponent).join('/')}`
      const answer = await server.get(id.includes('..') ? `/papers/${encodeURIComponent(id)}` : address)
      const text = await answer.text()
      expect([id, answer.status]).toEqual([id, 200])
      expectHarmless(text)
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    }
    for (const address of [`/papers/date/${DAY}`, `/papers/date/${DAY}?view=titles`, '/papers/week/2024-W01', '/papers/month/2024-01', '/papers/trending', '/papers?q=charge', '/papers?q=armed&mode=meaning', '/papers?q=', '/about']) {
      const answer = await server.get(address)
      expect([address, answer.status]).toEqual([address, 200])
      expectHarmless(await answer.text())
    }
  })

  test('are served as what they are', async () => {
    const answer = await server.get('/api/papers/2401.00020')
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

test('after all of this the server is well and has logged no fault', async () => {
  expect((await server.get('/papers')).status).toBe(200)
  expect(server.process.exitCode).toBeNull()
  const faults = server.log().split('\n').filter((line) => line.startsWith('{') && (JSON.parse(line) as { level: number }).level >= 50)
  expect(faults).toEqual([])
})

/** A long text in the name of a test. */
function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 40)}… (${text.length} characters)`
}

const sum = (list: readonly { added: number }[]): number => list.reduce((total, { added }) => total + added, 0)

/** Our own strict reader takes the page apart: nothing of a paper has become an element, a handler or an address. */
function expectHarmless(html: string): void {
  for (const { name, attributes, children } of elements(parseHtml(html))) {
    // The chart of votes is ours; its texts are looked at like all others.
    const chart = name === 'svg' && attributes.get('aria-labelledby') === 'votes-chart-title'
    if (!chart) expect(['iframe', 'object', 'embed', 'img', 'svg', 'base', 'style', 'applet']).not.toContain(name)
    if (name === 'script') {
      expect(attributes.get('src')).toMatch(/^\/assets\//)
      expect(children.join('')).toBe('')
    }
    for (const [attribute, value] of attributes) {
      expect(attribute).not.toMatch(/^on|^srcdoc$|^style$/)
      if (/^(href|src|action|formaction|xlink:href)$/.test(attribute)) expect(value).toMatch(/^(\/(?!\/)|#|https?:\/\/|$)/)
    }
  }
}

/** Sends lines as they are and answers the status of the first response; '' where the connection was cut without one. */
function rawStatus(lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1]
      if (status === undefined) return
      resolve(status)
      socket.destroy()
    })
    socket.on('close', () => resolve(''))
    socket.on('error', (error: NodeJS.ErrnoException) => (answer === '' && error.code !== 'EPIPE' && error.code !== 'ECONNRESET' ? reject(error) : undefined))
    socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  })
}
