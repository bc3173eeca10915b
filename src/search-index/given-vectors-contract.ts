import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseQuery } from './query/parse-query.ts'
import { document } from './search-index-contract.ts'
import type { SearchIndex, SearchOptions } from './search-index.ts'

/** 20 components: no multiple of 16, so that filling up is tried too. */
const DIMENSIONS = 20
const MODEL = `openai/made-up@${DIMENSIONS}`

/** A direction of its own for each number from 1 to 9 (cosine waves are at right angles), a little towards the next. */
function direction(number: number, towardsNext = 0): Float32Array {
  const wave = (count: number, at: number): number => Math.cos((2 * Math.PI * count * at) / DIMENSIONS)
  return Float32Array.from({ length: DIMENSIONS }, (_, at) => 3 * wave(number, at) + 3 * towardsNext * wave(number + 1, at))
}

/** What every engine must do with vectors made elsewhere. `open` gives an empty index for a model of that name. */
export function givenVectorsContract(name: string, open: (model: string) => Promise<SearchIndex>): void {
  describe(`${name} keeps the contract of given vectors`, () => {
    let index: SearchIndex
    const ask = async (query: string, options: Partial<SearchOptions>): Promise<readonly { key: number; words: number; meaning: number }[]> => {
      const { candidates } = await index.search(parseQuery(query), { candidates: 3, mode: 'both', vectorModel: MODEL, ...options })
      return candidates.toSorted((a, b) => b.meaning - a.meaning || b.words - a.words)
    }
    beforeAll(async () => {
      index = await open(MODEL)
      await index.add([
        document(1, { title: 'Lanterns', abstract: 'How lanterns are mended.', vector: direction(1) }),
        document(2, { title: 'Kettles', abstract: 'How kettles are mended.', vector: direction(2) }),
        document(3, { title: 'Bells', abstract: 'How bells are cast.', vector: direction(7) }),
        document(4, { title: 'Whistles', abstract: 'How whistles are carved; none has a vector yet.' }),
        document(5, { title: 'Away', abstract: 'The other way round.', vector: direction(1).map((value) => -value) }),
      ])
      await index.commit(1)
    })
    afterAll(() => index.close())

    it('finds by the query’s vector what shares no word with it', async () => {
      const found = await ask('unheard words', { vector: direction(1, 0.5) })
      expect(found[0]).toMatchObject({ key: 1, words: 0 })
      expect(found[0]!.meaning).toBeCloseTo(1 / Math.sqrt(1.25), 2)
      expect(found[1]!.key).toBe(2)
    })

    it('finds a paper without a vector by its words, and never by meaning alone', async () => {
      const found = await ask('whistles', { vector: direction(1), candidates: 50 })
      expect(found.find(({ key }) => key === 4)).toMatchObject({ meaning: 0 })
      expect(found.find(({ key }) => key === 4)!.words).toBeGreaterThan(0)
      expect((await ask('lanterns', { vector: direction(1), mode: 'meaning', candidates: 50 })).map(({ key }) => key).toSorted()).toEqual([1, 2, 3, 5])
    })

    it.each<[string, Partial<SearchOptions>]>([
      ['without a vector', {}],
      ['with another model’s vector', { vector: direction(3), vectorModel: `openai/other@${DIMENSIONS}` }],
      ['with a vector of nobody', { vector: direction(3), vectorModel: undefined }],
      ['with a vector of another length', { vector: new Float32Array(DIMENSIONS + 1).fill(1) }],
      ['with a vector that is no number', { vector: new Float32Array(DIMENSIONS).fill(NaN) }],
    ])('searches by words %s', async (_, options) => {
      for (const mode of ['both', 'meaning'] as const) {
        const found = await ask('mended', { ...options, mode })
        expect(found.map(({ key }) => key).toSorted()).toEqual([1, 2])
        expect(found.every(({ meaning, words }) => meaning === 0 && words > 0)).toBe(true)
      }
      expect(await ask('unheard', options)).toEqual([])
    })

    it('takes no vector of another length in', async () => {
      await expect(index.add([document(9, { vector: new Float32Array(DIMENSIONS - 1) })])).rejects.toThrow(/another length/)
    })

    it('gives a paper its vector when it comes again with one', async () => {
      const own = await open(MODEL)
      await own.add([document(1, { title: 'Lanterns' }), document(2, { title: 'Kettles' })])
      await own.commit(1)
      const nearest = async (): Promise<number[]> =>
        (await own.search(parseQuery('unheard'), { candidates: 1, mode: 'both', vector: direction(2), vectorModel: MODEL })).candidates.map(({ key }) => key)
      expect(await nearest()).toEqual([])
      await own.add([document(2, { title: 'Kettles', vector: direction(2) })])
      await own.commit(1)
      expect(await nearest()).toEqual([2])
      expect(own.state()).toMatchObject({ papers: 2, model: MODEL })
      await own.close()
    })

    it('knows similar papers by their vectors, and by words where there is none', async () => {
      const own = await open(MODEL)
      await own.add([
        document(1, { title: 'Mending lanterns', vector: direction(1) }),
        document(2, { title: 'Casting bells', vector: direction(1, 0.1) }),
        document(3, { title: 'Mending kettles' }),
        document(4, { title: 'Mending nothing', vector: direction(7) }),
      ])
      await own.commit(1)
      const similar = async (key: number): Promise<number[]> => (await own.similar(key, { candidates: 1, mode: 'meaning' }))!.candidates.map((one) => one.key)
      expect(await similar(1)).toEqual([2])
      expect([1, 4]).toContain((await similar(3))[0])
      await own.close()
    })

    it('leaves the vectors of documents aside where the index makes its own', async () => {
      const own = await open('hashed-projection-256-v1')
      await own.add([document(1, { title: 'Lanterns', vector: direction(1) })])
      await own.commit(1)
      const { candidates } = await own.search(parseQuery('lanterns'), { candidates: 5, mode: 'both', vector: direction(1), vectorModel: MODEL })
      expect(candidates.map(({ key }) => key)).toEqual([1])
      await own.close()
    })
  })
}
