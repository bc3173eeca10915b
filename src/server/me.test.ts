/** What programs do with papers as somebody, through the whole application. */
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeEditions, fakeEntry } from '../api/fake-editions.test-helper.ts'
import { apiRoutes } from '../api/api.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { heldPapers, person, type Held } from '../community/held-papers.test-helper.ts'
import { createMarks } from '../community/marks.ts'
import { createMine } from '../community/mine.ts'
import { createReadingList } from '../community/reading-list.ts'
import { createVisits } from '../community/visits.ts'
import { createVotes } from '../community/votes.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { createApp } from './server.ts'

const ada = person('ada', 'Ada Lovelace')
let held: Held
let ask: (visitor: Visitor, method: string, path: string, body?: unknown) => Promise<{ status: number; json: Record<string, unknown> }>

beforeEach(async () => {
  held = await heldPapers([ada])
  const key = await held.hold(1, { authors: [{ name: 'Ada Lovelace' }], identifiers: [{ scheme: 'doi', value: '10.1000/a/b' }], id: '10.1000/a/b' })
  const parts = held
  const community = fakeCommunity({ votes: createVotes(parts), marks: createMarks(parts), visits: createVisits(parts), mine: createMine(parts), readingList: createReadingList(parts) })
  const [paper] = await held.store.papers([key])
  const api = apiRoutes({ editions: fakeEditions([fakeEntry(0, { paper: paper! })]), community })
  ask = async (visitor, method, path, body) => {
    const app = createApp({ pages: new Hono(), api, log: pino({ level: 'silent' }), who: async () => visitor })
    const answer = await app.request(path, { method, headers: { 'sec-fetch-site': 'same-origin' }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
})
afterEach(() => held.close())

const ID = '10.1000/a/b'

test('votes and marks are set by PUT and taken back by DELETE, as often as is said', async () => {
  for (let times = 0; times < 2; times++) expect(await ask(ada, 'PUT', `/api/me/votes/${ID}`)).toEqual({ status: 200, json: { paper: ID, voted: true, byAuthor: true, votes: 0, own: 1 } })
  for (let times = 0; times < 2; times++) expect((await ask(ada, 'DELETE', `/api/me/votes/${encodeURIComponent(ID)}`)).json).toMatchObject({ voted: false, own: 0 })
  for (const what of ['saved', 'hidden', 'read']) {
    expect((await ask(ada, 'PUT', `/api/me/${what}/${ID}`)).json).toEqual({ paper: ID, [what]: true })
    expect((await ask(ada, 'GET', `/api/me/list?shelf=${what}`)).json).toMatchObject({ total: 1, papers: [{ paper: { id: ID }, mine: { [what]: true }, at: '2026-03-11T16:00:00.000Z' }] })
    expect((await ask(ada, 'DELETE', `/api/me/${what}/${ID}`)).json).toEqual({ paper: ID, [what]: false })
    expect((await ask(ada, 'GET', `/api/me/list?shelf=${what}`)).json).toEqual({ total: 0, papers: [] })
  }
})

test('tags and notes are replaced whole', async () => {
  expect((await ask(ada, 'PUT', `/api/me/tags/${ID}`, { tags: ['maths', 'Maths', '#later'] })).json).toEqual({ paper: ID, tags: ['later', 'maths'] })
  expect((await ask(ada, 'PUT', `/api/me/notes/${ID}`, { text: 'why?' })).json).toEqual({ paper: ID, note: 'why?' })
  expect((await ask(ada, 'GET', '/api/me/list?shelf=tagged&tag=later')).json).toMatchObject({ total: 1, papers: [{ mine: { tags: ['later', 'maths'], note: 'why?', voted: false } }] })
  expect((await ask(ada, 'GET', '/api/me')).json).toMatchObject({ name: 'Ada Lovelace', role: 'reader', by: 'session', lastVisit: null, lists: { noted: 1, tagged: 2 }, tags: [{ tag: 'later', papers: 1 }, { tag: 'maths', papers: 1 }] })
})

test('the one reader without accounts does the same', async () => {
  expect((await ask(LOCAL_VISITOR, 'PUT', `/api/me/votes/${ID}`)).json).toMatchObject({ votes: 1, own: 0 })
  expect((await ask(LOCAL_VISITOR, 'GET', '/api/me')).json).toMatchObject({ by: 'local', lists: { voted: 1 } })
})

test.each([
  ['GET', '/api/me'], ['GET', '/api/me/list'], ['PUT', `/api/me/votes/${ID}`], ['DELETE', `/api/me/saved/${ID}`], ['PUT', `/api/me/hidden/${ID}`], ['PUT', `/api/me/read/${ID}`], ['PUT', `/api/me/tags/${ID}`], ['PUT', `/api/me/notes/${ID}`],
])('nobody may not: %s %s', async (method, path) => {
  expect((await ask({ ...NOBODY, canSignIn: true }, method, path, method === 'PUT' ? { tags: [], text: '' } : undefined)).status).toBe(401)
  expect(await held.store.people.votes([1])).toEqual(new Map())
})

test.each<[string, string, unknown, number]>([
  ['PUT', '/api/me/votes/nothing', undefined, 404],
  ['PUT', `/api/me/tags/${ID}`, 'not json', 400],
  ['PUT', `/api/me/tags/${ID}`, { tags: 'maths' }, 400],
  ['PUT', `/api/me/tags/${ID}`, { tags: [1] }, 400],
  ['PUT', `/api/me/tags/${ID}`, { tags: [], more: 1 }, 400],
  ['PUT', `/api/me/tags/${ID}`, { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) }, 400],
  ['PUT', `/api/me/notes/${ID}`, { text: 'x'.repeat(20_001) }, 400],
  ['PUT', `/api/me/notes/${ID}`, {}, 400],
  ['GET', '/api/me/list?shelf=everything', undefined, 400],
  ['GET', '/api/me/list?limit=0', undefined, 400],
  ['GET', '/api/me/list?p=-1', undefined, 400],
])('%s %s with %j answers %j %j', async (method, path, body, status) => {
  const answer = await ask(ada, method, path, body)
  expect([answer.status, typeof answer.json['error']]).toEqual([status, 'string'])
})
