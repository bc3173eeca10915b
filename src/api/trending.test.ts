import { describe, expect, it } from 'vitest'
import { Hono } from 'hono'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions, fakeEntry } from './fake-editions.test-helper.ts'
import { EntriesShape, VotesShape } from './schemas.ts'

function api(editions: Editions) {
  const app = new Hono()
  app.onError((error, c) => c.json({ error: error.message }, error instanceof BroadsheetError ? (error.code === 'not-found' ? 404 : 400) : 500))
  app.route('/', apiRoutes({ editions, community: fakeCommunity() }))
  return async (path: string) => {
    const answer = await app.request(path)
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
}

describe('trending', () => {
  it('says with explain=1 what a score is the sum of', async () => {
    const terms = [{ name: 'votes', text: '2 votes here', value: 6, share: 0.75 }, { name: 'upvotes', text: '2 upvotes elsewhere', value: 2, share: 0.25 }]
    const ask = api(fakeEditions([fakeEntry(0, { score: 8, terms }), fakeEntry(1)]))
    const entries = EntriesShape.parse((await ask('/api/daily_papers?sort=trending&explain=1')).body)
    expect(entries.map((one) => one.terms)).toEqual([terms, undefined])
    expect(EntriesShape.parse((await ask('/api/daily_papers?sort=trending')).body)[0]!.terms).toBeUndefined()
  })

  it('and days are there as they stood', async () => {
    const editions = fakeEditions()
    const ask = api(editions)
    expect((await ask('/api/daily_papers?date=2024-10-17&stood=1&limit=2')).status).toBe(200)
    expect((await ask('/api/daily_papers?date=2024-10-17&sort=trending&stood=1')).status).toBe(200)
    expect(editions.calls.map(([name, ...rest]) => [name, ...rest.slice(0, 2)])).toEqual([['stood', 'day', '2024-10-17'], ['stood', 'trending', '2024-10-17']])
    expect(await ask('/api/daily_papers?date=2024-10-16&stood=1')).toEqual({ status: 404, body: { error: 'How the list of 2024-10-16 stood is not kept.' } })
    for (const path of ['?stood=1', '?week=2024-W42&stood=1', '?date=2024-10-17&stood=yes']) expect((await ask(`/api/daily_papers${path}`)).status).toBe(400)
  })
})

describe('votes of a paper', () => {
  it('are told by day, here and elsewhere', async () => {
    const base = fakeEditions()
    const history = { here: [{ day: '2024-10-18', votes: 2, own: 1 }], elsewhere: [{ day: '2024-10-17', source: 'huggingface' as const, upvotes: 9 }] }
    const editions = { ...base, paper: async (id: string) => ({ ...(await base.paper(id))!, history, community: { votes: 2, own: 1, comments: 0, submissions: [] } }) }
    const { body } = await api(editions)('/api/papers/2410.00000/votes')
    expect(VotesShape.parse(body)).toEqual({ id: '2410.00000', votes: 2, own: 1, ...history })
  })

  it('are none where nobody voted, and not found where there is no paper', async () => {
    const ask = api(fakeEditions())
    expect(VotesShape.parse((await ask('/api/papers/2410.00000/votes')).body)).toEqual({ id: '2410.00000', votes: 0, own: 0, here: [], elsewhere: [] })
    expect((await ask('/api/papers/2410.99999/votes')).status).toBe(404)
  })
})
