import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseQuery } from './query/parse-query.ts'
import type { IndexDocument, SearchIndex, SearchOptions } from './search-index.ts'

const OPTIONS: SearchOptions = { candidates: 50, mode: 'both' }

/** A made-up document; what is not said is empty. */
export function document(key: number, parts: Partial<IndexDocument>): IndexDocument {
  return { title: `Paper ${key}`, abstract: '', authors: [], keywords: [], categories: [], venue: undefined, identifiers: [], published: undefined, ...parts, key }
}

const LIBRARY: readonly IndexDocument[] = [
  document(1, { title: 'Sparse attention for long documents', abstract: 'We cut the cost of attention.', authors: ['Ada Lovelace', 'Kurt Gödel'], categories: ['cs.CL', 'cs.LG'], published: '2024-05-17', identifiers: ['2405.00001'] }),
  document(2, { title: 'Bounds on ℓ_p regression', abstract: 'A bound for $\\ell_p$ norms and Schrödinger operators.', authors: ['Emmy Noether'], categories: ['math.NA'], published: '2023', venue: 'NeurIPS 2023' }),
  document(3, { title: 'Long walks in short graphs', abstract: 'Documents about graphs, and how attention strays.', authors: ['Leonhard Euler', 'Ada Byron'], categories: ['cs.DS'], keywords: ['random walk'], published: '2022-01-01' }),
  document(4, { title: 'On nothing', abstract: 'The attention paid to nothing at all.', authors: ['Kurt Lovelace'], identifiers: ['10.1000/nothing'] }),
]

