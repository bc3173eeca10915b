import { describe, expect, it } from 'vitest'
import { virtualTime } from './virtual-time.ts'

describe('virtual time', () => {
  it('leaps from sleeper to sleeper in order, without waiting', async () => {
    const time = virtualTime(1000)
    const woke: [string, number][] = []
    const sleeper = async (name: string, ms: number, times: number): Promise<void> => {
      for (let turn = 0; turn < times; turn++) {
        await time.sleep(ms)
        woke.push([name, time.now()])
      }
    }
    await Promise.all([sleeper('long', 86_400_000, 1), sleeper('short', 40_000_000, 3)])
    expect(woke).toEqual([['short', 40_001_000], ['short', 80_001_000], ['long', 86_401_000], ['short', 120_001_000]])
  })
  it('stands still by hand until it is moved, and stops where it was told to', async () => {
    const time = virtualTime(0, { byHand: true })
    let woke = 0
    void (async () => {
      for (;;) {
        await time.sleep(10)
        woke++
      }
    })()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([time.now(), woke]).toEqual([0, 0])
    await time.advance(35)
    expect([time.now(), woke]).toEqual([35, 3])
    await time.advance(5)
    expect([time.now(), woke]).toEqual([40, 4])
  })
  it('ends a sleep that is aborted, and does not wait for it', async () => {
    const time = virtualTime(0, { byHand: true })
    const stop = new AbortController()
    const sleeping = time.sleep(1e12, stop.signal)
    stop.abort()
    await sleeping
    await time.sleep(1e12, stop.signal)
    expect(time.now()).toBe(0)
  })
})
