import { describe, expect, it } from 'vitest'
import { mean, median, ndcg, overlap, percentile, recall, reciprocalRank } from './metrics.mjs'

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

describe('overlap', () => {
  it('is the share of one list in the other', () => {
    expect(overlap([1, 2, 3, 4], [4, 3, 9, 8], 4)).toBe(0.5)
    expect(overlap([1, 2, 3, 4], [4, 3, 9, 8], 2)).toBe(0)
    expect(overlap([1, 2, 3, 4], [2], 10)).toBe(1)
    expect(overlap([], [], 10)).toBe(1)
    expect(overlap([], [1], 10)).toBe(0)
  })
})

describe('means and percentiles', () => {
  it('follow the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect([0.5, 0.9, 0.99, 1, 0].map((p) => percentile(hundred, p))).toEqual([50, 90, 99, 100, 1])
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([], 0.5)).toBeNaN()
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(mean([1, 2, 6])).toBe(3)
    expect(mean([])).toBe(0)
  })
})
