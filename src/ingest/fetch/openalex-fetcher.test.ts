// Its answers are made up after https://developers.openalex.org/api-reference/works.
import { expect, it } from 'vitest'
import type { PaperRecord } from '../../paper/paper.ts'
import { PaperRecord as Schema } from '../../paper/paper.ts'
import { fakeHttp } from '../../source/fake-http.test-helper.ts'
import { SourceTrouble, type Http } from '../../source/http/http.ts'
import { takeIn } from '../take-in.ts'
import { testParts, type TestParts } from './fetch-parts.test-helper.ts'
import { openalexFetcher } from './openalex-fetcher.ts'

const DAY_MS = 86_400_000
const MINUTE = 60_000

const record = (part: Partial<PaperRecord> & { title: string }): PaperRecord => Schema.parse({ source: 'bibliography', sourceKey: part.title, authors: [{ name: 'Ada Example' }], ...part })
const doi = (value: string) => ({ identifiers: [{ scheme: 'doi' as const, value }] })
const arxiv = (value: string) => ({ source: 'arxiv' as const, sourceKey: value, identifiers: [{ scheme: 'arxiv' as const, value }] })
const numbered = (count: number, from = 0): PaperRecord[] => Array.from({ length: count }, (_, at) => record({ title: `A made-up study, number ${from + at}`, ...doi(`10.99999/made.${from + at}`) }))

const asksOf = (url: URL): string[] => url.searchParams.get('filter')!.slice('doi:'.length).split('|')
const work = (of: string, more: object = {}) => ({ id: `https://openalex.org/W${[...of].reduce((sum, one) => sum * 7 + one.charCodeAt(0), 1) % 1e9}`, doi: `https://doi.org/${of}`, display_name: 'What OpenAlex calls it', cited_by_count: 7, ...more })
const works = (all: readonly object[]): string => JSON.stringify({ results: all })
const all = fakeHttp((url) => works(asksOf(url).map((one) => work(one))))

/** Steps while something is due at this moment. */
async function runDue(parts: TestParts, http: Http = all, key?: string): Promise<number> {
  for (let steps = 0; steps < 500; steps++) {
    const [task] = await openalexFetcher({ ...parts, http, key, base: 'https://example.org' }).tasks(parts.time.at)
    if (task!.at > parts.time.at) return task!.at
    await task!.step()
  }
  throw new Error('It does not come to an end.')
}

it('tells of papers held how often they are cited and where they appeared, and changes no title, author or day', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  await takeIn([
    record({ title: 'Lanterns and their weights', ...arxiv('2602.00001'), authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }], days: [{ day: '2026-02-27', position: 3, upvotes: 0, numComments: 0 }] }),
    record({ title: 'A journal article without authors', ...doi('10.99999/journal.1'), authors: [] }),
  ], parts.store)
  const before = await Promise.all(['2602.00001', '10.99999/journal.1'].map((id) => parts.store.find(id)))
  const http = fakeHttp((url) => works(asksOf(url).map((one) => work(one, { primary_location: { source: { type: 'journal', display_name: 'Journal of Lanterns' } } }))))
  await runDue(parts, http)
  const after = await Promise.all(['2602.00001', '10.99999/journal.1'].map((id) => parts.store.find(id)))
  for (const at of [0, 1]) expect(after[at]).toEqual({ ...before[at], citations: 7, venue: 'Journal of Lanterns', sources: ['openalex', ...before[at]!.sources] })
  expect(await parts.store.daysOf(after[0]!.key)).toMatchObject([{ day: '2026-02-27', position: 3 }])
  expect(http.asked.map(asksOf)).toEqual([['10.48550/arxiv.2602.00001', '10.99999/journal.1']])
  expect(parts.taken).toEqual([{ added: 0, updated: 2, unchanged: 0, rejected: 0 }])
})

