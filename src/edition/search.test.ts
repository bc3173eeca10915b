import { describe, expect, it } from 'vitest'
import { EMPTY_PAPER } from '../../test/page/made-up-papers.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { Candidate, SearchIndex, SearchOptions } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import { createEditions } from './create-editions.ts'
import type { SearchParts } from './search.ts'

const paper = (key: number, part: Partial<Paper> = {}): Paper =>
  ({ ...EMPTY_PAPER, key, id: `2410.0000${key}`, title: `Sparse attention, study number ${key}`, published: '2024-10', ...part })
const hit = (key: number, words: number, meaning = 0): Candidate => ({ key, words, meaning, day: undefined })

type Asked = { query?: ParsedQuery; key?: number; options: SearchOptions & { from?: string | undefined; to?: string | undefined } }

/** Editions over papers held in memory and an index that answers what it is told to. */
function editions(part: { papers?: Paper[]; hits?: Candidate[] | ((query: ParsedQuery) => Candidate[]); listed?: Record<string, number[]>; parts?: SearchParts } = {}) {
  const papers = part.papers ?? [1, 2, 3].map((key) => paper(key))
  const asked: Asked[] = []
  const hitsOf = (query: ParsedQuery | undefined): Candidate[] => {
    const hits = part.hits ?? [hit(1, 3), hit(2, 2), hit(3, 1)]
    return typeof hits === 'function' ? hits(query!) : hits
  }
  const answer = (candidates: Candidate[], within: readonly number[] | undefined) => {
    const kept = candidates.filter(({ key }) => within?.includes(key) ?? true)
    return { total: kept.length, candidates: kept, tookMs: 0 }
  }
  const index = {
    search: async (query: ParsedQuery, options: SearchOptions) => (asked.push({ query, options }), answer(hitsOf(query), options.within)),
    similar: async (key: number, options: Asked['options']) => (asked.push({ key, options }), answer(hitsOf(undefined), options.within)),
    correct: async () => [],
    state: () => ({ papers: papers.length, segments: 1, bytes: 1, model: 'made-up', seq: 1 }),
  } as unknown as SearchIndex
  const store = {
    papers: async (keys: readonly number[]) => keys.flatMap((key) => papers.find((one) => one.key === key) ?? []),
    find: async (id: string) => papers.find((one) => one.id === id),
    count: async () => papers.length,
    daysOf: async () => [],
    people: { votes: async () => new Map(), commentCounts: async () => new Map(), submissions: async () => [], voteHistory: async () => [] },
    keysListed: async (from: string, to: string) => Object.entries(part.listed ?? {}).flatMap(([day, keys]) => (day >= from && day <= to ? keys : [])),
  } as unknown as Store
  return { asked, ...createEditions({ store, index, clock: { now: () => 0 }, ...part.parts }) }
}

