import { Hono } from 'hono'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { pageApp } from '../../test/page/page-app.ts'
import { fakeEditions } from '../../test/page/fake-editions.ts'
import { apiRoutes } from '../api/api.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { feedRoutes } from '../feed/feed.ts'
import { mcpRoutes } from '../mcp/over-http.ts'
import { pageRoutes } from '../page/page.ts'
import { LOCAL_VISITOR, NOBODY, ROLES } from '../paper/people.ts'
import type { Person, Visitor } from '../paper/people.ts'
import { ACCESS, refusal } from './access.ts'
import { createApp } from './server.ts'

const log = pino({ level: 'silent' })

function wholeApp(): Hono {
  return createApp({ pages: pageRoutes(pageApp().deps), api: apiRoutes({ editions: fakeEditions(), community: fakeCommunity() }), mcp: mcpRoutes({ editions: fakeEditions(), community: fakeCommunity(), publicUrl: 'http://localhost:8765', version: '1' }), feeds: feedRoutes({ editions: fakeEditions(), clock: { now: () => 0 }, publicUrl: 'http://localhost:8765', state: async () => '0', origins: async () => new Map() }), log })
}

/** What answers something, less what stands before every route. */
const routesOf = (app: Hono): string[] => [...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))].sort()
const rowsOf = (): string[] => ACCESS.map(({ method, path }) => `${method} ${path}`).sort()

describe('the table of who may ask for what', () => {
  it('has a row for every route of the application', () => {
    expect(routesOf(wholeApp()).filter((route) => !rowsOf().includes(route))).toEqual([])
  })

  it('has no row for a route that is not there, and none twice', () => {
    expect(rowsOf().filter((row) => !routesOf(wholeApp()).includes(row))).toEqual([])
    expect(rowsOf()).toEqual([...new Set(rowsOf())])
  })

  it('keeps to what an address promises', () => {
    const rank = { always: 0, anyone: 0, reader: 1, curator: 2, admin: 3 } as const
    // Tools are listed and lists read by everybody; a tool that changes something asks who it is for.
    // Letters: whoever holds a link from one; whoever gives an address, which is asked first; a mail service with its secret.
    const letters = ['/letters/confirm', '/letters/unsubscribe/:token', '/letters/manage/:token']
    const asks = [...letters, '/mcp', '/letters', '/api/mail/events/:secret', '/sign-in', '/sign-in/confirm', '/api/sign-in/passkey', '/api/sign-in/passkey/options', '/papers/search', '/api/papers/search']
    const least = (method: string, path: string): number => {
      if (path.startsWith('/admin/')) return path === '/admin/reports' || path.startsWith('/admin/reports/') ? 2 : 3
      if (['/sources', '/shelf/clear'].includes(path) && method !== 'GET') return 3
      if (path === '/account/gone') return 0 // says goodbye to somebody who is no longer here
      if (/^\/(account|saved|submit|api\/me)(\/|$)/.test(path)) return 1
      // Whatever changes something is somebody's deed, but for coming in and for searches, which are asked in a body.
      return method === 'GET' || asks.includes(path) ? 0 : 1
    }
    expect(ACCESS.filter(({ method, path, may }) => rank[may] < least(method, path))).toEqual([])
    expect(ACCESS.filter(({ may }) => may === 'always').map(({ path }) => path).sort()).toEqual([
      '/sign-in', '/sign-in/sent', '/sign-in/confirm', '/sign-in/with/:provider', '/api/auth/callback/:provider',
      '/sign-in', '/sign-in/confirm', '/api/sign-in/passkey', '/api/sign-in/passkey/options', '/assets/*', '/favicon.ico',
      '/account/gone', ...letters, ...letters, '/api/mail/events/:secret',
    ].sort())
    const withoutTokens = ACCESS.filter(({ path }) => path === '/account' || /^\/(admin|account\/(name|tokens|sessions|passkeys)|api\/me\/passkeys)/.test(path))
    expect(withoutTokens.filter(({ inPerson, path }) => inPerson !== true && !path.startsWith('/admin/reports'))).toEqual([])
  })

  it('refuses a route that it does not know, whoever asks', async () => {
    const pages = new Hono().get('/forgotten', (c) => c.text('not for you'))
    const app = createApp({ pages, api: new Hono(), log, who: async () => LOCAL_VISITOR })
    const answer = await app.request('/forgotten')
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('not for you')])
  })
})

describe('refusal', () => {
  const person: Person = { id: 'p', name: 'P', email: 'p@example.org', role: 'reader', since: '2026-01-01T00:00:00.000Z' }
  const as = (role: Person['role']): Visitor => ({ by: 'session', person: { ...person, role }, canSignIn: true })
  const nobody: Visitor = { ...NOBODY, canSignIn: true }

  it.each([
    ['always', [undefined, undefined]],
    ['anyone', [undefined, 'not-signed-in']],
    ['reader', ['not-signed-in', 'not-signed-in']],
    ['curator', ['not-signed-in', 'not-signed-in']],
    ['admin', ['not-signed-in', 'not-signed-in']],
  ] as const)('%s, asked by nobody, openly and for members only: %j', (may, expected) => {
    expect([refusal({ may }, nobody, false), refusal({ may }, nobody, true)]).toEqual(expected)
  })

  it('lets each role do what it and those below it may', () => {
    const table = ROLES.map((has) => ROLES.map((may) => refusal({ may }, as(has), true) === undefined))
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ])
    expect(refusal({ may: 'reader', inPerson: true }, { ...as('admin'), by: 'token' }, false)).toBe('not-by-token')
    expect(refusal({ may: 'reader', inPerson: true }, LOCAL_VISITOR, false)).toBeUndefined()
    expect(ROLES.map((role) => refusal({ may: 'anyone' }, as(role), true))).toEqual([undefined, undefined, undefined])
  })
})
