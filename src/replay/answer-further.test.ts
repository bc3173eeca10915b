/** The further services as this project's own sources read them; all made up after the documented formats. */
import { describe, expect, it } from 'vitest'
import { normalise } from '../normalise/normalise.ts'
import { biorxivSource } from '../source/biorxiv/biorxiv.ts'
import type { Http } from '../source/http/http.ts'
import { openReviewSource } from '../source/openreview/openreview.ts'
import type { PagedSource } from '../source/paged.ts'
import { generateWorld } from './generate-world.ts'
import { createReplay } from './replay.ts'
import { virtualTime } from './virtual-time.ts'

const replay = createReplay({ world: generateWorld({ from: '2026-03-17', to: '2026-03-18', perDay: 2 }), time: virtualTime(Date.parse('2026-03-18T12:00:00Z')) })
const ask = (path: string): Promise<Response> => replay.fetch(`http://x.test${path}`, { headers: { 'user-agent': 'test' } })
const http: Http = { get: async ({ url }) => ({ status: 200, body: Buffer.from(await (await replay.fetch(url, { headers: { 'user-agent': 'test' } })).arrayBuffer()), etag: undefined, lastModified: undefined, contentType: '', next: undefined }) }

async function readAll(source: PagedSource): Promise<string[]> {
  const keys: string[] = []
  let cursor: unknown
  do {
    const page = await source.page(http, { from: '2026-03-16', to: '2026-03-19', cursor, memory: undefined })
    expect(page.rejected).toEqual([])
    keys.push(...page.records.map((raw) => normalise(raw)[0]!.sourceKey))
    cursor = page.next
  } while (cursor !== undefined)
  return keys
}

describe('further services', () => {
  it('bioRxiv and medRxiv: pages of posts up to now, the same when asked again', async () => {
    const all = await readAll(biorxivSource({ server: 'biorxiv', subjects: ['all'], base: 'http://x.test/biorxiv' }))
    expect(all.length).toBeGreaterThan(30)
    expect(new Set(all).size).toBe(all.length)
    expect(await readAll(biorxivSource({ server: 'biorxiv', subjects: ['all'], base: 'http://x.test/biorxiv' }))).toEqual(all)
    const some = await readAll(biorxivSource({ server: 'biorxiv', subjects: ['cell biology'], base: 'http://x.test/biorxiv' }))
    expect(some.filter((one) => !all.includes(one))).toEqual([])
    expect([some.length > 0, some.length < all.length]).toEqual([true, true])
    expect((await readAll(biorxivSource({ server: 'medrxiv', subjects: ['all'], base: 'http://x.test/biorxiv' }))).length).toBeGreaterThan(30)
    expect(await (await ask('/biorxiv/details/biorxiv/2026-03-19/2026-03-20/0/json')).json()).toMatchObject({ messages: [{ status: 'no posts found' }] })
  })

  it('OpenReview: the notes of any venue', async () => {
    const notes = await readAll(openReviewSource({ venue: 'ICLR.cc/2026/Conference', base: 'http://x.test/openreview' }))
    expect(new Set(notes).size).toBe(notes.length)
    expect(notes.length).toBeGreaterThan(39)
  })

  it('OpenAlex: citations for the DOIs that are asked for', async () => {
    const answer = await (await ask('/openalex/works?filter=doi:10.48550/arXiv.2603.00001|https://doi.org/10.1/b&per-page=50')).json() as { results: { doi: string; cited_by_count: number }[] }
    expect(answer.results.map(({ doi }) => doi)).toEqual(['https://doi.org/10.48550/arxiv.2603.00001', 'https://doi.org/10.1/b'])
  })

  it('any feed, and nothing where there is nothing', async () => {
    expect((await (await ask('/feed/tides')).text()).split('<item>')).toHaveLength(21)
    expect((await ask('/elsewhere')).status).toBe(404)
    expect((await ask('/openreview/profiles')).status).toBe(404)
  })
})
