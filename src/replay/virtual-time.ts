import type { Time } from '../tools/clock.ts'

export interface VirtualTime extends Time {
  /** Goes on by `ms`, waking each sleeper at its own instant, in order. */
  advance(ms: number): Promise<void>
}

interface Sleeper {
  readonly until: number
  readonly order: number
  wake(): void
}

/**
 * A clock that stands still while anybody works and leaps to the next sleeper's instant when everybody sleeps. Several
 * may sleep at once; they wake in the order of their instants. Work that waits for a thread, a socket or a file between
 * two sleeps is not seen: where that matters take `byHand`, with which only `advance` moves the clock.
 * @param start ms since 1970
 */
export function virtualTime(start: number, options: { byHand?: boolean } = {}): VirtualTime {
  let now = start
  let order = 0
  let leaping = false
  let advancing = false
  const sleepers = new Set<Sleeper>()

  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined
    for (const one of sleepers) if (first === undefined || one.until < first.until || (one.until === first.until && one.order < first.order)) first = one
    return first
  }
  const wakeNext = (): void => {
    const one = next()
    if (one === undefined) return
    sleepers.delete(one)
    now = Math.max(now, one.until)
    one.wake()
  }
  const leap = (): void => {
    if (leaping || options.byHand === true) return
    leaping = true
    setImmediate(() => {
      leaping = false
      if (!advancing) wakeNext()
      if (sleepers.size > 0) leap()
    })
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const one: Sleeper = {
          until: now + Math.max(0, ms),
          order: order++,
          wake: () => {
            signal?.removeEventListener('abort', end)
            resolve()
          },
        }
        const end = (): void => {
          sleepers.delete(one)
          resolve()
        }
        signal?.addEventListener('abort', end, { once: true })
        sleepers.add(one)
        leap()
      }),
    advance: async (ms) => {
      const until = now + ms
      advancing = true
      try {
        for (;;) {
          // Whoever woke may go to sleep again before the next one's turn.
          await new Promise<void>((resolve) => setImmediate(resolve))
          const one = next()
          if (one === undefined || one.until > until) break
          wakeNext()
        }
        now = Math.max(now, until)
      } finally {
        advancing = false
        if (sleepers.size > 0) leap()
      }
    },
  }
}