it('makes no paper of what is not held, and never one of two', async () => {
  const parts = await testParts('2026-03-02T12:00:00Z')
  const [preprint, article, twin] = [arxiv('2602.00002'), doi('10.99999/journal.2'), doi('10.99999/journal.3')]
  await takeIn([
    record({ title: 'The title of the preprint', ...preprint }),
    record({ title: 'The title of the article', ...article }),
    record({ title: 'One title for two studies', authors: [{ name: 'Ada Example' }], ...twin }),
    record({ title: 'Another book altogether', sourceKey: 'k4', authors: [] }),
  ], parts.store)
  const http = fakeHttp((url) =>
    works([
      // One work of two papers, one by the name of a third, and one that nobody asked for.
      ...(asksOf(url).includes('10.99999/journal.2') ? [work('10.99999/journal.2', { locations: [{ landing_page_url: 'https://arxiv.org/abs/2602.00002' }] })] : []),
      ...(asksOf(url).includes('10.99999/journal.3') ? [work('10.99999/journal.3', { display_name: 'Another book altogether' })] : []),
      work('10.99999/unasked.9'),
    ]),
  )
  await runDue(parts, http)
  parts.time.at += 30 * DAY_MS
  await runDue(parts, http)
  expect(await parts.store.count()).toBe(4)
  expect(await parts.store.find('2602.00002')).toMatchObject({ title: 'The title of the preprint', citations: 7, id: '2602.00002' })
  expect(await parts.store.find('10.99999/journal.2')).toMatchObject({ title: 'The title of the article', citations: 7 })
  expect(await parts.store.find('10.99999/journal.3')).toMatchObject({ title: 'One title for two studies', citations: 7 })
  expect((await parts.store.changes(0, 100)).papers.filter(({ paper }) => paper.citations !== undefined)).toHaveLength(3)
})

it('asks fifty at a time, each paper once in a round of thirty days, also those that came meanwhile', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  const http = fakeHttp(() => works([]))
  await takeIn([...numbered(120), record({ title: 'It has no identifier' }), record({ title: 'Of a journal', ...doi('10.99999/journal') })], parts.store)
  for (let at = parts.time.at; at < Date.parse('2026-03-03T00:00:00Z'); at = parts.time.at = await runDue(parts, http));
  expect(http.asked.map((url) => asksOf(url).length)).toEqual([50, 50, 20])
  await takeIn(numbered(3, 500), parts.store)
  for (let at = parts.time.at; at < Date.parse('2026-04-01T00:00:00Z'); at = parts.time.at = await runDue(parts, http));
  expect(http.asked.slice(3).map(asksOf)).toEqual([['10.99999/made.500', '10.99999/made.501', '10.99999/made.502']])
  expect(new Set(http.asked.flatMap(asksOf)).size).toBe(123)
  await runDue(parts, http)
  expect(http.asked.slice(4).map((url) => asksOf(url)[0])).toEqual(['10.99999/made.0'])
})

it('goes on where it was when a process ended in between, or an answer failed', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(100), parts.store)
  let down = true
  const http = fakeHttp((url) => (down && asksOf(url)[0] !== '10.99999/made.0' ? new SourceTrouble('unreachable', 'OpenAlex could not be reached.') : works([])))
  parts.time.at = await runDue(parts, http)
  await expect(runDue(parts, http)).rejects.toThrow('could not be reached')
  down = false
  await runDue(parts, http)
  expect(http.asked.map((url) => asksOf(url)[0])).toEqual(['10.99999/made.0', '10.99999/made.50', '10.99999/made.50'])
})

it('asks at most ninety times a day without a key, spread over it, and ten times a minute with one', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(150), parts.store)
  const http = fakeHttp(() => works([]))
  expect(await runDue(parts, http)).toBe(parts.time.at + 16 * MINUTE)
  const other = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(150), other.store)
  expect(await runDue(other, http, 'a-key')).toBe(other.time.at + 6_000)
  expect(http.asked.map((url) => url.searchParams.get('api_key'))).toEqual([null, 'a-key'])
})

