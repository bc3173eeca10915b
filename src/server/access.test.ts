import { Hono } from 'hono'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { pageApp } from '../../test/page/page-app.ts'
import { fakeEditions } from '../../test/page/fake-editions.ts'
import { apiRoutes } from '../api/api.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { pageRoutes } from '../page/page.ts'
import { LOCAL_VISITOR, NOBODY, ROLES } from '../paper/people.ts'
import type { Person, Visitor } from '../paper/people.ts'
import { ACCESS, refusal } from './access.ts'
import { createApp } from './server.ts'

const log = pino({ level: 'silent' })

function wholeApp(): Hono {
  return createApp({ pages: pageRoutes(pageApp().deps), api: apiRoutes({ editions: fakeEditions(), community: fakeCommunity() }), log })
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
