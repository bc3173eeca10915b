import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { REQUESTS_A_MINUTE } from './rate-limit.ts'
import { createApp } from './server.ts'

const READER: Visitor = { by: 'token', canSignIn: true, person: { id: 'p1', name: 'Ada', email: undefined, role: 'reader', since: '2024-01-01T00:00:00.000Z' } }
const LIMITS = { reading: 3, searching: 2, writing: 1 }

function town(who: () => Visitor = () => NOBODY, most: typeof LIMITS | undefined = LIMITS) {
  const clock = { at: 1_000_000, now: () => clock.at }
  let [done, drawn] = [0, 0]
  const answer = new Hono()
    .get('/about', (c) => (done++, c.text('about')))
    .get('/papers', (c) => (done++, c.text('papers')))
    .get('/papers/*', (c) => (done++, c.req.header('if-none-match') === undefined ? c.text('paper') : c.body(null, 304)))
    .get('/assets/*', (c) => c.text('asset'))
    .get('/whole', () => new Response('made elsewhere'))
    .post('/vote', (c) => (done++, c.text('voted')))
    .post('/letters/unsubscribe/:token', (c) => c.text('stopped'))
  const api = new Hono().get('/api/status', (c) => (done++, c.json({})))
  const app = createApp({
    pages: answer, api, log: pino({ level: 'silent' }), who: async () => who(), limits: { clock, most }, errorPage: ({ message }) => (drawn++, `<main>${message}</main>`),
    access: [...answer.routes, ...api.routes].map(({ method, path }) => ({ method: method as 'GET', path, may: 'always' as const })),
  })
  const ask = async (path: string, { from = '203.0.113.7', method = 'GET', headers = {} }: { from?: string; method?: string; headers?: Record<string, string> } = {}) =>
    app.request(path, { method, headers }, { incoming: { socket: { remoteAddress: from } } })
  const statuses = async (times: number, ...request: Parameters<typeof ask>): Promise<number[]> => {
    const found: number[] = []
    for (let time = 0; time < times; time++) found.push((await ask(...request)).status)
    return found
  }
  return { clock, ask, statuses, done: () => done, drawn: () => drawn }
}

it('says in headers what is left, and refuses what is beyond with the number and when to come back', async () => {
  const { clock, ask, done } = town()
  const first = await ask('/about')
  expect([first.headers.get('ratelimit-policy'), first.headers.get('ratelimit'), first.headers.get('retry-after')]).toEqual(['"reading";q=3;w=60', '"reading";r=2;t=60', null])
  clock.at += 20_500
  await ask('/api/status')
  expect((await ask('/nowhere')).headers.get('ratelimit')).toBe('"reading";r=0;t=40')
  const refused = await ask('/api/status')
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit'), await refused.json()]).toEqual([429, '40', '"reading";r=0;t=40', { error: 'You may make 3 requests for reading in a minute, and these were more. Try again in 40 seconds.' }])
  // Little work is made of it: no page is drawn.
  expect(await (await ask('/about')).text()).toMatch(/^You may make 3 requests/)
  expect(done()).toBe(2)
  clock.at += 39_500
  expect((await ask('/about')).status).toBe(200)
  expect((await ask('/whole')).headers.get('ratelimit')).toBe('"reading";r=1;t=60')
})

it('shows a reader of pages its frame, drawn once for all, and programs theirs', async () => {
  const { clock, ask, statuses, drawn } = town()
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
  expect(await statuses(5, '/about', { headers })).toEqual([200, 200, 200, 429, 429])
  clock.at += 20_500
  const refused = await ask('/about', { headers })
  expect([refused.status, refused.headers.get('content-type'), refused.headers.get('retry-after'), await refused.text()]).toEqual([
    429, 'text/html; charset=UTF-8', '40', '<main>You may make 3 requests for reading in a minute, and these were more. Try again in 40 seconds.</main>',
  ])
  expect(drawn()).toBe(1)
  expect(await (await ask('/papers/trending.atom', { headers })).text()).toMatch(/^You may make 3 requests/)
  expect((await ask('/api/status', { headers })).headers.get('content-type')).toBe('application/json')
})

it('counts reading, searching and writing apart', async () => {
  const { statuses, ask } = town()
  expect(await statuses(3, '/papers?q=owls')).toEqual([200, 200, 429])
  expect(await statuses(2, '/vote', { method: 'POST' })).toEqual([200, 429])
  expect(await statuses(4, '/papers')).toEqual([200, 200, 200, 429])
  expect((await ask('/papers/2410.00001/similar')).status).toBe(429)
})

it('counts by address, whatever is claimed from afar, and by what a proxy on this machine says', async () => {
  const { statuses } = town()
  expect(await statuses(4, '/about')).toEqual([200, 200, 200, 429])
  expect(await statuses(1, '/about', { from: '203.0.113.8' })).toEqual([200])
  expect(await statuses(1, '/about', { headers: { 'x-forwarded-for': '198.51.100.1' } })).toEqual([429])
  expect(await statuses(4, '/about', { from: '127.0.0.1', headers: { 'x-forwarded-for': '198.51.100.1' } })).toEqual([200, 200, 200, 429])
  expect(await statuses(1, '/about', { from: '127.0.0.1', headers: { 'x-forwarded-for': '198.51.100.2' } })).toEqual([200])
})

it('counts a person wherever they ask from, their programs apart from their browser', async () => {
  let visitor: Visitor = READER
  const { statuses } = town(() => visitor)
  expect(await statuses(2, '/about')).toEqual([200, 200])
  expect(await statuses(2, '/about', { from: '203.0.113.99' })).toEqual([200, 429])
  visitor = { ...READER, by: 'session' }
  expect(await statuses(1, '/about')).toEqual([200])
})

it('lets the reader of this machine, assets and signed requests pass; “not modified” counts little', async () => {
  expect(await town(() => LOCAL_VISITOR).statuses(9, '/about')).not.toContain(429)
  const { statuses, ask } = town()
  expect(await statuses(9, '/assets/page.css')).not.toContain(429)
  expect(await statuses(9, '/letters/unsubscribe/abc', { method: 'POST' })).not.toContain(429)
  const polls = await statuses(70, '/papers/date/2024-10-18.atom', { headers: { 'if-none-match': '"x"' } })
  expect([polls[0], polls.at(-1), polls.indexOf(429)]).toEqual([304, 429, 41])
  expect((await ask('/about')).status).toBe(429)
})

it('has limits that a reader does not meet', () => {
  expect(Math.min(...Object.values(REQUESTS_A_MINUTE))).toBeGreaterThanOrEqual(60)
})
