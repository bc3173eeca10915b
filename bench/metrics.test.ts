import { describe, expect, it } from 'vitest'
import { mean, median, overlap, percentile } from './metrics.mjs'

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
