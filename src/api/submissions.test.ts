import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakeSubmissions } from '../community/fake-submissions.test-helper.ts'
import type { SubmissionRequest, Submissions } from '../community/submissions.ts'
import { setVisitor } from '../community/visitor.ts'
import type { Entry } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_VISITOR, type Submission } from '../paper/people.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions, fakeEntry, fakePaper } from './fake-editions.test-helper.ts'
import { EntryShape, SubmissionsShape, SubmittedShape } from './schemas.ts'
import { toEntry } from './to-entry.ts'

const submission = (more: Partial<Submission> = {}): Submission => ({ day: '2024-10-18', paperKey: 1, person: { id: 'secret-id', name: 'Ada' }, at: '2024-10-18T09:00:00.000Z', picked: true, remark: '<b>Owls</b>', ...more })

function api(deeds: Partial<Submissions> = {}) {
  const asked: SubmissionRequest[] = []
  const submissions: Submissions = {
    ...fakeSubmissions(),
    submit: async (_, request) => (asked.push(request), { paper: fakePaper(0), day: request.day ?? '2024-10-20', outcome: 'added', sentence: 'It is in.', notes: ['Well.'] }),
    ofDay: async () => [{ paper: fakePaper(0), submission: submission() }, { paper: fakePaper(1), submission: submission({ person: undefined, picked: false, remark: '' }) }],
    withdraw: async (_, { paper, day }) => paper === '10.1/x/y' && day === '2024-10-18',
    ...deeds,
  }
  const app = new Hono()
  app.use(async (c, next) => {
    setVisitor(c, LOCAL_VISITOR)
    await next()
  })
  app.route('/', apiRoutes({ editions: fakeEditions(), community: fakeCommunity({ submissions }) }))
  app.onError((error, c) => c.json({ error: error.message }, error instanceof BroadsheetError && error.code === 'bad-input' ? 400 : error instanceof BroadsheetError && error.code === 'not-found' ? 404 : 500))
  return { asked, send: async (method: string, path: string, body?: string) => app.request(path, { method, ...(body === undefined ? {} : { body }) }) }
}

describe('POST /api/me/submissions', () => {
  it('puts a paper into a day', async () => {
    const { asked, send } = api()
    const answer = await send('POST', '/api/me/submissions', '{"what":"2403.07691","date":"2024-10-18","remark":"r","picked":true}')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(SubmittedShape.parse(await answer.json())).toMatchObject({ date: '2024-10-18', outcome: 'added', message: 'It is in.', notes: ['Well.'] })
    expect(asked).toEqual([{ what: '2403.07691', day: '2024-10-18', remark: 'r', picked: true }])
  })

  it('answers 200 where it joined', async () => {
    const { send } = api({ submit: async () => ({ paper: fakePaper(0), day: '2024-10-18', outcome: 'joined', sentence: 'Joined.', notes: [] }) })
    expect((await send('POST', '/api/me/submissions', '{"what":"x"}')).status).toBe(200)
  })

  it.each(['', 'null', '[]', '{}', '{"what":7}', '{"what":"x","day":"2024-10-18"}', '{"what":"x","picked":"yes"}', `{"what":"${'x'.repeat(100_001)}"}`, '{"what":"x"'])('refuses the body %.60s', async (body) => {
    const { asked, send } = api()
    const answer = await send('POST', '/api/me/submissions', body)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: string }).error.length).toBeLessThan(400)
    expect(asked).toEqual([])
  })
})

describe('GET /api/submissions', () => {
  it('tells who put what into a day, and nobody’s id', async () => {
    const answer = await api().send('GET', '/api/submissions?date=2024-10-18')
    const text = await answer.text()
    expect(SubmissionsShape.parse(JSON.parse(text)).submissions).toEqual([
      { paper: { id: fakePaper(0).id, title: fakePaper(0).title }, submittedBy: 'Ada', submittedAt: '2024-10-18T09:00:00.000Z', picked: true, remark: '<b>Owls</b>' },
      { paper: { id: fakePaper(1).id, title: fakePaper(1).title }, submittedBy: null, submittedAt: '2024-10-18T09:00:00.000Z', picked: false, remark: '' },
    ])
    expect(text).not.toContain('secret-id')
  })

  it.each(['', '?date=', '?week=2024-W42', '?date=2024-13-01', '?date=yesterday'])('needs a day: %s', async (query) => {
    expect((await api().send('GET', `/api/submissions${query}`)).status).toBe(400)
  })
})

it('DELETE takes one’s own back, by an id that may hold slashes', async () => {
  const { send } = api()
  const answer = await send('DELETE', '/api/me/submissions/2024-10-18/10.1/x/y')
  expect([answer.status, await answer.json()]).toEqual([200, { paper: '10.1/x/y', date: '2024-10-18', withdrawn: true }])
  expect((await send('DELETE', '/api/me/submissions/2024-10-18/other')).status).toBe(404)
})

describe('an entry in the shape of Hugging Face’s API', () => {
  const listed = (more: object = {}): Entry['listed'] => ({ day: '2024-10-18', position: 0, upvotes: 0, numComments: 0, source: 'community', ...more })
  const entry = (more: Partial<Entry>): EntryShape => EntryShape.parse(toEntry({ ...fakeEntry(0), paper: { ...fakePaper(0), extras: {} }, ...more }, { explain: false }))
  const community = { votes: 0, own: 0, comments: 0, submissions: [submission({ person: undefined }), submission(), submission({ person: { id: 'z', name: 'Zoe' } })] }

  it('says who of this instance put it there, and when', () => {
    const found = entry({ listed: listed(), community })
    expect(found.submittedBy).toMatchObject({ name: 'Ada', fullname: 'Ada', type: 'user' })
    expect(found.paper).toMatchObject({ submittedOnDailyAt: '2024-10-18T09:00:00.000Z', submittedOnDailyBy: { name: 'Ada', user: 'Ada' } })
    expect(JSON.stringify(found)).not.toContain('secret-id')
    expect(entry({ listed: listed({ source: 'arxiv' }), community }).submittedBy.name).toBe('Ada')
  })

  it('leaves the word to the service that names somebody, and to the day that is listed', () => {
    expect(entry({ listed: listed({ source: 'huggingface', submittedBy: { name: 'ak' } }), community }).submittedBy.name).toBe('ak')
    expect(entry({ listed: listed({ source: 'huggingface' }), community }).submittedBy.name).toBe('broadsheet')
    expect(entry({ listed: listed({ day: '2024-10-17' }), community }).submittedBy.name).toBe('broadsheet')
    expect(entry({ listed: undefined, community }).submittedBy.name).toBe('broadsheet')
  })
})
