import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuse } from './fuse.ts'

const at = (words: number, meaning: number, day?: number) => ({ words, meaning, day })

describe('fuse', () => {
  it('orders by both signals, each against its best', () => {
    const [first, second, third] = [at(10, 0.1), at(9, 0.9), at(1, 0.2)]
    expect(fuse([third, first, second], { words: 0.5, meaning: 0.5 }).map(({ candidate }) => candidate)).toEqual([second, first, third])
    expect(fuse([third, second, first], { words: 1, meaning: 0 }).map(({ candidate }) => candidate)).toEqual([first, second, third])
  })

  it('puts the newer of equals first, and everything newest first when nothing was asked', () => {
    expect(fuse([at(0, 0, 5), at(0, 0), at(0, 0, 9)]).map(({ candidate }) => candidate.day)).toEqual([9, 5, undefined])
    expect(fuse([at(3, 0, 5), at(3, 0, 9)]).map(({ candidate }) => candidate.day)).toEqual([9, 5])
  })

  it('gives scores from 0 to 1 whose parts explain them, in falling order', () => {
    const signal = fc.record({ words: fc.integer({ min: 0, max: 5000 }).map((hundredths) => hundredths / 100), meaning: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100), day: fc.option(fc.integer(), { nil: undefined }) })
    fc.assert(
      fc.property(fc.array(signal), (signals) => {
        const ranked = fuse(signals)
        expect(ranked).toHaveLength(signals.length)
        for (const [place, { score, parts }] of ranked.entries()) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1 + 1e-9)
          expect(parts.words + parts.meaning).toBeGreaterThanOrEqual(0)
          if (place > 0) expect(score).toBeLessThanOrEqual(ranked[place - 1]!.score)
        }
      }),
    )
  })
})
