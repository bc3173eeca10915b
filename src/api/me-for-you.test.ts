import { Hono } from 'hono'
import { describe, expect, it, vi } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakePortable } from '../community/fake-portable.test-helper.ts'
import { fakeTaste } from '../community/fake-taste.test-helper.ts'
import { setVisitor } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions } from './fake-editions.test-helper.ts'

function api(community: Parameters<typeof fakeCommunity>[0] = {}, visitor: Visitor = LOCAL_VISITOR) {
  const editions = fakeEditions()
  const app = new Hono()
  app.onError((error, c) => c.json({ error: error.message }, error instanceof BroadsheetError && error.code === 'not-signed-in' ? 401 : 400))
  app.use(async (c, next) => (setVisitor(c, visitor), next()))
  return { app: app.route('/', apiRoutes({ editions, community: fakeCommunity(community) })), editions }
}
const send = (app: Hono, method: string, path: string, body: unknown) => app.request(path, { method, body: typeof body === 'string' ? body : JSON.stringify(body) })

describe('GET /api/me/for-you', () => {
  it('answers papers with reasons and parts, as asked', async () => {
    const { app, editions } = api()
    const answer = (await (await app.request('/api/me/for-you?dial=40&span=day&limit=1&p=1')).json()) as { papers: unknown[]; known: object }
    expect(editions.calls.at(-1)).toEqual(['forYou', 'local', { page: 1, pageSize: 1, dial: 0.4, span: 'day' }])
    expect(answer).toMatchObject({ pageSize: 1, page: 1, known: { saves: 1 }, settings: { dial: 0.4, span: 'day' } })
    expect(answer.papers[0]).toMatchObject({ reasons: expect.any(Array), terms: expect.any(Array), title: expect.any(String) })
  })

  it.each(['dial=101', 'dial=x', 'span=year', 'limit=0', 'p=-1'])('refuses %s', async (query) => {
    expect((await api().app.request(`/api/me/for-you?${query}`)).status).toBe(400)
  })

  it.each(['/api/me/for-you', '/api/me/taste'])('is for somebody: %s', async (path) => {
    expect((await api({}, NOBODY).app.request(path)).status).toBe(401)
  })
})

describe('PUT /api/me/taste', () => {
  it('changes what it names, in order', async () => {
    const done: string[] = []
    const taste = fakeTaste({
      reset: async (_, part) => void done.push(`reset ${part}`),
      set: async (_, change) => (done.push(`set ${JSON.stringify(change)}`), (await fakeTaste().of(LOCAL_VISITOR.person!)).settings),
      follow: async (_, kind, value, on) => (done.push(`${on ? 'follow' : 'unfollow'} ${kind} ${value}`), { kind: 'author', value }),
      addSeeds: async (_, text) => (done.push(`seeds ${text}`), (await fakeTaste().addSeeds(LOCAL_VISITOR.person!, text))),
    })
    const { app } = api({ taste })
    const answer = await send(app, 'PUT', '/api/me/taste', { seeds: '2401.01234', unfollow: [{ kind: 'word', value: 'b' }], follow: [{ kind: 'author', value: 'a' }], settings: { dial: 1 }, reset: 'words' })
    expect(answer.status).toBe(200)
    expect(done).toEqual(['reset words', 'set {"dial":1}', 'follow author a', 'unfollow word b', 'seeds 2401.01234'])
    expect(await answer.json()).toMatchObject({ report: { added: 0 }, follows: [] })
  })

  it.each(['', 'null', '[]', '{"nothing":1}', '{"reset":"everything"}', '{"follow":"a"}', '{"follow":[1]}', '{"seeds":[1]}'])('refuses %s and does nothing', async (body) => {
    const never = async (): Promise<never> => { throw new Error('done') }
    expect((await send(api({ taste: fakeTaste({ reset: never, set: never, follow: never, addSeeds: never }) }).app, 'PUT', '/api/me/taste', body)).status).toBe(400)
  })
})

describe('everything of a person', () => {
  it('is a file to keep', async () => {
    const answer = await api().app.request('/api/me/export')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="broadsheet-.*\.json"$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({ format: 'broadsheet-person', version: 1 })
  })

  it('is taken in', async () => {
    const bring = vi.fn(fakePortable().import)
    expect(await (await send(api({ portable: fakePortable({ import: bring }) }).app, 'POST', '/api/me/import', '{"a":1}')).json()).toMatchObject({ votes: 0, unknown: [] })
    expect(bring).toHaveBeenCalledWith(LOCAL_VISITOR, '{"a":1}')
  })

  it('is deleted with the words for it alone', async () => {
    const remove = vi.fn(async () => {})
    const { app } = api({ portable: fakePortable({ remove }) })
    for (const body of ['', '{}', '{"confirm":1}']) {
      const refused = await send(app, 'DELETE', '/api/me', body)
      expect([refused.status, await refused.json()]).toEqual([400, { error: expect.stringContaining('forget everything about me') }])
    }
    expect(remove).not.toHaveBeenCalled()
    expect((await send(app, 'DELETE', '/api/me', { confirm: 'Forget everything about me' })).status).toBe(204)
    expect(remove).toHaveBeenCalledWith(LOCAL_VISITOR, 'Forget everything about me')
  })
})
