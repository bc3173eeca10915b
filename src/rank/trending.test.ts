import { describe, expect, it } from 'vitest'
import { trendingScore } from './trending.ts'

describe('trendingScore', () => {
  it('fades with age and grows with votes', () => {
    expect(trendingScore(40, 0)).toBeGreaterThan(trendingScore(40, 1))
    expect(trendingScore(41, 3)).toBeGreaterThan(trendingScore(40, 3))
    expect(trendingScore(30, 0)).toBeGreaterThan(trendingScore(100, 3))
    expect(trendingScore(0, 0)).toBe(0)
  })
  it('is the formula on the page', () => {
    expect(trendingScore(27, 7)).toBeCloseTo(27 / 9 ** 1.5, 12)
  })
})