describe('a search', () => {
  it.each(['🦉', '… ?!', '$', '  '])('for %j, in which no word is, finds nothing and says so', async (query) => {
    const { search, asked } = editions({})
    expect(await search({ query })).toMatchObject({ total: 0, entries: [], empty: expect.stringContaining('Type some words, an author, or an arXiv id.') as string })
    expect(asked).toEqual([])
    // What is left out, or the days, are something to look for.
    await search({ query: `${query} -attention` })
    await search({ query, after: '2024' })
    expect(asked).toHaveLength(2)
  })

  it('by arrival measures nearness in meaning by all that is held, not by a quiet month of it', async () => {
    const filtered = ({ fromDay }: ParsedQuery): Candidate[] => (fromDay === undefined ? [hit(1, 0, 0.6), hit(2, 0, 0.2), hit(3, 0, 0.1)] : [hit(2, 0, 0.2), hit(3, 0, 0.1)])
    const { search } = editions({ hits: filtered })
    expect((await search({ query: 'attention', mode: 'meaning', sort: 'newest' })).entries.map((one) => one.paper.key)).toEqual([1])
    expect(await search({ query: 'attention', mode: 'meaning', sort: 'newest', after: '2026' })).toMatchObject({ total: 0, entries: [] })
    expect((await search({ query: 'attention', mode: 'meaning', after: '2026' })).total).toBe(2)
  })

  it('stays within a day, a week or a month, and within given papers', async () => {
    const { search, asked } = editions({ listed: { '2024-10-17': [1], '2024-10-18': [3, 2] } })
    const keys = async (part: { span?: string; within?: number[] }) => (await search({ query: 'attention', ...part })).entries.map((one) => one.paper.key)
    expect(await keys({ span: '2024-10-18' })).toEqual([2, 3])
    expect(await keys({ span: '2024-W42' })).toEqual([1, 2, 3])
    expect(await keys({ span: '2024-10', within: [3, 99] })).toEqual([3])
    expect(await keys({ within: [] })).toEqual([])
    expect(asked.map((one) => one.options.within)).toEqual([[3, 2], [1, 3, 2], [3], []])
    expect((await search({ query: 'attention', span: '2024-10-18' })).within).toEqual({ kind: 'day', subject: '2024-10-18', title: 'Friday, 18 October 2024' })
    expect((await search({ query: 'attention', span: '2024-10-19' })).empty).toBe('No paper held is listed on Saturday, 19 October 2024, so there is nothing to search in.')
    await expect(search({ query: 'attention', span: '2024-10-32' })).rejects.toThrow(/no day, week or month that exists/)
  })

  it('folds the same work on a page only where that is asked', async () => {
    const { search } = editions({ papers: [paper(1), paper(2, { title: 'Quite another thing' }), paper(3, { title: 'Sparse Attention: Study Number 1' })] })
    expect((await search({ query: 'attention' })).entries).toHaveLength(3)
    const { entries, total } = await search({ query: 'attention', fold: true })
    expect(entries.map((one) => [one.paper.key, one.copies?.map(({ key }) => key)])).toEqual([[1, [3]], [2, undefined]])
    expect(total).toBe(3)
  })

  it('gives the numbers behind each hit', async () => {
    const { entries } = await editions().search({ query: 'attention' })
    expect(entries[0]).toMatchObject({ explanation: { signals: { words: 3, meaning: 0 } }, reasons: [{ kind: 'words', text: 'its words' }] })
    for (const { explanation, score } of entries) expect(explanation!.terms['words']).toBeLessThanOrEqual(score!)
  })

  it('marks the words of a query, not those of a whole text', async () => {
    const { search } = editions()
    expect((await search({ query: 'the attention of graphs' })).marks).toEqual(['attention', 'graph'])
    expect((await search({ query: Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ') })).marks).toEqual([])
  })

  it('brings the query’s vector, and goes by words with a note when there is none', async () => {
    const vector = new Float32Array([1, 0])
    const up = editions({ parts: { embedQuery: async () => ({ vector, vectorModel: 'openai/some@2' }) } })
    await up.search({ query: 'attention' })
    await up.search({ query: 'attention', mode: 'words' })
    await up.search({ query: '2410.00001' })
    expect(up.asked.map(({ options }) => [options.mode, options.vector, options.vectorModel])).toEqual([['both', vector, 'openai/some@2'], ['words', undefined, undefined], ['both', undefined, undefined]])

    const down = editions({ parts: { embedQuery: async () => { throw new BroadsheetError('unavailable', 'the endpoint does not answer.') } } })
    const found = await down.search({ query: 'attention', mode: 'meaning' })
    expect(down.asked[0]!.options.mode).toBe('words')
    expect(found.notes).toEqual(['Meaning is unavailable just now (the endpoint does not answer); these were found by words.'])
    expect(found.entries).toHaveLength(3)

    const broken = editions({ parts: { embedQuery: async () => { throw new Error('key=secret') } } })
    expect((await broken.search({ query: 'attention' })).notes).toEqual(['Meaning is unavailable just now; these were found by words.'])
  })

  it('offers another spelling, and uses it where what was written finds nothing', async () => {
    const respell = async ({ text }: ParsedQuery) => (text === 'atention' ? 'attention' : undefined)
    const some = editions({ parts: { respell } })
    expect((await some.search({ query: 'atention' })).didYouMean).toEqual({ query: 'attention', used: false })
    expect((await some.search({ query: 'attention' })).didYouMean).toBeUndefined()
    const none = editions({ parts: { respell }, hits: ({ text }) => (text === 'attention' ? [hit(1, 1)] : []) })
    expect(await none.search({ query: 'atention' })).toMatchObject({ didYouMean: { query: 'attention', used: true }, subject: 'atention', total: 1, marks: ['attention'] })
    expect(await none.search({ query: 'atention', verbatim: true })).toMatchObject({ didYouMean: undefined, total: 0 })
    // A spelling that finds nothing either was not meant.
    const neither = editions({ parts: { respell }, hits: [] })
    expect(await neither.search({ query: 'atention' })).toMatchObject({ didYouMean: undefined, total: 0, subject: 'atention' })
    // Words that every paper has are no find.
    const little = editions({ parts: { respell: async () => 'attention of the' }, hits: ({ words }) => (words.includes('the') ? [hit(1, 1)] : []) })
    expect((await little.search({ query: 'atention of the' })).didYouMean).toEqual({ query: 'attention of the', used: true })
    expect((await little.search({ query: 'of the' })).didYouMean).toEqual({ query: 'attention of the', used: false })
  })
})

describe('similar papers', () => {
  it.each<[published: string | undefined, side: 'newer' | 'older', options: { after?: string; before?: string }, from: string | undefined, to: string | undefined]>([
    ['2024-10-18', 'newer', {}, '2024-10-19', undefined],
    ['2024-10', 'newer', {}, '2024-11-01', undefined],
    ['2024', 'older', {}, undefined, '2023-12-31'],
    ['2024-10', 'newer', { after: '2025', before: '2026-02' }, '2025-01-01', '2026-02-28'],
    ['2024-10', 'older', { before: '2030', after: '2020' }, '2020-01-01', '2024-09-30'],
    ['9999-12-31', 'newer', {}, '9999-12-31', undefined],
  ])('of a paper of %s, %s ones only', async (published, side, options, from, to) => {
    const { similar, asked } = editions({ papers: [paper(1, { published }), paper(2)] })
    await similar('2410.00001', { side, ...options })
    expect(asked[0]!.options).toMatchObject({ from, to })
  })

  it('are none where the span is empty, and an error where no date is known', async () => {
    const { similar, asked } = editions({ papers: [paper(1), paper(2, { published: undefined })] })
    expect(await similar('2410.00001', { side: 'newer', before: '2020' })).toEqual([])
    expect(asked).toEqual([])
    await expect(similar('2410.00002', { side: 'older' })).rejects.toThrow('When 2410.00002 appeared is not known')
    expect(await similar('nothing')).toBeUndefined()
  })

  it('are folded, say which is nearly the paper itself, and are as many as asked', async () => {
    const abstract = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
    const papers = [paper(1, { abstract }), paper(2, { abstract, title: 'A preprint of the same' }), ...[3, 4, 5, 6].map((key) => paper(key, { title: key < 5 ? 'One and the same title' : `Other ${key}` }))]
    const { similar } = editions({ papers, hits: [2, 3, 4, 5, 6].map((key) => hit(key, 10 - key, 0.5)) })
    const found = (await similar('2410.00001', { limit: 3 }))!
    expect(found.map((one) => [one.paper.key, one.copies?.length ?? 0])).toEqual([[2, 0], [3, 1], [5, 0]])
    expect(found[0]!.reasons).toEqual([{ kind: 'title', text: 'nearly the same text' }])
  })
})
