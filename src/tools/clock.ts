/** Time as a value that is passed in, so that tests can hold it still. */
export interface Clock {
  /** now, as milliseconds since 1970 UTC */
  now(): number
}
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that can also be waited on; in tests a year passes in a moment. */
export interface Time extends Clock {
  /** Resolves after `ms`, or as soon as the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Longest delay that Node's timers keep; longer sleeps are made of several. */
const MAX_TIMER_MS = 2 ** 31 - 1

export const systemTime: Time = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // Counted by the timers alone: a clock that is put back must not make a minute last for hours.
    for (let left = ms; left > 0 && !signal?.aborted; left -= MAX_TIMER_MS) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, Math.min(left, MAX_TIMER_MS))
        signal?.addEventListener('abort', done, { once: true })
      })
    }
  },
}
