/** Every route of the wired application, asked by everybody there is: what it answers, and that a refusal leaves the store as it was. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import { ACCESS } from '../../src/server/access.ts'
import type { Dump } from './dump.ts'
import { requestOf } from './requests.ts'
import { type Asker, isLetIn, TABLE, type TableRow } from './table.ts'
import type { Sent } from './asking.ts'
import { PAPERS, type Who, WHO } from './people.ts'
import { openTown, type Town } from './town.ts'
import { openWholeApp, type WholeApp } from './whole-app.ts'

const routesOf = (app: WholeApp['app']): string[] => [...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))].sort()

/** `in` for a redirect to the page to sign in, else the status. */
const said = (answer: Response): string => (answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in?') === true ? 'in' : String(answer.status))

/** What somebody is told, for tests of whose business it is. */
const told = async (answer: Response): Promise<string> => `${await answer.text()}\n${JSON.stringify([...answer.headers])}`.toLowerCase()

describe('with accounts', () => {
  let town: Town
  let start: Dump

  beforeAll(async () => {
    town = await openTown('accounts')
    start = town.dump()
  })
  afterAll(() => town?.close())

  test('each route has a row, and each row a route; so has the table of the server', () => {
    const rows = [...new Set(TABLE.map(({ route }) => route))].sort()
    expect(routesOf(town.app).filter((route) => !rows.includes(route)), 'routes without a row in test/access/table.ts').toEqual([])
    expect(rows.filter((row) => !routesOf(town.app).includes(row)), 'rows of test/access/table.ts without a route').toEqual([])
    expect(ACCESS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routesOf(town.app))
    expect(TABLE.map(({ row }) => row)).toEqual([...new Set(TABLE.map(({ row }) => row))])
  })

  const as = (sent: Sent, headers: Record<string, string>): Sent => ({ ...sent, headers: { ...sent.headers, ...headers } })

  /** Asks, holds the answer and the store against the row, and puts the store back. */
  async function hold({ row, changes }: TableRow, expected: string, who: Who | undefined, headers: Record<string, string>): Promise<{ faults: string[]; changed: boolean }> {
    const sent = requestOf(row, town)
    const answer = await town.ask(as(sent, headers))
    const by = `${row} by ${who ?? 'nobody'}${headers['authorization'] === undefined ? '' : ' with a token'}`
    const faults: string[] = []
    if (said(answer) !== expected) faults.push(`${by}: ${said(answer)}, not ${expected}`)
    const { gone, come } = town.changes(start)
    const touched = [...gone, ...come]
    const others = touched.filter((one) => !isAllowed(one, isLetIn(expected) ? changes : 'visit', who))
    if (others.length > 0) faults.push(`${by} changed ${others.slice(0, 4).join(' | ').slice(0, 600)}`)
    if (who !== 'reader') {
      const text = await told(answer)
      const seen = town.secrets.filter((secret) => text.includes(secret.toLowerCase()) && !sent.path.includes(secret) && !isTheirBusiness(secret, row, who))
      if (seen.length > 0) faults.push(`${by} is told ${seen.join(', ')}`)
    }
    if (touched.length > 0) await town.restore(start)
    return { faults, changed: touched.length > 0 }
  }

  /** Whether a row of the store may be another after somebody did something that changes this. */
  function isAllowed(row: string, changes: TableRow['changes'], who: Who | undefined): boolean {
    const { table, value } = parted(row)
    if (changes === 'others') return true
    if (changes === 'door') return table === 'verifications'
    if (who === undefined || changes === '-') return false
    const theirs = value['person_id'] === town.ids[who] || (table === 'persons' && value['id'] === town.ids[who])
    if (changes === 'visit') return theirs && table === 'person_settings' && value['name'] === 'visit'
    return changes === 'own' && (theirs || SUMS.has(table) || isLeft(table, value) || isGate(table, value))
  }

  test.each(TABLE.map((one) => [one.row, one] as const))('%s', async (_, one) => {
    const held = [await hold(one, one.expected.nobody, undefined, {})]
    for (const who of WHO) {
      held.push(await hold(one, one.expected[who], who, { cookie: town.cookies[who] }))
      held.push(await hold(one, one.expected.token === '=' ? one.expected[who] : one.expected.token, who, { authorization: `Bearer ${town.tokens[who]}` }))
    }
    expect(held.flatMap(({ faults }) => faults)).toEqual([])
    // What changes nothing for whoever may would prove nothing for whoever may not.
    if (one.changes !== '-') expect(held.some(({ changed }) => changed), 'somebody changes something').toBe(true)
  })

  test('GET, HEAD and OPTIONS of no address change anything but when somebody was last here', async () => {
    const faults: string[] = []
    for (const path of new Set(TABLE.map(({ row }) => requestOf(row, town).path))) {
      for (const method of TABLE.some(({ row }) => row.startsWith('GET ') && requestOf(row, town).path === path) ? ['HEAD', 'OPTIONS'] : ['GET', 'HEAD', 'OPTIONS']) {
        const answer = await town.ask({ method, path, headers: { cookie: town.cookies.admin } })
        if (answer.status >= 500) faults.push(`${method} ${path}: ${answer.status}`)
        const { gone, come } = town.changes(start)
        const changed = [...gone, ...come]
        if (!changed.every((one) => isAllowed(one, 'visit', 'admin'))) faults.push(`${method} ${path} changed ${changed.join(' | ').slice(0, 300)}`)
        if (changed.length > 0) await town.restore(start)
      }
    }
    expect(faults).toEqual([])
  })
})

/** Tables that count or place what people did. */
const SUMS = new Set(['vote_counts', 'vote_days', 'day_entries', 'counts', 'counters'])

/** The local person's row is made when it is first needed. */
function isLocalVisit(row: string): boolean {
  const { table, value } = parted(row)
  return (table === 'persons' && value['id'] === 'local') || (table === 'person_settings' && value['person_id'] === 'local' && value['name'] === 'visit')
}

/** The place of a comment that others answered, when its writer goes: no name, no words. */
const isLeft = (table: string, value: Readonly<Record<string, unknown>>): boolean => table === 'comments' && value['person_id'] === null && value['text'] === '' && value['state'] === 'deleted'
/** When a service was asked last. */
const isGate = (table: string, value: Readonly<Record<string, unknown>>): boolean => table === 'settings' && String(value['name']).startsWith('gate/')

function parted(row: string): { readonly table: string; readonly value: Readonly<Record<string, unknown>> } {
  const at = row.indexOf(': ')
  return { table: row.slice(0, at), value: JSON.parse(row.slice(at + 2)) as Record<string, unknown> }
}

/** What those who look after the place are told of others. */
function isTheirBusiness(secret: string, row: string, who: Who | undefined): boolean {
  if (who === 'admin' && /^(GET|POST) \/admin\/people/.test(row)) return secret === 'rhea@xprivate' || /^[0-9a-f-]{36}$/.test(secret)
  if ((who === 'curator' || who === 'admin') && row === 'GET /admin/reports') return secret === 'xreportreader'
  // They hid it, and may show it again.
  return (who === 'curator' || who === 'admin') && secret === 'xhiddencomment'
}

/** The table's further columns: one asker each, on an instance of its own. */
describe.each<[Asker, 'members' | 'local' | 'public']>([['members', 'members'], ['local', 'local'], ['public', 'public']])('%s', (asker, mode) => {
  let whole: WholeApp
  let start: Dump

  beforeAll(async () => {
    whole = mode === 'members' ? await openTown('members') : await openWholeApp(mode, PAPERS)
    start = whole.dump()
  })
  afterAll(() => whole?.close())

  test.each(TABLE.map((one) => [one.row, one] as const))('%s', async (_, { row, expected, changes }) => {
    const of = mode === 'members' ? (whole as Town) : undefined
    const answer = await whole.ask(requestOf(row, of))
    const { gone, come } = whole.changes(start)
    const all = [...gone, ...come]
    if (all.length > 0) await whole.restore(start)
    expect(said(answer)).toBe(expected[asker])
    if (mode === 'local') {
      if (!isLetIn(expected[asker]) || changes === '-' || changes === 'visit') expect(all.filter((one) => !isLocalVisit(one))).toEqual([])
    } else expect(all.filter((one) => !(changes === 'door' && one.startsWith('verifications:')))).toEqual([])
    if (mode === 'members') expect((whole as Town).secrets.filter((secret) => !row.includes(secret)).filter((secret) => JSON.stringify([...answer.headers]).includes(secret) && !requestOf(row, of).path.includes(secret))).toEqual([])
  })

  test('what others know of nobody helps nobody: a token, a cookie, a header that says who asks', async () => {
    const headers: Record<string, string>[] = [
      { authorization: `Bearer bs_${'A'.repeat(43)}` }, { authorization: 'Basic YWRtaW46YWRtaW4=' }, { cookie: '__Secure-broadsheet.session_token=abc.def; broadsheet.session_token=abc.def' },
      { 'x-forwarded-user': 'admin', 'x-remote-user': 'admin', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1;host=localhost', 'x-forwarded-host': 'localhost', 'x-real-ip': '127.0.0.1', 'x-http-method-override': 'GET', 'x-original-url': '/about' },
    ]
    if (mode === 'local') return
    for (const more of headers) {
      for (const path of ['/vote', '/sources', '/admin/people/invite', '/api/me/votes/2603.00001']) {
        const method = path.startsWith('/api') ? 'PUT' : 'POST'
        const answer = await whole.ask({ method, path, headers: { 'sec-fetch-site': 'same-origin', ...more }, body: '' })
        expect([path, ['in', '401'].includes(said(answer)), said(answer)]).toEqual([path, true, said(answer)])
        expect(whole.changes(start)).toEqual({ gone: [], come: [] })
      }
    }
  })
})