/** What every engine must do, however it does it. `open` gives an empty index that may be written. */
export function searchIndexContract(name: string, open: () => Promise<SearchIndex>): void {
  describe(`${name} keeps the contract of a search index`, () => {
    let index: SearchIndex
    const found = async (query: string, options = OPTIONS): Promise<number[]> => {
      const { candidates } = await index.search(parseQuery(query), options)
      return candidates.toSorted((a, b) => b.words - a.words || b.meaning - a.meaning).map(({ key }) => key)
    }
    const matching = async (query: string): Promise<number[]> => (await found(query, { ...OPTIONS, mode: 'words' })).toSorted()

    beforeAll(async () => {
      index = await open()
      await index.add(LIBRARY)
      await index.commit(4)
    })
    afterAll(() => index.close())

    it('finds nothing before a commit, and says how far it has come', async () => {
      const fresh = await open()
      await fresh.add(LIBRARY)
      expect((await fresh.search(parseQuery('attention'), OPTIONS)).total).toBe(0)
      await fresh.commit(9)
      expect((await fresh.search(parseQuery('attention'), { ...OPTIONS, mode: 'words' })).total).toBe(3)
      expect(fresh.state()).toMatchObject({ papers: 4, seq: 9 })
      await fresh.close()
    })

    it('ranks any word, the title before the abstract', async () => {
      expect((await found('attention documents'))[0]).toBe(1)
      expect(await matching('attention')).toEqual([1, 3, 4])
    })

    it('folds plurals, accents, Greek and TeX alike', async () => {
      expect(await matching('graph')).toEqual([3])
      expect(await matching('schrodinger')).toEqual([2])
      expect(await matching('ell_p')).toEqual([2])
      expect(await matching('$\\ell_p$')).toEqual([2])
    })

    it.each([
      ['"long documents"', [1]],
      ['"documents long"', []],
      ['"attention we"', []], // a phrase does not run from title to abstract
      ['"random walk"', [3]],
      ['attention -documents', [4]],
      ['attention -"long documents"', [3, 4]],
      ['title:attention', [1]],
      ['title:"long documents"', [1]],
      ['author:lovelace', [1, 4]],
      ['author:"Ada Lovelace"', [1]],
      ['author:"Lovelace, Ada"', [1]],
      ['author:"Kurt Lovelace"', [4]],
      ['author:godel', [1]],
      ['attention -author:lovelace', [3]],
      ['cat:cs.LG', [1]],
      ['cat:cs', [1, 3]],
      ['cat:CS.ds,math.NA', [2, 3]],
      ['attention -cat:cs', [4]],
      ['venue:neurips', [2]],
      ['venue:"NeurIPS 2023"', [2]],
      ['id:2405.00001', [1]],
      ['10.1000/nothing', [4]],
      ['https://arxiv.org/abs/2405.00001v3', [1]],
      ['attention after:2023', [1]],
      ['before:2023', [3]],
      ['after:2022 before:2024', [2, 3]],
      ['wordthatnobodywrote', []],
    ])('finds by %s', async (query, keys) => {
      expect(await matching(query)).toEqual(keys)
    })

    it('gives a paper found by one signal its other signal too', async () => {
      const { candidates } = await index.search(parseQuery('attention'), OPTIONS)
      for (const one of candidates.filter(({ words }) => words > 0)) expect(one.meaning).not.toBe(0)
    })

    it('knows similar papers, itself left out, and spans', async () => {
      const similar = await index.similar(1, { ...OPTIONS, candidates: 3 })
      expect(similar!.candidates.map(({ key }) => key)).not.toContain(1)
      expect(similar!.candidates.toSorted((a, b) => b.words - a.words)[0]!.key).toBe(3)
      const old = await index.similar(1, { ...OPTIONS, to: '2022' })
      expect(old!.candidates.map(({ key }) => key)).toEqual([3])
      expect(await index.similar(999, OPTIONS)).toBeUndefined()
    })

    it.each<readonly [query: string, within: readonly number[], keys: readonly number[]]>([
      ['attention', [1, 4, 999], [1, 4]],
      ['attention -documents', [1, 4], [4]],
      ['cat:cs', [2, 3], [3]],
      ['', [2, 4], [2, 4]],
      ['attention', [2], []],
      ['attention', [], []],
      ['attention', [-1, 1.5, NaN, 4], [4]],
    ])('searches for “%s” within %j', async (query, within, keys) => {
      for (const mode of ['words', 'both'] as const) {
        const { total, candidates } = await index.search(parseQuery(query), { ...OPTIONS, mode, within })
        const matching = candidates.filter(({ words }) => words > 0 || query === '' || query.startsWith('cat:'))
        expect(matching.map(({ key }) => key).toSorted()).toEqual(keys)
        for (const { key } of candidates) expect(within).toContain(key)
        expect(total).toBeGreaterThanOrEqual(keys.length)
        expect(total).toBeLessThanOrEqual(within.length)
      }
      const meaning = await index.search(parseQuery(query), { ...OPTIONS, mode: 'meaning', within })
      for (const { key } of meaning.candidates) expect(within).toContain(key)
    })

    it('counts beside those that match a word only papers that it brings', async () => {
      for (const query of ['attention', 'regression', '"long documents"', 'attention -documents', 'author:lovelace']) {
        const byWords = (await index.search(parseQuery(query), { ...OPTIONS, mode: 'words' })).total
        const { total, candidates } = await index.search(parseQuery(query), OPTIONS)
        expect(candidates.filter(({ words }) => words > 0)).toHaveLength(byWords)
        expect(total).toBe(candidates.length)
      }
      for (const mode of ['words', 'meaning', 'both'] as const) expect(await index.search(parseQuery('wordthatnobodywrote'), { ...OPTIONS, mode })).toMatchObject({ total: 0, candidates: [] })
    })

    it('leaves out the paper that the query was made of', async () => {
      for (const mode of ['words', 'meaning', 'both'] as const) {
        const { total, candidates } = await index.search(parseQuery('attention'), { ...OPTIONS, mode, without: 1 })
        expect(candidates.map(({ key }) => key)).not.toContain(1)
        expect(candidates.length).toBeGreaterThan(0)
        expect(total).toBe(candidates.length)
      }
      const left = async (query: string, options: Partial<SearchOptions>) => (await index.search(parseQuery(query), { ...OPTIONS, mode: 'words', ...options })).candidates.map(({ key }) => key).toSorted()
      expect(await left('attention', { without: 1 })).toEqual([3, 4])
      expect(await left('attention', { without: 999 })).toEqual([1, 3, 4])
      expect(await left('attention', { without: 1, within: [1, 3] })).toEqual([3])
      expect(await left('', { without: 4 })).toEqual([1, 2, 3])
      expect(await left('attention -documents', { without: 4 })).toEqual([])
    })

    it('says what stands where, and how near each is to the best', async () => {
      const { candidates } = await index.search(parseQuery('sparse attention'), OPTIONS)
      const best = candidates.find(({ key }) => key === 1)!
      expect(best.evidence).toMatchObject({ cover: 1, title: 1, ofTitle: 0.5, keywords: 0, authors: 0, phrase: 1, near: 1 })
      for (const { evidence, company } of candidates) {
        for (const share of Object.values(evidence!)) expect(share >= 0 && share <= 1).toBe(true)
        expect(Math.abs(company!)).toBeLessThanOrEqual(1 + 1e-6)
      }
      expect(best.company).toBe(Math.max(...candidates.map(({ company }) => company!)))
      for (const { company } of (await index.search(parseQuery('sparse attention'), { ...OPTIONS, mode: 'words' })).candidates) expect(company).toBeUndefined()
    })

    it('counts words that no paper has among those that a paper lacks', async () => {
      const { candidates } = await index.search(parseQuery('attention zzyzx'), OPTIONS)
      const { cover, title } = candidates.find(({ key }) => key === 1)!.evidence!
      expect(cover).toBeGreaterThan(0)
      expect(cover).toBeLessThan(0.6)
      expect(title).toBe(cover)
    })

    it('knows the similar papers within some', async () => {
      const within = async (keys: readonly number[]) => (await index.similar(1, { ...OPTIONS, within: keys }))!.candidates.map(({ key }) => key)
      expect(await within([1, 4])).toEqual([4])
      expect(await within([1])).toEqual([])
    })

    it('replaces a document that is added again, and forgets what is removed', async () => {
      const own = await open()
      await own.add(LIBRARY)
      await own.commit(1)
      await own.add([document(1, { title: 'Quite another paper' })])
      await own.remove([3])
      await own.commit(2)
      const keys = async (query: string): Promise<number[]> => (await own.search(parseQuery(query), { ...OPTIONS, mode: 'words' })).candidates.map(({ key }) => key).toSorted()
      expect(await keys('attention')).toEqual([4])
      expect(await keys('quite')).toEqual([1])
      expect(own.state().papers).toBe(3)
      await own.remove([1])
      await own.add([document(3, { title: 'Back again with attention' })])
      await own.commit(3)
      expect(await keys('attention')).toEqual([3, 4])
      expect(await keys('quite')).toEqual([])
      await own.clear()
      await own.commit(4)
      expect(own.state()).toMatchObject({ papers: 0, seq: 4 })
      await own.close()
    })

    it.each([
      ['sp', [1]],
      ['sparse', [1]],
      ['sparse attention for lo', [1]],
      ['long d', [1]],
      ['long', [3, 1]], // the title that begins so goes first
      ['graphs lo', [3]], // in any order
      ['graph', [3]],
      ['on n', [4]],
      ['REGRESS', [2]],
      ['bounds on $\\ell_p$ re', [2]],
      ['long ', [3, 1]],
      ['lon ', []], // the word is finished
      ['attention we', []], // only titles count
      ['walks documents', []],
      ['', []],
      ['  ', []],
      ['"(*', []],
    ])('completes the title of %s', async (typed, keys) => {
      expect((await index.suggest(typed, 5)).titles).toEqual(keys)
    })

    it.each([
      ['lo', ['Ada Lovelace', 'Kurt Lovelace']],
      ['ada', ['Ada Byron', 'Ada Lovelace']],
      ['lovelace k', ['Kurt Lovelace']],
      ['a. lovelace', ['Ada Lovelace']],
      ['kurt göd', ['Kurt Gödel']],
      ['kurt goedel', []],
      ['noether', ['Emmy Noether']],
      ['noether noether', []],
      ['emmy noether euler', []],
      ['sparse', []],
    ])('completes the author %s', async (typed, names) => {
      const { authors } = await index.suggest(typed, 5)
      const nameOf = ({ key, place }: { key: number; place: number }): string => LIBRARY.find((one) => one.key === key)!.authors[place]!
      expect(authors.map(nameOf).toSorted()).toEqual(names)
      for (const { papers } of authors) expect(papers).toBe(1)
    })

    it('suggests no more than is asked for, authors of many papers first, and nothing that is gone', async () => {
      const own = await open()
      await own.add(Array.from({ length: 12 }, (_, at) => document(at + 1, { title: `Common ground ${at}`, authors: at < 9 ? ['Cora Common', 'Carl Commons'] : ['Carl Commons'] })))
      await own.commit(1)
      const { titles, authors } = await own.suggest('comm', 3)
      expect(titles).toHaveLength(3)
      expect(authors.map(({ key, place, papers }) => [key, place, papers])).toEqual([[12, 0, 12], [9, 0, 9]])
      expect((await own.suggest('comm', 1)).authors).toHaveLength(1)
      await own.remove([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
      await own.add([document(20, { title: 'Common again' })])
      await own.commit(2)
      const left = await own.suggest('comm', 30)
      expect(left.titles.toSorted()).toEqual([12, 20])
      expect(left.authors.map(({ key }) => key)).toEqual([12])
      await own.close()
    })

    it.each([
      ['atention', 'attention'], // missing
      ['attenttion', 'attention'], // too much
      ['attention', undefined],
      ['attentions', undefined], // as good as written
      ['lvoelace', 'lovelace'], // exchanged
      ['dockuments', 'documents'],
      ['dokumants', 'documents'], // two mistakes in a long word
      ['nothinng', 'nothing'],
      ['longwalks', 'long walks'],
      ['walkslong', undefined], // they do not stand side by side
      ['reg ression', 'regression'],
      ['zzzzzzzz', undefined],
      ['att', undefined], // too short to say
      ['2405', undefined],
      ['', undefined],
      ['x'.repeat(500), undefined],
    ])('corrects %.40s to %s', async (word, text) => {
      const words = word.split(' ')
      expect(await index.correct(words)).toEqual(text === undefined ? [] : [{ from: 0, to: words.length, text }])
    })

    it('corrects several words of a query, each in its place, and leaves the others alone', async () => {
      expect(await index.correct(['sparse', 'atention', '', 'dokuments'])).toEqual([
        { from: 1, to: 2, text: 'attention' },
        { from: 3, to: 4, text: 'documents' },
      ])
      const empty = await open()
      expect(await empty.correct(['atention'])).toEqual([])
      expect(await empty.suggest('a', 5)).toEqual({ titles: [], authors: [] })
      await empty.close()
    })

    it('doubts a rare word only beside an overwhelmingly commoner one', async () => {
      const own = await open()
      await own.add([
        ...Array.from({ length: 1000 }, (_, at) => document(at + 1, { title: `Neural number ${at}`, abstract: at < 10 ? 'A casual remark' : at < 200 ? 'A causal remark' : '' })),
        document(5000, { abstract: 'A nueral remark' }),
      ])
      await own.commit(1)
      expect(await own.correct(['nueral', 'casual'])).toEqual([{ from: 0, to: 1, text: 'neural' }])
      await own.close()
    })

    it('stays whole under many small commits and what it asks to be united', async () => {
      const own = await open()
      for (let key = 1; key <= 40; key++) {
        await own.add([document(key, { title: `Common word and number${key}` })])
        await own.commit(key)
        const again = own.compaction()
        if (again.length > 0) {
          await own.add(again.map((old) => document(old, { title: `Common word and number${old}` })))
          await own.commit(key)
        }
      }
      expect(own.state().papers).toBe(40)
      expect(own.state().segments).toBeLessThan(12)
      const { candidates, total } = await own.search(parseQuery('common'), OPTIONS)
      expect(total).toBe(40)
      expect(new Set(candidates.map(({ key }) => key)).size).toBe(40)
      await own.close()
    })
  })
}