it('spends no more than a day has, however many requests a few papers take, and comes past them', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(60), parts.store)
  const perDay = new Map<string, number>()
  // Of fifty-one ids it understands one alone.
  const http = fakeHttp((url) => {
    const day = new Date(parts.time.at).toISOString().slice(0, 10)
    perDay.set(day, (perDay.get(day) ?? 0) + 1)
    const asked = asksOf(url)
    return asked.length === 1 && asked[0]!.endsWith('7') ? works([work(asked[0]!)]) : new SourceTrouble('refused', 'That is no filter.', { status: 400 })
  })
  const troubles: SourceTrouble[] = []
  for (let steps = 0; steps < 60 && parts.time.at < Date.parse('2026-03-20T00:00:00Z'); steps++) {
    const [task] = await openalexFetcher({ ...parts, http, base: 'https://example.org' }).tasks(parts.time.at)
    parts.time.at = Math.max(parts.time.at, task!.at)
    await task!.step().catch((error: unknown) => {
      troubles.push(error as SourceTrouble)
      parts.time.at = (error as SourceTrouble).retryAt!
    })
  }
  expect(Math.max(...perDay.values())).toBe(90)
  expect(troubles[0]).toMatchObject({ kind: 'busy', message: expect.stringContaining('without a key'), retryAt: Date.parse('2026-03-03T00:00:00Z') })
  for (const end of [7, 17, 27, 37, 47, 57]) expect(await parts.store.find(`10.99999/made.${end}`)).toMatchObject({ citations: 7 })
})

it('says so when OpenAlex understands nothing of what it is asked', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(8), parts.store)
  await expect(runDue(parts, fakeHttp(() => new SourceTrouble('refused', 'OpenAlex refused to answer (status 400).', { status: 400 })))).rejects.toMatchObject({ kind: 'refused' })
})

it('leaves the starter shelf alone, which could not be cleared any more', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn([record({ title: 'A paper of the shelf', source: 'shelf', ...{ identifiers: [{ scheme: 'arxiv', value: '1706.00001' }] } })], parts.store)
  const http = fakeHttp(() => works([]))
  await runDue(parts, http)
  expect(http.asked).toEqual([])
})

it('of two works under one identifier takes the one that is cited more, and passes over what cannot be read', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(2), parts.store)
  const http = fakeHttp(() => works([work('10.99999/made.0', { id: 'https://openalex.org/W2', cited_by_count: 90 }), work('10.99999/made.0', { id: 'https://openalex.org/W1', cited_by_count: 3 }), work('10.99999/made.1', { id: 'rubbish' })]))
  await runDue(parts, http)
  expect(await parts.store.find('10.99999/made.0')).toMatchObject({ citations: 90 })
  expect(parts.taken).toMatchObject([{ rejected: 1 }])
  expect(parts.warnings).toMatchObject([{ message: 'a record could not be read', facts: { file: 'https://example.org/openalex/works' } }])
})

it('makes no new paper of one that went away while OpenAlex answered', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(2), parts.store)
  const gone = await parts.store.find('10.99999/made.0')
  const http: Http = {
    get: async (request) => {
      await parts.store.write((writer) => writer.remove([gone!.key]))
      return all.get(request)
    },
  }
  await runDue(parts, http)
  expect(await parts.store.count()).toBe(1)
  expect(await parts.store.find('10.99999/made.0')).toBeUndefined()
  expect(await parts.store.find('10.99999/made.1')).toMatchObject({ citations: 7 })
})

it('tells how far it has come while it goes through the papers', async () => {
  const parts = await testParts('2026-03-02T00:00:00Z')
  await takeIn(numbered(100), parts.store)
  const fetcher = openalexFetcher({ ...parts, http: fakeHttp(() => works([])), base: 'https://example.org' })
  await runDue(parts, fakeHttp(() => works([])))
  expect(await fetcher.work!(parts.time.at)).toEqual({ what: 'citations and venues', progress: 0.5 })
  parts.time.at += DAY_MS
  await runDue(parts, fakeHttp(() => works([])))
  parts.time.at += DAY_MS
  await runDue(parts, fakeHttp(() => works([])))
  expect(await fetcher.work!(parts.time.at)).toBeUndefined()
})
