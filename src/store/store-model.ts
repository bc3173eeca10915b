/** Any order of writes, rewrites and removals, beside a model that keeps everything in maps and looks at all of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Category, type Step, steps } from './store-model-steps.ts'
import { madeUpPaper } from './made-up-papers.ts'
import type { DayQuery, PaperWrite, Store } from './store.ts'

type Held = PaperWrite & { key: number }

/** @param open opens a new, empty store */
export function storeModel(name: string, open: () => Promise<Store>, runs: number): void {
  test(`a store in ${name} does as a model does`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const store = await open()
        try {
          await compare(store, all)
        } finally {
          await store.close()
        }
      }),
      { numRuns: runs },
    )
  })
}

async function compare(store: Store, all: readonly Step[]): Promise<void> {
  const model = new Map<number, Held>()
  const removed: number[] = []
  const changed: number[] = []
  let number = 0
  for (const step of all) {
    const keys = [...model.keys()]
    const chosen = step.target === undefined ? undefined : keys[step.target % Math.max(1, keys.length)]
    if (step.remove) {
      if (chosen === undefined) continue
      await store.write((writer) => writer.remove([chosen]))
      model.delete(chosen)
      removed.push(chosen)
      continue
    }
    const source = chosen === undefined ? { source: 'arxiv' as const, sourceKey: `s${++number}`, hash: 'h', record: undefined } : model.get(chosen)?.sources[0]
    const paper = madeUpPaper(step.paper, { categories: step.categories, venue: step.venue, published: step.published }, { key: chosen, days: step.days, sources: source === undefined ? [] : [source] })
    const [key = 0] = await store.write((writer) => writer.write([paper]))
    model.set(key, { ...paper, key })
    if (changed.includes(key)) changed.splice(changed.indexOf(key), 1)
    changed.push(key)
  }

  expect(await store.check()).toEqual([])
  expect(await store.count()).toBe(model.size)
  expect((await store.papers([...model.keys()])).map(({ key, ...content }) => ({ key, content }))).toEqual([...model.values()].map(({ key, content }) => ({ key, content })))
  const changes = await store.changes(0, 1000)
  expect(changes.papers.map(({ paper }) => paper.key)).toEqual(changed.filter((key) => model.has(key)))
  expect(changes.removed.map(({ key }) => key)).toEqual(removed)
  for (const sort of ['votes', 'published'] as const) {
    for (const category of [undefined, 'cs', 'cs.LG'] as const) {
      for (const [from, to] of [['2024-03-01', '2024-03-04'], ['2024-03-02', '2024-03-02']] as const) {
        const query: DayQuery = { from, to, sort, category, limit: 100 }
        const got = await store.listed(query)
        const expected = listedByModel([...model.values()], query)
        expect(got.papers.map(({ paper, entry }) => [paper.key, entry])).toEqual(expected)
        expect(got.total).toBe(expected.length)
        expect((await store.listed({ ...query, offset: 2, limit: 3 })).papers.map(({ paper, entry }) => [paper.key, entry])).toEqual(expected.slice(2, 5))
      }
    }
  }
}

type Place = PaperWrite['days'][number]

function listedByModel(papers: readonly Held[], query: DayQuery): [number, Place][] {
  const has = (categories: readonly string[]) => query.category === undefined || categories.some((category: string | Category) => category === query.category || category.startsWith(`${query.category}.`))
  const rows: { paper: Held; entry: Place }[] = []
  for (const paper of papers) {
    if (!has(paper.content.categories)) continue
    const places = paper.days.filter((entry) => entry.day >= query.from && entry.day <= query.to)
    const [entry] = places.sort((a, b) => b.upvotes - a.upvotes || order(a.day, b.day) || a.position - b.position || order(a.source, b.source))
    if (entry !== undefined) rows.push({ paper, entry })
  }
  const published = (row: (typeof rows)[number]) => row.paper.content.published ?? ''
  rows.sort(
    (a, b) =>
      (query.sort === 'published' ? order(published(b), published(a)) || order(b.entry.day, a.entry.day) : 0) ||
      b.entry.upvotes - a.entry.upvotes ||
      a.entry.position - b.entry.position ||
      order(b.entry.day, a.entry.day) ||
      b.paper.key - a.paper.key,
  )
  return rows.map((row) => [row.paper.key, row.entry])
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
