import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Time } from '../../tools/clock.ts'
import { Gate, type GateMemory, type GateState } from './gate.ts'
import { SourceTrouble } from './http.ts'

const START = Date.parse('2026-03-02T12:00:00Z')
const MINUTE = 60_000

/** A clock that leaps over every sleep. */
class Leaping implements Time {
  at = START
  slept: number[] = []
  now(): number {
    return this.at
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await Promise.resolve()
    if (signal?.aborted) return
    this.slept.push(ms)
    this.at += ms
  }
}

class Remembered implements GateMemory {
  state: GateState = { lastAt: 0, quietUntil: 0 }
  saved: GateState[] = []
  async load(): Promise<GateState> {
    return this.state
  }
  async save(state: GateState): Promise<void> {
    this.state = state
    this.saved.push(state)
  }
}

function open(time = new Leaping(), memory = new Remembered()) {
  const gate = new Gate({ name: 'arXiv', everyMs: 3000, quietMs: 10 * MINUTE, memory, time })
  return { gate, time, memory, another: () => open(time, memory).gate }
}

/** A request that takes `ms`, and the instant at which it began. */
const taking = (time: Leaping, ms: number) => async (): Promise<number> => {
  const began = time.now()
  await Promise.resolve()
  time.at += ms
  return began - START
}

const troubleOf = (promise: Promise<unknown>): Promise<SourceTrouble> =>
  promise.then(
    () => expect.fail('went through'),
    (error: unknown) => (error instanceof SourceTrouble ? error : Promise.reject(error)),
  )

