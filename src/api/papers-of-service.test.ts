import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakeSubmissions } from '../community/fake-submissions.test-helper.ts'
import { SubmissionRefused } from '../community/submission-refused.ts'
import type { SubmissionPreview, SubmissionRequest, Submissions } from '../community/submissions.ts'
import { setVisitor } from '../community/visitor.ts'
import { LOCAL_VISITOR } from '../paper/people.ts'
import { statusOf } from '../server/error-response.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions, fakeEntry, fakePaper } from './fake-editions.test-helper.ts'
import { PapersByDateShape } from './schemas.ts'
import { toEntry, toFlatPaper } from './to-entry.ts'

const found = { paper: fakePaper(0), held: true, toldBy: undefined, notes: [] }
const preview = (more: Partial<SubmissionPreview> = {}): SubmissionPreview => ({ found, day: '2024-10-18', remark: '', picked: false, there: [], listedBy: [], notes: [], ...more })

function api(deeds: Partial<Submissions> = {}) {
  const done: { brought: string[]; submitted: SubmissionRequest[] } = { brought: [], submitted: [] }
  const submissions: Submissions = {
    ...fakeSubmissions(),
    preview: async () => preview(),
    submit: async (_, request) => (done.submitted.push(request), { paper: fakePaper(0), day: '2024-10-18', outcome: 'added', sentence: '', notes: [] }),
    bring: async (_, what) => (done.brought.push(what), found),
    ...deeds,
  }
  const app = new Hono()
  app.use(async (c, next) => {
    setVisitor(c, LOCAL_VISITOR)
    await next()
  })
  app.route('/', apiRoutes({ editions: fakeEditions(), community: fakeCommunity({ submissions }) }))
  app.onError((error, c) => c.json({ error: statusOf(error).message }, statusOf(error).status))
  const post = async (path: string, body: unknown) => {
    const answer = await app.request(path, { method: 'POST', body: JSON.stringify(body) })
    return [answer.status, await answer.json()]
  }
  return { done, post, app }
}

describe('what the Hugging Face API takes from people', () => {
  it('brings a paper in', async () => {
    const { done, post } = api()
    expect(await post('/api/papers/index', { arxivId: '2403.07691' })).toEqual([200, {}])
    for (const arxivId of ['2403.07691v2', 'cs/9301111', '', 7]) expect((await post('/api/papers/index', { arxivId }))[0]).toBe(400)
    expect(done.brought).toEqual(['2403.07691'])
  })

  it('puts a paper into today, with its comment as the remark', async () => {
    const { done, post } = api()
    expect(await post('/api/papers/submit', { paper_id: '2403.07691', comment: 'Owls.', media_urls: ['https://example.org/a.png'] })).toEqual([200, {}])
    expect(await post('/api/papers/submit', { paper_id: '2403.07691', comment: null })).toEqual([200, {}])
    expect(done.submitted).toEqual([{ what: '2403.07691', remark: 'Owls.' }, { what: '2403.07691' }])
  })

  it.each<[Partial<SubmissionPreview>]>([
    [{ listedBy: ['huggingface'] }],
    [{ there: [{ day: '2024-10-18', paperKey: 1, person: undefined, at: '2024-10-18T09:00:00.000Z', picked: false, remark: '' }] }],
  ])('refuses what is there already: %j', async (there) => {
    const { done, post } = api({ preview: async () => preview(there) })
    expect(await post('/api/papers/submit', { paper_id: '2403.07691' })).toEqual([409, { error: expect.stringContaining('already been submitted') }])
    expect(done.submitted).toEqual([])
  })

  it.each([['not-allowed', 403], ['too-many', 429], ['not-found', 404], ['bad-input', 400]] as const)('keeps the rules: %s is %i', async (code, status) => {
    const { post } = api({ preview: async () => Promise.reject(new SubmissionRefused('what', code, 'The rule.')) })
    expect(await post('/api/papers/submit', { paper_id: '2403.07691' })).toEqual([status, { error: 'The rule.' }])
  })

  it('says what is not done here', async () => {
    const { post } = api()
    for (const path of ['/api/papers/66fb8ee60c0759cfa092113e/links', '/api/settings/papers/claim']) expect(await post(path, {})).toEqual([501, { error: expect.stringMatching(/\w/) }])
  })
})

describe('GET /api/papers', () => {
  it('leads on from each page to the next', async () => {
    const { app } = api()
    const ids: string[] = []
    let next: string | undefined = '/api/papers?limit=2'
    for (let step = 0; next !== undefined && step < 5; step++) {
      const answer: Response = await app.request(next)
      ids.push(...PapersByDateShape.parse(await answer.json()).map(({ id }) => id))
      next = /^<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    expect(ids).toEqual(['2410.00000', '2410.00001', '2410.00002'])
  })
  it.each(['x', '%20', 'MjAyNg', 'MjAyNi0xMyBh', 'a'.repeat(1801)])('refuses the cursor %.40s', async (cursor) => {
    expect((await api().app.request(`/api/papers?cursor=${cursor}`)).status).toBe(cursor === '%20' ? 200 : 400)
  })
})

describe('upvotes', () => {
  it('are theirs and the votes here, authors’ own apart', () => {
    const community = { votes: 3, own: 2, comments: 5, submissions: [] }
    expect(toEntry(fakeEntry(0, { community }), { explain: false })).toMatchObject({ paper: { upvotes: 43 }, numComments: 2 })
    expect(toFlatPaper(fakePaper(0, { upvotes: 9 }), undefined, community).upvotes).toBe(12)
  })
})
