import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { type MadeUpTalk, madeUpTalk } from '../community/made-up-talk.test-helper.ts'
import { setVisitor } from '../community/visitor.ts'
import { NOBODY, type Visitor } from '../paper/people.ts'
import { statusOf } from '../server/error-response.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions, fakeEntry } from './fake-editions.test-helper.ts'
import { CommentsShape, NewestCommentsShape } from './schemas.ts'
import { toEntry } from './to-entry.ts'

let talk: MadeUpTalk
let paper: string
beforeEach(async () => {
  talk = await madeUpTalk()
  paper = talk.papers[0].id
})
afterEach(() => talk.close())

async function send(who: Visitor, method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const app = new Hono()
  app.use(async (c, next) => {
    setVisitor(c, who)
    await next()
  })
  app.route('/', apiRoutes({ editions: fakeEditions(), community: fakeCommunity({ comments: talk.comments }) }))
  app.onError((error, c) => c.json({ error: error.message }, statusOf(error).status))
  const answer = await app.request(path, { method, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
}

describe('/api/comments', () => {
  it('takes a comment, an answer, an edit, a report and a deletion', async () => {
    const { ben, ann, cat } = talk.who
    const first = await send(ben, 'POST', '/api/comments', { paper: `${paper}v2`, text: '*Fine* $\\ell_p$' })
    expect(first).toEqual({ status: 201, json: { id: expect.any(String), paper } })
    const id = String(first.json['id'])
    expect(await send(ben, 'POST', '/api/comments', { paper, text: '*Fine* $\\ell_p$' })).toEqual({ status: 200, json: { id, paper } })
    const answer = await send(ann, 'POST', '/api/comments', { paper, text: 'Yes.', parent: id })
    expect(await send(ben, 'PATCH', `/api/comments/${id}`, { text: '*Finer*' })).toEqual({ status: 200, json: { id, paper } })
    expect(await send(cat, 'POST', `/api/comments/${id}/report`, { reason: 'too fine' })).toEqual({ status: 200, json: { id, paper, reported: true } })
    const { json } = await send(ben, 'GET', `/api/comments?paper=${paper}`)
    expect(CommentsShape.parse(json)).toMatchObject({
      paper: { id: paper }, total: 2,
      comments: [
        { id, state: 'shown', by: 'Ben Wren', author: false, mine: true, text: '*Finer*', html: '<p><em>Finer</em></p>\n', depth: 0, parent: null },
        { id: answer.json['id'], by: 'Ann Owl', author: true, mine: false, depth: 1, parent: id },
      ],
    })
    expect(await send(ben, 'DELETE', `/api/comments/${id}`)).toEqual({ status: 200, json: { id, paper, removed: true } })
    expect(await send(ben, 'DELETE', `/api/comments/${id}`)).toMatchObject({ status: 200 })
    expect((await send(NOBODY, 'GET', `/api/comments?paper=${paper}`)).json).toMatchObject({ total: 1, comments: [{ state: 'deleted', by: null, text: null, html: null }, { text: 'Yes.' }] })
    expect(await talk.comments.openReports(cat)).toBe(0)
  })

  it('lists the newest of all papers', async () => {
    await talk.comments.add(talk.who.ben, paper, 'One.')
    talk.clock.time += 1000
    await talk.comments.add(talk.who.ben, talk.papers[1].id, '<b>Two.</b>')
    const { json } = await send(NOBODY, 'GET', '/api/comments')
    expect(NewestCommentsShape.parse(json)).toMatchObject({ total: 2, comments: [{ paper: { id: talk.papers[1].id }, text: '<b>Two.</b>', html: '<p>&lt;b&gt;Two.&lt;/b&gt;</p>\n' }, { paper: { id: paper } }] })
    expect((await send(NOBODY, 'GET', '/api/comments?p=1')).json).toEqual({ total: 2, comments: [] })
  })

  it('tells nobody what is hidden', async () => {
    const { id } = await talk.comments.add(talk.who.ben, paper, 'Rude.')
    await talk.comments.hide(talk.who.cat, id, true)
    expect(JSON.stringify([await send(talk.who.ann, 'GET', `/api/comments?paper=${paper}`), await send(talk.who.ann, 'GET', '/api/comments')])).not.toMatch(/Rude|Ben/)
    expect(await send(talk.who.cat, 'GET', `/api/comments?paper=${paper}`)).toMatchObject({ json: { comments: [{ state: 'hidden', text: 'Rude.' }] } })
  })

  it.each<[string, string, unknown, number]>([
    ['GET', '/api/comments?paper=9999.9', undefined, 404],
    ['GET', '/api/comments?paper=', undefined, 404],
    ['GET', '/api/comments?p=-1', undefined, 400],
    ['POST', '/api/comments', 'no json', 400],
    ['POST', '/api/comments', { paper: '2603.00001' }, 400],
    ['POST', '/api/comments', { paper: '2603.00001', text: 'x', own: true }, 400],
    ['POST', '/api/comments', { paper: '2603.00001', text: 'x'.repeat(10_001) }, 400],
    ['POST', '/api/comments', { paper: '9999.9', text: 'x' }, 404],
    ['PATCH', '/api/comments/gone', { text: 'x' }, 404],
    ['DELETE', '/api/comments/gone', undefined, 404],
    ['POST', '/api/comments/gone/report', { reason: 'x' }, 404],
  ])('%s %s %j answers with its error', async (method, path, body, status) => {
    expect(await send(talk.who.ben, method, path, body)).toEqual({ status, json: { error: expect.stringMatching(/./) } })
  })

  it('does for nobody what is another’s', async () => {
    const { id } = await talk.comments.add(talk.who.ben, paper, 'Mine.')
    expect((await send(talk.who.ann, 'PATCH', `/api/comments/${id}`, { text: 'x' })).status).toBe(403)
    expect((await send(talk.who.cat, 'DELETE', `/api/comments/${id}`)).status).toBe(403)
    expect((await send(NOBODY, 'POST', '/api/comments', { paper, text: 'x' })).status).toBe(401)
  })
})

it('numComments stays what the service says whose discussion it is', () => {
  const entry = fakeEntry(0)
  const talkedOf = { ...entry, community: { votes: 0, own: 0, comments: 7, submissions: [] } }
  expect(toEntry(talkedOf, { explain: false }).numComments).toBe(entry.listed?.numComments ?? 0)
})
