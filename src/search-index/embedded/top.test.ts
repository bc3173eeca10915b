import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Top } from './top.ts'

describe('the highest scores', () => {
  it('are what sorting all of them gives, best first, in any number', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 })), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 25 }), (scores, size, count) => {
        const top = new Top(size)
        for (const [item, score] of scores.entries()) top.offer(score, item)
        const sorted = scores.toSorted((a, b) => b - a)
        const best = top.best(count)
        expect(best.map((item) => scores[item])).toEqual(sorted.slice(0, Math.min(size, count)))
        expect(new Set(best).size).toBe(best.length)
        expect(top.floor).toBe(scores.length < size ? -Infinity : size === 0 ? undefined : sorted[size - 1])
      }),
    )
  })

  it('stay as they are when they are asked for', () => {
    const top = new Top(3)
    for (const [item, score] of [5, 1, 4, 2].entries()) top.offer(score, item)
    expect([top.best(2), top.best(2), top.best(9)]).toEqual([[0, 2], [0, 2], [0, 2, 3]])
    top.offer(9, 7)
    expect(top.best(1)).toEqual([7])
  })
})
