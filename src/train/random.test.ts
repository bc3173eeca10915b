import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

const some = (random: Random, count = 200): number[] => Array.from({ length: count }, () => random.bits())

describe('Random', () => {
  it('gives the same numbers for the same seed, others for others', () => {
    expect(some(new Random(5))).toEqual(some(new Random(5)))
    expect(some(new Random(5))).not.toEqual(some(new Random(6)))
    expect(new Set(some(new Random(5))).size).toBe(200)
  })

  it('gives these numbers for seed 1, on this machine and on every other', () => {
    expect(some(new Random(1), 4)).toEqual([1506684997, 389392296, 138374344, 482077534])
  })

  it('goes on from what was saved', () => {
    const random = new Random(9)
    some(random, 17)
    const saved = random.save()
    const following = some(random)
    const other = new Random(1)
    other.restore(saved)
    expect(some(other)).toEqual(following)
  })

  it('spreads evenly and stays inside its bounds', () => {
    const random = new Random(3)
    const hits = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) hits[random.below(10)]!++
    // Five standard deviations.
    for (const count of hits) expect(Math.abs(count - 1000)).toBeLessThan(150)
    let sum = 0
    let squares = 0
    for (let i = 0; i < 10_000; i++) {
      const value = random.normal()
      sum += value
      squares += value * value
    }
    expect(Math.abs(sum / 10_000)).toBeLessThan(0.05)
    expect(Math.abs(squares / 10_000 - 1)).toBeLessThan(0.08)
  })

  it('shuffles: each number once, each order as likely', () => {
    const random = new Random(4)
    const orders = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const numbers = Uint32Array.of(1, 2, 3)
      random.shuffle(numbers)
      orders.set(numbers.join(), (orders.get(numbers.join()) ?? 0) + 1)
    }
    expect([...orders.keys()].sort()).toEqual(['1,2,3', '1,3,2', '2,1,3', '2,3,1', '3,1,2', '3,2,1'])
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