describe('a gate', () => {
  it('keeps the distance from the end of a request to the beginning of the next, in order', async () => {
    const { gate, time } = open()
    expect(await Promise.all([1000, 20_000, 0, 5].map((ms) => gate.through(taking(time, ms))))).toEqual([0, 4000, 27_000, 30_000])
  })

  it('lets one request through at a time', async () => {
    const { gate, time } = open()
    let inside = 0
    let most = 0
    await Promise.all(Array.from({ length: 5 }, () => gate.through(async () => {
      most = Math.max(most, ++inside)
      await time.sleep(500)
      inside--
    })))
    expect(most).toBe(1)
  })

  it('goes on after a request that failed, keeping the distance to it', async () => {
    const { gate, time } = open()
    await expect(gate.through(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(await gate.through(taking(time, 0))).toBe(3000)
  })

  it('writes down each request before it is made', async () => {
    const { gate, memory } = open()
    await gate.through(async () => expect(memory.state.lastAt).toBe(START))
    await gate.through(async () => expect(memory.state.lastAt).toBe(START + 3000))
  })

  it('makes no request that it could not write down', async () => {
    const { gate, memory } = open()
    memory.save = () => Promise.reject(new Error('disk full'))
    let asked = false
    await expect(gate.through(async () => (asked = true))).rejects.toThrow('disk full')
    expect(asked).toBe(false)
  })

  it('keeps the distance after a restart in the midst of a request', async () => {
    const { gate, time, another } = open()
    // The process ends here; nothing after the beginning of the request is known.
    void gate.through(() => new Promise(() => undefined))
    await new Promise((resolve) => setImmediate(resolve))
    time.at += 1200
    expect(await another().through(taking(time, 0))).toBe(3000)
  })

  it('waits for short silence, and says of longer silence when it ends, over restarts too', async () => {
    const { gate, time, memory, another } = open()
    await gate.quietUntil(START + 10 * MINUTE)
    for (const one of [gate, another()]) {
      const trouble = await troubleOf(one.through(taking(time, 0)))
      expect(trouble).toMatchObject({ kind: 'busy', retryAt: START + 10 * MINUTE })
      expect(trouble.message).toMatch(/^arXiv .*\.$/)
    }
    expect(memory.state.lastAt).toBe(0)
    time.at += 9 * MINUTE
    expect(await another().through(taking(time, 0))).toBe(10 * MINUTE)
  })

  it('stays silent for the longest time that was asked, at most a day', async () => {
    const { gate, memory } = open()
    await gate.quietUntil(START + 10 * MINUTE)
    await gate.quietUntil(START + MINUTE)
    expect(memory.state.quietUntil).toBe(START + 10 * MINUTE)
    await gate.quietUntil(START + 1000 * 86_400_000)
    expect(memory.state.quietUntil).toBe(START + 86_400_000)
  })

  it('keeps those silent that were waiting when silence was asked for', async () => {
    const { gate, time } = open()
    const first = gate.through(() => gate.quietUntil(time.now() + 5 * MINUTE))
    const second = troubleOf(gate.through(taking(time, 0)))
    await first
    expect(await second).toMatchObject({ kind: 'busy', retryAt: START + 5 * MINUTE })
  })

  it('lets nobody wait long when the clock is put back', async () => {
    const { gate, time, another } = open()
    await gate.through(taking(time, 0))
    time.at -= 10 * 3_600_000
    expect(await gate.through(taking(time, 0))).toBe(-10 * 3_600_000 + 3000)
    time.at -= 10 * 3_600_000
    expect(await another().through(taking(time, 0))).toBe(-20 * 3_600_000 + 6000)
  })

  it('keeps what is left of a silence when the clock is put back', async () => {
    const { gate, time } = open()
    await gate.through(taking(time, 0))
    await gate.quietUntil(START + 10 * MINUTE)
    time.at -= 86_400_000 * 3
    expect(await troubleOf(gate.through(taking(time, 0)))).toMatchObject({ retryAt: time.at + 10 * MINUTE })
    time.at += 10 * MINUTE
    expect(await gate.through(taking(time, 0))).toBe(time.at - START)
  })

  it('takes a memory that makes no sense for none', async () => {
    for (const state of [{ lastAt: NaN, quietUntil: -5 }, { lastAt: 0, quietUntil: START * 9 }, { lastAt: START * 9, quietUntil: START * 99 }, { lastAt: Infinity, quietUntil: Infinity }]) {
      const { gate, time, memory } = open()
      memory.state = state
      expect(await gate.through(taking(time, 0))).toBeLessThanOrEqual(3000)
    }
  })

  it('lets those go who no longer want to wait, without losing its order', async () => {
    const { gate, time } = open()
    const stop = new AbortController()
    let open1!: () => void
    const first = gate.through(() => new Promise<void>((resolve) => (open1 = resolve)))
    const second = gate.through(taking(time, 0), stop.signal)
    const third = gate.through(taking(time, 0))
    stop.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    await new Promise((resolve) => setImmediate(resolve))
    expect(time.now()).toBe(START)
    open1()
    await first
    expect(await third).toBe(3000)
    await expect(gate.through(taking(time, 0), stop.signal)).rejects.toThrow('enough')
  })

  it('is polite whatever happens: two beginnings are never closer than the distance, nothing is asked in silence', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('ask' as const), takes: fc.nat(9000), fails: fc.boolean() }),
      fc.record({ kind: fc.constant('restart' as const), after: fc.nat(4000) }),
      fc.record({ kind: fc.constant('quiet' as const), ms: fc.nat(20 * MINUTE) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(5 * MINUTE) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { gate: first, time, another } = open()
        let gate = first
        let last = -Infinity
        let quiet = 0
        for (const one of steps) {
          if (one.kind === 'wait') time.at += one.ms
          else if (one.kind === 'restart') {
            time.at += one.after
            gate = another()
          } else if (one.kind === 'quiet') {
            quiet = Math.max(quiet, time.at + one.ms)
            await gate.quietUntil(time.at + one.ms)
          } else {
            try {
              await gate.through(async () => {
                expect(time.at - last).toBeGreaterThanOrEqual(3000)
                expect(time.at).toBeGreaterThanOrEqual(quiet)
                last = time.at
                time.at += one.takes
                if (one.fails) throw new Error('lost')
              })
            } catch (error) {
              if (error instanceof SourceTrouble) expect(quiet - time.at).toBeGreaterThan(MINUTE)
              else if (!(error instanceof Error) || error.message !== 'lost') throw error
            }
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
