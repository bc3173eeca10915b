/** Changes that another site's page asks a reader's browser for, tried on every route that changes anything: refused, and the store as it was. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import type { Dump } from './dump.ts'
import { requestOf } from './requests.ts'
import { isLetIn, TABLE } from './table.ts'
import { HOST, ORIGIN } from './asking.ts'
import { PAPERS, WHO } from './people.ts'
import { openTown, type Town } from './town.ts'
import { openWholeApp, type WholeApp } from './whole-app.ts'

const CHANGING = TABLE.filter(({ route }) => !route.startsWith('GET '))

/** How a request looks that no page of this site made. */
const FOREIGN: readonly (readonly [name: string, headers: Readonly<Record<string, string>>])[] = [
  ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['from another site, which the browser hides', { 'sec-fetch-site': 'cross-site' }],
  ['from a sibling of this host', { 'sec-fetch-site': 'same-site', origin: 'https://evil.papers.example' }],
  ['from a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['from a file or a redirect', { origin: 'null' }],
  ['from a browser that says only the origin', { origin: 'https://evil.example' }],
  ['from a host that begins as this one', { origin: `${ORIGIN}.evil.example` }],
  ['from a host that ends as this one', { origin: `https://evil-${HOST}` }],
  ['from another port of this host', { origin: `${ORIGIN}:8443` }],
  ['from an address that is none', { origin: HOST }],
  ['with words that no browser says', { 'sec-fetch-site': 'SAME-ORIGIN, same-origin', origin: ORIGIN }],
  ['as plain text, which needs no leave of this site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'content-type': 'text/plain' }],
  ['by a page that names this one as where it comes from', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', referer: `${ORIGIN}/papers` }],
]
/** What mail programs ask for by themselves, from wherever they are, as RFC 8058 wants it: a token in the address lets them, and nothing else does. */
const FROM_ANYWHERE = new Set(['POST /letters/unsubscribe/:token'])
/** What a mail service's program calls, which is no browser and says nothing of where it is: the secret in the address lets it. */
const BY_PROGRAMS = new Set(['POST /api/mail/events/:secret'])
/** Of a browser that says nothing of where a form comes from, and of an address that was typed. */
const SILENT: typeof FOREIGN = [
  ['without a word', {}],
  ['with a referer alone', { referer: `${ORIGIN}/papers` }],
  ['typed, or from a bookmark', { 'sec-fetch-site': 'none' }],
]

const forged = (row: string, of: Town | undefined, headers: Readonly<Record<string, string>>) => {
  const { 'sec-fetch-site': _site, origin: _origin, ...own } = requestOf(row, of).headers ?? {}
  return { ...requestOf(row, of), headers: { ...own, ...headers } }
}

describe('to somebody who is signed in', () => {
  let town: Town
  let start: Dump
  beforeAll(async () => {
    town = await openTown('accounts')
    start = town.dump()
  })
  afterAll(() => town?.close())

  test.each(CHANGING.map((one) => [one.row, one] as const))('%s', async (_, { row, expected }) => {
    const who = WHO.find((one) => isLetIn(expected[one])) ?? 'admin'
    for (const [name, headers] of [...FOREIGN, ...SILENT]) {
      const answer = await town.ask(forged(row, town, { ...headers, cookie: town.cookies[who] }))
      expect([name, answer.status], await answer.text()).toEqual([name, FROM_ANYWHERE.has(row) ? 404 : 403])
      // A session that another site ends or begins would be a change too.
      expect([name, answer.headers.getSetCookie()]).toEqual([name, []])
      expect([name, town.changes(start)]).toEqual([name, { gone: [], come: [] }])
    }
  })

  test('a way in is not opened by another site either: nobody is signed in as somebody else', async () => {
    for (const { row } of CHANGING.filter(({ expected }) => isLetIn(expected.members) || expected.members === '404' || expected.members === '403')) {
      for (const [name, headers] of [...FOREIGN, ...SILENT]) {
        const answer = await town.ask(forged(row, town, headers))
        const isOpen = FROM_ANYWHERE.has(row) || (BY_PROGRAMS.has(row) && SILENT.some(([one]) => one === name))
        expect([row, name, answer.status]).toEqual([row, name, isOpen ? 404 : 403])
      }
    }
    expect(town.changes(start)).toEqual({ gone: [], come: [] })
  })

  test('no form becomes a look, and no look a change, by a header or a field that names another method', async () => {
    const override = { 'x-http-method-override': 'POST', 'x-http-method': 'POST', 'x-method-override': 'POST' }
    for (const { row } of CHANGING) {
      const { path, body, method } = requestOf(row, town)
      const query = typeof body === 'string' && !body.startsWith('{') ? `${body}&_method=${method}` : `_method=${method}`
      for (const headers of [override, { ...override, 'sec-fetch-site': 'same-origin', origin: ORIGIN }]) {
        const answer = await town.ask({ method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}${query}`, headers: { ...headers, cookie: town.cookies.admin } })
        expect([row, answer.status < 500]).toEqual([row, true])
      }
    }
    const { gone, come } = town.changes(start)
    expect([...gone, ...come].filter((one) => !/"name":"visit"/.test(one))).toEqual([])
    await town.restore(start)
    // What is posted is not deleted, and what is read by POST is not changed.
    const posted = await town.ask({ method: 'POST', path: '/api/me?_method=DELETE', headers: { 'x-http-method-override': 'DELETE', 'sec-fetch-site': 'same-origin', cookie: town.cookies.reader, 'content-type': 'application/json' }, body: '{"confirm":"rhea@xprivate.example"}' })
    expect(posted.status).toBe(405)
    expect(town.changes(start)).toEqual({ gone: [], come: [] })
  })

  test('another name for this server is none: nothing is told or done there, and letters lead here', async () => {
    for (const host of ['evil.example', 'papers.example.evil.example', 'papers.example@evil.example', '169.254.169.254', '']) {
      for (const path of ['/papers', '/api/me', '/sign-in']) {
        const request = new Request(`http://${host === '' || host.includes('@') ? 'evil.example' : host}${path}`, { headers: { host, cookie: town.cookies.reader } })
        const answer = await town.app.request(request)
        expect([host, path, answer.status]).toEqual([host, path, 421])
        expect(await answer.text()).not.toMatch(/xprivate|xtagreader/)
      }
    }
    await town.ask({ method: 'POST', path: '/sign-in', headers: { 'sec-fetch-site': 'same-origin', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-forwarded-proto': 'http', referer: 'https://evil.example/', 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=otto%40xother.example&back=%2F%2Fevil.example' })
    expect(await town.linkTo('otto@xother.example')).toMatch(/^https:\/\/papers\.example\/sign-in\/confirm\?token=[A-Za-z]{32}&back=%2Fpapers$/)
  })
})

describe('to the one reader of an instance without accounts', () => {
  let whole: WholeApp
  let start: Dump
  beforeAll(async () => {
    whole = await openWholeApp('local', PAPERS)
    start = whole.dump()
  })
  afterAll(() => whole?.close())

  test('no other site changes anything', async () => {
    for (const { row } of CHANGING) {
      for (const [name, headers] of FOREIGN) {
        // A port of this machine is another site, and so is the name by which it is found.
        const answer = await whole.ask(forged(row, undefined, headers['origin'] === `${ORIGIN}:8443` ? { origin: 'http://localhost:8443' } : headers))
        expect([row, name, answer.status], await answer.text()).toEqual([row, name, FROM_ANYWHERE.has(row) ? 404 : 403])
      }
      const rebound = await whole.app.request(new Request('http://evil.example/vote', { method: 'POST', headers: { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, body: '' }))
      expect(rebound.status).toBe(421)
    }
    expect(whole.changes(start)).toEqual({ gone: [], come: [] })
  })
})
