import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EMPTY_PAPER } from '../../test/page/made-up-papers.ts'
import type { Paper } from '../paper/paper.ts'
import type { SearchIndex, Suggestions } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import { suggestFor } from './suggest.ts'

const PAPERS: readonly Paper[] = [
  { ...EMPTY_PAPER, key: 1, id: '2410.00001', title: 'Bounds in $\\ell_p$', authors: [{ name: 'Ada "Countess" Lovelace' }, { name: 'Kurt Gödel' }] },
  { ...EMPTY_PAPER, key: 2, id: '2410.00002', title: 'Sparse attention' },
  { ...EMPTY_PAPER, key: 3, id: '10.1000/x', title: 'Sparse Attention' },
]
const HELD = [{ name: 'cs.LG', papers: 50 }, { name: 'stat.ML', papers: 20 }, { name: 'cs.CL', papers: 10 }, { name: 'cs.CV', papers: 9 }, { name: 'biorxiv.cell-biology', papers: 3 }, { name: 'house', papers: 1 }]

function suggest(typed: string, answer: Suggestions = { titles: [1, 2, 3, 99], authors: [{ key: 1, place: 0, papers: 7 }, { key: 1, place: 5, papers: 2 }, { key: 98, place: 0, papers: 1 }] }, asked: string[] = []) {
  const index = { suggest: async (text: string) => (asked.push(text), answer) } as unknown as SearchIndex
  const store = { papers: async (keys: readonly number[]) => keys.flatMap((key) => PAPERS.find((one) => one.key === key) ?? []) } as unknown as Store
  return suggestFor(store, index, HELD, typed)
}

it('shows titles as text, one of each, and names as they are written, and leaves out what has gone', async () => {
  expect(await suggest('bo')).toEqual({
    papers: [{ id: '2410.00001', title: 'Bounds in ℓₚ' }, { id: '2410.00002', title: 'Sparse attention' }],
    authors: [{ name: 'Ada "Countess" Lovelace', papers: 7, query: 'author:"Ada Countess Lovelace"' }],
    categories: [],
  })
})

it.each([
  ['cs', ['cs.LG', 'cs.CL', 'cs.CV']],
  ['cs.lg', ['cs.LG']],
  ['CS.C', ['cs.CL', 'cs.CV']],
  ['machine', ['cs.LG', 'stat.ML']],
  ['machine lea', ['cs.LG', 'stat.ML']],
  ['vision comp', ['cs.CV']],
  ['comp', ['cs.CL', 'cs.CV']],
  ['hou', ['house']],
  ['cell b', ['biorxiv.cell-biology']],
  ['cat:biorxiv', ['biorxiv.cell-biology']],
  ['m', []],
  ['cat:cs.c', ['cs.CL', 'cs.CV']],
  ['cat:learn', ['cs.LG', 'stat.ML']],
  ['astro', []], // not held
])('completes the category %s', async (typed, ids) => {
  const { categories } = await suggest(typed, { titles: [], authors: [] })
  expect(categories.map(({ id }) => id)).toEqual(ids)
  for (const { id, query } of categories) expect(query).toBe(`cat:${id}`)
})

it.each([
  ['author:lov', ['lov'], 'authors'],
  ['au:"Ada Lo', ['Ada Lo'], 'authors'],
  ['title:spa', ['spa'], 'papers'],
  ['cat:cs', [], 'categories'],
])('takes %s as asking for one kind', async (typed, texts, kind) => {
  const asked: string[] = []
  const found = await suggest(typed, undefined, asked)
  expect(asked).toEqual(texts)
  expect(Object.entries(found).filter(([, lines]) => lines.length > 0).map(([name]) => name)).toEqual([kind])
})

it.each([[''], ['   '], ['-sparse'], ['"sparse'], ['sparse cat:cs'], ['id:2410'], ['x'.repeat(201)]])('suggests nothing for %.20s', async (typed) => {
  expect(await suggest(typed)).toEqual({ papers: [], authors: [], categories: [] })
})

it('takes anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 220 }), async (typed) => {
      expect(Object.keys(await suggest(typed))).toEqual(['papers', 'authors', 'categories'])
    }),
  )
})
