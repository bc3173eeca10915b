import { describe, expect, it } from 'vitest'
import { drawn, isExploring } from './explore.ts'

describe('isExploring', () => {
  it.each([0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5])('gives exactly a share of %d of the first places', (share) => {
    let count = 0
    for (let place = 0; place < 200; place++) {
      if (isExploring(place, share)) count++
      expect(count).toBe(Math.floor((place + 1) * share + 1e-9))
    }
  })
  it('never takes the first place', () => expect(isExploring(0, 0.5)).toBe(false))
})

describe('drawn', () => {
  const rows = Array.from({ length: 50 }, (_, row) => row)
  const draw = (seed: string, worth = (_row: number) => 0): number[] => drawn(rows, worth, (row) => row + 1000, seed)
  it('is the same for the same seed, another for another', () => {
    expect(draw('ada 2026-01-01')).toEqual(draw('ada 2026-01-01'))
    expect(draw('ada 2026-01-01')).not.toEqual(draw('ada 2026-01-02'))
  })
  it('leaves nobody out', () => expect(draw('x').toSorted((a, b) => a - b)).toEqual(rows))
  it('draws what is well thought of first, most of the time', () => {
    const firsts = Array.from({ length: 300 }, (_, day) => draw(`day ${day}`, (row) => (row === 7 ? 1 : 0))[0])
    // 1.05 against 49 × 0.05: three in ten.
    const share = firsts.filter((row) => row === 7).length / firsts.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.42)
  })
})
