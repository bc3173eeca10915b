import { expect, it } from 'vitest'
import { addDays } from '../tools/dates.ts'
import { listedPapers } from './listed-papers.test-helper.ts'
import { allDaysList } from './lists.ts'

const LAST = '2026-04-30'
const { store, list } = listedPapers()

/** Papers by key and day, page by page. */
async function walk(options: Parameters<typeof allDaysList>[1] = {}): Promise<(readonly [number, string])[]> {
  const all: (readonly [number, string])[] = []
  for (let page = 0; ; page++) {
    const { entries } = await allDaysList(store(), { sort: 'published', ...options, page, pageSize: 3 })
    if (entries.length === 0) return all
    all.push(...entries.map(({ paper, listed }) => [paper.key, listed!.day] as const))
  }
}

it('begins with the starter shelf while nothing else is listed, and leaves it out once something is', async () => {
  const shelf = await list(1, ['shelf', '2026-11-20'])
  expect(await walk()).toEqual([[shelf, '2026-11-20']])
  const paper = await list(2, ['huggingface', LAST])
  expect(await walk()).toEqual([[paper, LAST]])
  const both = await list(3, ['shelf', '2026-11-19'], ['arxiv', addDays(LAST, -1)])
  expect(new Set(await walk())).toEqual(new Set([[paper, LAST], [both, addDays(LAST, -1)]]))
})

it('has a paper that was listed on days far apart once, where it was listed last, however the pages are cut', async () => {
  const keys: number[] = []
  for (let number = 0; number < 12; number++) keys.push(await list(number, ['arxiv', addDays(LAST, -9 * number)], ['huggingface', addDays(LAST, -9 * number - 40)]))
  expect(await walk()).toEqual(keys.map((key, number) => [key, addDays(LAST, -9 * number)]))
  // Within a reader's own dates, of two places the one within counts.
  const [, , third = 0] = keys
  const until = addDays(LAST, -50)
  const cut = await walk({ before: until })
  expect(cut.find(([key]) => key === third)).toEqual([third, addDays(LAST, -58)])
  expect(cut.map(([key]) => key).sort((a, b) => a - b)).toEqual([...new Set(cut.map(([key]) => key))].sort((a, b) => a - b))
})
