import { pino } from 'pino'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { apiRoutes } from '../api/api.ts'
import { fakeEditions, fakeEntry, fakePaper } from '../api/fake-editions.test-helper.ts'
import { DayShape, DaysShape, EntriesShape, ErrorShape, FlatPaperShape, StatusShape, SuggestionsShape } from '../api/schemas.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { createApp } from './server.ts'

function api(editions = fakeEditions()) {
  const app = createApp({ pages: new Hono(), api: apiRoutes({ editions, community: fakeCommunity() }), log: pino({ level: 'silent' }) })
  return { editions, get: (path: string, init?: RequestInit) => app.request(path, init) }
}

describe('good requests', () => {
  it.each([
    ['/api/papers/search?q=examples', 3, 'search', { query: 'examples', page: 0, pageSize: 20 }],
    ['/api/papers/search?q=examples&limit=120', 3, 'search', { pageSize: 120 }],
    ['/api/papers/search?q=a&limit=2&p=1', 1, 'search', { page: 1, pageSize: 2 }],
    ['/api/papers/search?q=a&category=cs.LG&venue=ICML&after=2024-02&before=2024-10-18&mode=words', 3, 'search', { category: 'cs.LG', venue: 'ICML', after: '2024-02', before: '2024-10-18', mode: 'words' }],
    [`/api/papers/search?q=${'x'.repeat(250)}`, 3, 'search', { query: 'x'.repeat(250) }],
    ['/api/papers/search?q=%22unclosed%20AND%20(((%27%3B--', 3, 'search', { query: '"unclosed AND (((\';--' }],
    ['/api/papers/search?q=two%0D%0Alines', 3, 'search', { query: 'two  lines' }],
    ['/api/papers/search?q=a&date=2024-10-18', 3, 'search', { span: '2024-10-18' }],
    ['/api/papers/search?q=a&week=2024-W42&fold=1&verbatim=1', 3, 'search', { span: '2024-W42', fold: true, verbatim: true }],
    ['/api/daily_papers', 3, 'front', { allDays: true, sort: 'published', page: 0, pageSize: 50 }],
    ['/api/daily_papers?sort=publishedAt&submitter=ak', 3, 'front', { submitter: 'ak' }],
    ['/api/daily_papers?sort=trending&limit=1', 1, 'trending', { pageSize: 1 }],
    ['/api/daily_papers?p=7', 0, 'front', { page: 7 }],
  ])('%s answers %i entries', async (path, count, call, request) => {
    const { editions, get } = api()
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(EntriesShape.parse(await response.json())).toHaveLength(count)
    expect(editions.calls).toEqual([[call, expect.objectContaining(request)]])
  })

  it.each([
    ['date=2024-10-18', 'day', '2024-10-18'],
    ['week=2024-W42', 'week', '2024-W42'],
    ['month=2024-10', 'month', '2024-10'],
    ['date=2024-10-18&sort=trending', 'day', '2024-10-18'],
  ])('daily_papers?%s is the list of that span by votes', async (query, call, span) => {
    const { editions, get } = api()
    expect(EntriesShape.parse(await (await get(`/api/daily_papers?${query}`)).json())).toHaveLength(3)
    expect(editions.calls).toEqual([[call, span, expect.objectContaining({ sort: 'votes', pageSize: 50 })]])
  })

  it('names the next page until there is none', async () => {
    const { get } = api()
    const first = await get('/api/daily_papers?date=2024-10-18&limit=2')
    expect(first.headers.get('link')).toBe('<http://localhost/api/daily_papers?date=2024-10-18&limit=2&p=1>; rel="next"')
    expect((await get('/api/daily_papers?date=2024-10-18&limit=2&p=1')).headers.get('link')).toBeNull()
    expect((await get('/api/papers/search?q=a%26b&limit=1&p=1')).headers.get('link')).toContain('q=a%26b&limit=1&p=2')
  })

  it('explains when asked', async () => {
    const entries = EntriesShape.parse(await (await api().get('/api/papers/search?q=a&explain=1')).json())
    expect(entries[0]).toMatchObject({ score: 1, reasons: [{ kind: 'words' }], source: 'arxiv' })
  })

  it.each([['2410.00000'], ['10.1000/example.1'], ['cs/9301111'], ['10.1000%2Fexample.1']])('finds the paper %s and its similar ones', async (id) => {
    const identifiers = [{ scheme: 'doi' as const, value: '10.1000/example.1' }, { scheme: 'arxiv' as const, value: 'cs/9301111' }]
    const { get } = api(fakeEditions([fakeEntry(0, { paper: fakePaper(0, { identifiers }) }), fakeEntry(1), fakeEntry(2)]))
    expect(FlatPaperShape.parse(await (await get(`/api/papers/${id}`)).json()).id).toBe('2410.00000')
    const similar = EntriesShape.parse(await (await get(`/api/papers/${id}/similar?limit=1`)).json())
    expect(similar.map((one) => one.paper.id)).toEqual(['2410.00001'])
  })

  it.each([
    ['newer=1', { side: 'newer' }],
    ['older=1&after=2020&before=2023-05', { side: 'older', after: '2020', before: '2023-05' }],
    ['newer=0&limit=3', { side: undefined, limit: 3 }],
  ])('similar?%s asks for those', async (query, options) => {
    const { editions, get } = api()
    expect((await get(`/api/papers/2410.00000/similar?${query}`)).status).toBe(200)
    expect(editions.calls).toEqual([['similar', '2410.00000', expect.objectContaining(options)]])
  })

  it('says what else an entry is, and the numbers behind it, in fields that the original lacks', async () => {
    const explanation = { signals: { words: 8.5, meaning: 0.4, title: 1 }, terms: { words: 0.6, meaning: 0.2 } }
    const entry = fakeEntry(0, { explanation, copies: [fakePaper(7, { title: 'The preprint' })] })
    const { get } = api(fakeEditions([entry, fakeEntry(1)]))
    const plain = EntriesShape.parse(await (await get('/api/papers/search?q=a')).json())
    expect(plain[0]).toMatchObject({ copies: [{ id: '2410.00007', title: 'The preprint' }] })
    expect(Object.keys(plain[0]!)).not.toContain('explanation')
    expect(Object.keys(plain[1]!)).not.toContain('copies')
    expect(EntriesShape.parse(await (await get('/api/papers/search?q=a&explain=1')).json())[0]!.explanation).toEqual(explanation)
  })

  it.each([[true, 'x-searched-instead', 'x-did-you-mean'], [false, 'x-did-you-mean', 'x-searched-instead']])('keeps the list a list, and names another spelling (used: %s) in the head', async (used, header, other) => {
    const fake = fakeEditions()
    const editions = { ...fake, search: async (request: Parameters<typeof fake.search>[0]) => ({ ...(await fake.search(request)), didYouMean: { query: 'graph naïve', used } }) }
    const response = await api(editions).get('/api/papers/search?q=grahp')
    expect([response.headers.get(header), response.headers.get(other)]).toEqual(['graph%20na%C3%AFve', null])
    expect(EntriesShape.parse(await response.json())).toHaveLength(3)
  })

  it.each([
    ['ada', 'ada'],
    ['ada%20', 'ada '],
    ['ada++', 'ada '],
    ['%22%3Cscript%3E', '"<script>'],
    ['author:ben', 'author:ben'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('suggests for %.40s', async (written, typed) => {
    const { editions, get } = api()
    const response = await get(`/api/suggest?q=${written}`)
    expect(response.status).toBe(200)
    expect(SuggestionsShape.parse(await response.json())).toEqual({
      papers: [{ id: '2410.00000', title: 'On the making of examples, part 0' }, { id: '2410.00001', title: 'On the making of examples, part 1' }],
      authors: [{ name: 'Ada Example', papers: 3, query: 'author:"Ada Example"' }],
      categories: [{ id: 'cs.LG', name: 'Machine Learning', papers: 3, query: 'cat:cs.LG' }, { id: 'local', name: null, papers: 1, query: 'cat:local' }],
    })
    expect(editions.calls).toEqual([['suggest', typed]])
  })

  it.each([['/api/suggest'], ['/api/suggest?q='], ['/api/suggest?q=%20%20']])('suggests nothing for %s, without asking', async (path) => {
    const { editions, get } = api()
    expect(SuggestionsShape.parse(await (await get(path)).json())).toEqual({ papers: [], authors: [], categories: [] })
    expect(editions.calls).toEqual([])
  })

  it('tells the ledger of a day and the state of the instance', async () => {
    const { get } = api()
    const day = DayShape.parse(await (await get('/api/days/2024-10-18')).json())
    expect(day).toMatchObject({ day: '2024-10-18', papers: 3, ledger: '3 papers held, from Hugging Face.', empty: null, next: null })
    expect(StatusShape.parse(await (await get('/api/status')).json())).toMatchObject({ papers: 3, model: 'fake' })
  })

  it('tells of a day what was expected, what is held and what is missing', async () => {
    const { get } = api()
    const day = DayShape.parse(await (await get('/api/days/2024-10-18')).json())
    expect(day).toMatchObject({
      state: 'incomplete',
      complete: false,
      announcement: { at: '2024-10-18T00:00:00.000Z', none: null },
      arxiv: { state: 'incomplete', expected: 60, held: 58 },
      sources: [
        { source: 'arxiv', category: 'cs.LG', state: 'complete', expected: 40, held: 40, missing: [], toldBy: ['feed', 'oai'], checkedAt: '2024-10-18T04:10:00.000Z', trouble: null },
        { source: 'arxiv', category: 'cs.CL', state: 'incomplete', expected: 30, held: 28, missing: ['2410.00058', '2410.00059'], toldBy: ['feed'] },
        { source: 'huggingface', category: null, state: 'complete', expected: 3, held: 3, toldBy: ['list'] },
      ],
    })
  })

  it('tells the ledger of a span, which is the calendar of days to come', async () => {
    const { get } = api()
    const { days } = DaysShape.parse(await (await get('/api/days?from=2024-11-27&to=2024-12-01')).json())
    expect(days.map(({ day, state, complete, announcement }) => [day, state, complete, announcement.none])).toEqual([
      ['2024-11-27', 'ahead', false, null],
      ['2024-11-28', 'ahead', false, null],
      ['2024-11-29', 'ahead', false, 'holiday: Thanksgiving'],
      ['2024-11-30', 'ahead', false, 'weekend'],
      ['2024-12-01', 'ahead', false, 'weekend'],
    ])
    expect(days[2]!.arxiv).toEqual({ state: 'none', expected: 0, held: 0 })
  })
})

describe('a query in a body', () => {
  const post = (body: unknown, on = api(), headers = {}) => on.get('/api/papers/search', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })

  it('may be as long as an abstract, in several lines', async () => {
    const on = api()
    const q = `@article{example,\n  title = {On examples}\n}${'x'.repeat(11_000)}`
    const response = await post({ q, limit: 2, p: 1, mode: 'both', category: 'cs.LG', after: '2024', span: '2024-W42', explain: true }, on)
    expect(EntriesShape.parse(await response.json())).toMatchObject([{ reasons: [{ kind: 'words' }] }])
    expect(on.editions.calls).toEqual([['search', expect.objectContaining({ query: q, page: 1, pageSize: 2, mode: 'both', category: 'cs.LG', after: '2024', span: '2024-W42' })]])
    expect(response.headers.get('link')).toBeNull()
  })

  it('is whole text, and an empty filter is none', async () => {
    const on = api()
    expect((await post({ q: '\ud83d attention 😀', category: ' ', venue: '' }, on)).status).toBe(200)
    expect(on.editions.calls).toEqual([['search', expect.objectContaining({ query: '\ufffd attention 😀', category: undefined, venue: undefined })]])
  })

  it('is past the end as by address', async () => {
    const on = api()
    expect(await (await post({ q: 'a', p: 9_999_999_999, limit: 120 }, on)).json()).toEqual([])
    expect(on.editions.calls).toEqual([])
  })

  it.each<[unknown, number, RegExp]>([
    ['', 400, /not JSON/],
    ['{"q":', 400, /not JSON/],
    ['[]', 400, /^The body: /],
    ['null', 400, /^The body: /],
    [{}, 400, /^q: /],
    [{ q: '  \n' }, 400, /^q: is empty/],
    [{ q: 7 }, 400, /^q: /],
    [{ q: 'x'.repeat(12_001) }, 400, /^q: has more than 12,000 characters/],
    [{ q: 'a', limit: 0 }, 400, /^limit: /],
    [{ q: 'a', limit: 1e99 }, 400, /^limit: /],
    [{ q: 'a', p: -1 }, 400, /^p: /],
    [{ q: 'a', mode: 'magic' }, 400, /^mode: /],
    [{ q: 'a', after: '2023-02-29' }, 400, /^after: must be a date that exists/],
    [{ q: 'a', span: '2024-W60' }, 400, /^span: /],
    [{ q: 'a', within: [1] }, 400, /within/],
    [`{"q":"a","__proto__":{"x":1}}`, 400, /./],
    ['x'.repeat(1_048_577), 413, /too large/],
  ])('%.60j is refused with %i', async (body, status, error) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(ErrorShape.parse(await response.json()).error).toMatch(error)
  })

  it('is not taken from another site', async () => {
    expect((await post({ q: 'a' }, api(), { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})

describe('bad requests', () => {
  it.each([
    ['/api/papers/search', 400, /q is missing/],
    ['/api/papers/search?q=%20%20', 400, /q is missing/],
    [`/api/papers/search?q=${'x'.repeat(251)}`, 400, /251 characters; 250/],
    [`/api/papers/search?q=${'x'.repeat(100_000)}`, 414, /too long/],
    ['/api/papers/search?q=a%00b', 400, /NUL/],
    ['/api/papers/search?q=a%01b', 400, /control character/],
    ['/api/papers/search?q=%E0%A4%A', 400, /percent/],
    ['/api/papers/search?q=%FF%FE', 400, /UTF-8/],
    ['/api/papers/search?q=100%', 400, /percent/],
    ['/api/papers/search?q=a&limit=0', 400, /limit .* 1 to 120/],
    ['/api/papers/search?q=a&limit=121', 400, /limit/],
    ['/api/papers/search?q=a&limit=-1', 400, /limit/],
    ['/api/papers/search?q=a&limit=1.5', 400, /limit/],
    ['/api/papers/search?q=a&limit=Infinity', 400, /limit/],
    ['/api/papers/search?q=a&p=1e9', 400, /p must/],
    ['/api/papers/search?q=a&mode=magic', 400, /both or words or meaning/],
    ['/api/papers/search?q=a&after=2024-13-45', 400, /after/],
    ['/api/papers/search?q=a&before=2023-02-29', 400, /before/],
    [`/api/papers/search?q=a&category=${'c'.repeat(61)}`, 400, /category/],
    ['/api/daily_papers?date=2024-13-45', 400, /date must be a day/],
    ['/api/daily_papers?date=2024-02-30', 400, /date/],
    ['/api/daily_papers?date=today', 400, /date/],
    ['/api/daily_papers?week=2024-W54', 400, /week/],
    ['/api/daily_papers?week=2023-W53', 400, /week/],
    ['/api/daily_papers?month=2024-00', 400, /month/],
    ['/api/daily_papers?date=2024-10-18&month=2024-10', 400, /one of date, month/],
    ['/api/daily_papers?limit=101', 400, /1 to 100/],
    ['/api/daily_papers?limit=0', 400, /limit/],
    ['/api/daily_papers?sort=votes', 400, /publishedAt or trending/],
    ['/api/days/2024-13-45', 400, /exist/],
    ['/api/days/%3Cscript%3E', 400, /exist/],
    ['/api/days', 400, /from must be a day/],
    ['/api/days?from=2024-10-18', 400, /to must be a day/],
    ['/api/days?from=2024-02-30&to=2024-03-01', 400, /from must be a day/],
    ['/api/papers/9999.99999', 404, /9999\.99999/],
    ['/api/papers/9999.99999/similar', 404, /9999\.99999/],
    ['/api/papers/2410.00000/similar?limit=0', 400, /limit/],
    ['/api/papers/2410.00000/similar?newer=1&older=1', 400, /not both/],
    ['/api/papers/2410.00000/similar?newer=yes', 400, /newer must be 0 or 1/],
    ['/api/papers/search?q=a&date=2024-02-30', 400, /date must be a day/],
    ['/api/papers/search?q=a&fold=2', 400, /fold/],
    [`/api/papers/${'9'.repeat(301)}`, 404, /id/],
    ['/api/papers/..%2f..%2f..%2fetc%2fpasswd', 404, /held/],
    ['/api/papers/%00', 400, /NUL/],
    ['/api/papers/%C0%AF', 400, /UTF-8/],
    [`/api/suggest?q=${'x'.repeat(201)}`, 400, /200/],
    ['/api/suggest?q=%01', 400, /control/],
    ['/api/nothing', 404, /nothing at this address/],
    ['/api', 404, /nothing/],
  ])('%.80s is refused with %i', async (path, status, error) => {
    const { get } = api()
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(ErrorShape.parse(await response.json()).error).toMatch(error)
  })

  it.each(['/api/papers/search?q=a&p=1000000000', '/api/papers/search?q=a&p=9999999999&limit=120', '/api/daily_papers?p=1000000000'])(
    '%s is past the end: empty, and nobody is asked to skip that far',
    async (path) => {
      const { editions, get } = api()
      const response = await get(path)
      expect([response.status, await response.json(), editions.calls]).toEqual([200, [], []])
    },
  )

  it('hides an unexpected error and shows a foreseen one', async () => {
    const broken = await api(fakeEditions([], new Error('password hunter2'))).get('/api/status')
    expect(broken.status).toBe(500)
    expect(await broken.text()).not.toContain('hunter2')
    const busy = await api(fakeEditions([], new BroadsheetError('busy', 'Another Broadsheet is at work here.'))).get('/api/status')
    expect([busy.status, busy.headers.get('retry-after'), await busy.json()]).toEqual([503, '5', { error: 'Another Broadsheet is at work here.' }])
  })
})
