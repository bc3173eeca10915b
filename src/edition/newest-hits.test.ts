import { describe, expect, it } from 'vitest'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { Candidate, SearchIndex, SearchOptions } from '../search-index/search-index.ts'
import { leastNearness, NEWEST_DEPTH, newestCandidates, newestMatches } from './newest-hits.ts'
import { orderHits } from './order-hits.ts'

const NOTHING = { title: 0, ofTitle: 0, abstract: 0, keywords: 0, authors: 0, phrase: 0, near: 0 }
const hit = (key: number, cover: number | undefined, meaning = 0): Candidate => ({ key, words: cover ?? 0, meaning, day: undefined, evidence: cover === undefined ? undefined : { ...NOTHING, cover } })
const keysOf = async (candidates: readonly Candidate[], byMeaning = false): Promise<number[]> =>
  (await newestMatches(orderHits(candidates, { for: 'query', mode: byMeaning ? 'meaning' : 'both' }), byMeaning, async () => 0.4)).map(({ candidate }) => candidate.key)

describe('matches, the last that came in first', () => {
  it('are those with most of the words, however well the others match in other ways', async () => {
    expect(await keysOf([hit(1, 1), hit(2, 0.7), hit(3, 0.3, 0.9), hit(4, undefined, 0.9), hit(5, 0.6)])).toEqual([5, 2, 1])
  })
  it('are measured by the best, of which a long text has none that is whole', async () => expect(await keysOf([hit(1, 0.5), hit(2, 0.31), hit(3, 0.2)])).toEqual([2, 1]))
  it('go by meaning where words were not asked, or found nothing', async () => {
    expect(await keysOf([hit(1, 1, 0.3), hit(2, 0, 0.5), hit(3, 0, 0.4)], true)).toEqual([3, 2])
    expect(await keysOf([hit(1, undefined, 0.5), hit(2, undefined, 0.1)])).toEqual([1])
  })
  it('are none where the nearest that came in are not near', async () => expect(await keysOf([hit(1, undefined, 0.3), hit(2, undefined, 0.2)], true)).toEqual([]))
  it('go by words where meaning was asked for and there is none', async () => expect(await keysOf([hit(1, 1), hit(2, 0.2)], true)).toEqual([1]))
  it('are all where nothing was asked but restrictions', async () => expect(await keysOf([hit(1, undefined), hit(3, undefined), hit(2, undefined)])).toEqual([3, 2, 1]))
})

describe('what is near in meaning', () => {
  const query = {} as ParsedQuery
  let asked: SearchOptions
  const least = (meanings: readonly number[], options: Partial<SearchOptions> = {}): Promise<number> =>
    leastNearness({ search: async (_, wanted) => ((asked = wanted), { total: 9, candidates: meanings.map((meaning, key) => hit(key, undefined, meaning)), tookMs: 0 }) }, query, { candidates: 1, mode: 'both', ...options })

  it('stands well above what is near by chance, in a model by which any two texts are near too', async () => {
    expect(await least([0.1, 0.6, 0.1, 0.05, 0.1])).toBeCloseTo(0.4)
    expect(await least([0.8, 0.9, 0.8, 0.7, 0.8])).toBeCloseTo(0.86)
  })
  it('is measured by all that is held, with the query’s own vector', async () => {
    const vector = new Float32Array([1])
    await least([0.5], { within: [3], vector, vectorModel: 'texts' })
    expect(asked).toEqual({ candidates: 1000, evidenceOf: 0, mode: 'meaning', vector, vectorModel: 'texts' })
  })
  it('is anything where nothing is held', async () => expect(await least([])).toBe(0))
})

describe('candidates', () => {
  const asked: SearchOptions[] = []
  const index: Pick<SearchIndex, 'search'> = { search: async (_, options) => (asked.push(options), { total: 1, candidates: [hit(20_000, 1), hit(3, 1)], tookMs: 0 }) }
  const find = async (total: number, options: SearchOptions): Promise<number[]> => {
    asked.length = 0
    return (await newestCandidates({ lastKey: async () => 20_000 }, index, {} as ParsedQuery, options, { total, candidates: [hit(3, 1), hit(4, 1)], tookMs: 0 })).map(({ key }) => key)
  }
  const options: SearchOptions = { candidates: NEWEST_DEPTH, mode: 'both' }

  it('that are all there are are not asked for again', async () => {
    expect(await find(2, options)).toEqual([3, 4])
    expect(asked).toEqual([])
  })
  it('that are too many have those among the last that came in beside them, each once', async () => {
    expect(await find(9000, options)).toEqual([3, 4, 20_000])
    expect([asked[0]!.within!.length, asked[0]!.within![0], asked[0]!.within!.at(-1)]).toEqual([NEWEST_DEPTH, 20_001 - NEWEST_DEPTH, 20_000])
  })
  it('stay within what was asked for', async () => {
    await find(9000, { ...options, within: [3, 4, 15_000, 15_001, 19_999] })
    expect(asked[0]!.within).toEqual([15_001, 19_999])
  })
})
