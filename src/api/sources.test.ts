import { expect, test } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions } from './fake-editions.test-helper.ts'
import { SourcesShape } from './schemas.ts'

const feed = 'https://feeds.example/private.xml?token=abc'
const whole = {
  chosen: { ...DEFAULT_SOURCES, feeds: [feed], contact: 'me@example.org' },
  statuses: [
    { key: 'arxiv', label: 'arXiv', triedAt: '2026-11-19T11:20:00.000Z', work: { what: 'Backfill' } },
    { key: `feed:${feed}`, label: '<b>', trouble: { since: '2026-11-19T11:00:00.000Z', sentence: `${feed} answered 404.` } },
  ],
  fetching: true,
}
const get = async (part: { owner?: boolean }, sources = async (): Promise<typeof whole | { chosen: undefined; statuses: []; fetching: false }> => whole) => {
  const answer = await apiRoutes({ community: fakeCommunity(), editions: { ...fakeEditions(), sources }, ...part }).request('/api/sources')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return SourcesShape.parse(await answer.json())
}

test('the owner gets everything, what is unknown as null', async () => {
  expect(await get({ owner: true })).toEqual({
    chosen: whole.chosen,
    fetching: true,
    sources: [
      { key: 'arxiv', label: 'arXiv', triedAt: '2026-11-19T11:20:00.000Z', okAt: null, trouble: null, nextAt: null, work: { what: 'Backfill', progress: null } },
      { key: `feed:${feed}`, label: '<b>', triedAt: null, okAt: null, trouble: whole.statuses[1]!.trouble, nextAt: null, work: null },
    ],
  })
})

test('others get neither the contact nor the addresses of feeds', async () => {
  const shown = await get({})
  expect(JSON.stringify(shown)).not.toMatch(/token|private|me@example/)
  expect(shown.chosen).toMatchObject({ arxiv: [...DEFAULT_SOURCES.arxiv], contact: null, feeds: ['https://feeds.example/'] })
})

test('nothing chosen is null', async () => {
  expect(await get({}, async () => ({ chosen: undefined, statuses: [], fetching: false }))).toEqual({ chosen: null, fetching: false, sources: [] })
})
