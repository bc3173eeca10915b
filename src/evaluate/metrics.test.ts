import { describe, expect, it } from 'vitest'
import { meanOf, measure, ndcg, recall, reciprocalRank } from './metrics.ts'

const grades = new Map([['a', 3], ['b', 2], ['c', 1], ['d', 0], ['e', -1]])

describe('nDCG', () => {
  it('is 1 for the best order and 0 for none', () => {
    expect(ndcg(['a', 'b', 'c'], grades, 10)).toBe(1)
    expect(ndcg(['a', 'b'], grades, 2)).toBe(1)
    expect(ndcg(['x', 'd', 'e'], grades, 10)).toBe(0)
    expect(ndcg([], grades, 10)).toBe(0)
    expect(ndcg(['d'], new Map([['d', 0]]), 10)).toBe(0)
  })

  it('is what one computes by hand', () => {
    // c at rank 1, a at rank 3: 1/log2(2) + 3/log2(4) = 2.5; the best is 3 + 2/log2(3) + 1/2 = 4.7618595
    expect(ndcg(['c', 'x', 'a'], grades, 10)).toBeCloseTo(0.5250050, 6)
    // The cut leaves a out of the list and c out of the best: 1 / (3 + 2/log2(3)) = 1 / 4.2618595
    expect(ndcg(['c', 'x', 'a'], grades, 2)).toBeCloseTo(0.2346394, 6)
  })

  it('gives no harm to a grade below zero', () => {
    expect(ndcg(['e', 'a', 'b', 'c'], grades, 10)).toBe(ndcg(['x', 'a', 'b', 'c'], grades, 10))
  })
})

describe('recall', () => {
  it('counts relevant documents among the first k, over all relevant ones', () => {
    expect(recall(['a', 'd', 'c', 'b'], grades, 1)).toBeCloseTo(1 / 3)
    expect(recall(['a', 'd', 'c', 'b'], grades, 3)).toBeCloseTo(2 / 3)
    expect(recall(['a', 'd', 'c', 'b'], grades, 100)).toBe(1)
    expect(recall(['a'], new Map(), 5)).toBe(0)
  })
})

describe('reciprocal rank', () => {
  it('looks at the first relevant document only', () => {
    expect(reciprocalRank(['d', 'e', 'b', 'a'], grades)).toBeCloseTo(1 / 3)
    expect(reciprocalRank(['a'], grades)).toBe(1)
    expect(reciprocalRank(['x', 'd'], grades)).toBe(0)
  })
})

describe('all measures together', () => {
  /** Ranks 6, 11 and 101 fall just outside 5, 10 and 100. */
  const at = (rank: number): string[] => [...Array.from({ length: rank - 1 }, (_, place) => `x${place}`), 'a']

  it('are cut where their names say', () => {
    const relevant = new Map([['a', 1]])
    expect(measure(at(5), relevant)).toEqual({ 'ndcg@10': 1 / Math.log2(6), 'recall@5': 1, 'recall@10': 1, 'recall@100': 1, mrr: 1 / 5 })
    expect(measure(at(6), relevant)).toMatchObject({ 'recall@5': 0, 'recall@10': 1 })
    expect(measure(at(11), relevant)).toMatchObject({ 'ndcg@10': 0, 'recall@10': 0, 'recall@100': 1 })
    expect(measure(at(101), relevant)).toEqual({ 'ndcg@10': 0, 'recall@5': 0, 'recall@10': 0, 'recall@100': 0, mrr: 1 / 101 })
  })

  it('are averaged over queries, those that found nothing included', () => {
    const found = measure(['a', 'b', 'c'], grades)
    expect(meanOf([found, measure([], grades)])).toEqual({ 'ndcg@10': 0.5, 'recall@5': 0.5, 'recall@10': 0.5, 'recall@100': 0.5, mrr: 0.5 })
    expect(meanOf([])).toEqual(measure([], grades))
  })
})
