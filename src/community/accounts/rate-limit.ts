import type { Clock } from '../../tools/clock.ts'

/** More keys than this are forgotten, oldest first: who asks from everywhere at once is not to fill the memory. */
const KEYS_MAX = 10_000

/** So many times in so long, for each key; kept in memory, so a restart forgets. */
export class RateLimit {
  readonly #clock: Clock
  readonly #times: number
  readonly #windowMs: number
  readonly #held = new Map<string, { times: number; until: number }>()

  constructor(clock: Clock, times: number, windowMs: number) {
    this.#clock = clock
    this.#times = times
    this.#windowMs = windowMs
  }

  /** Counts one more; false when there were too many already. */
  take(key: string): boolean {
    const now = this.#clock.now()
    const held = this.#held.get(key)
    if (held !== undefined && held.until > now) return ++held.times <= this.#times
    this.#held.delete(key)
    this.#held.set(key, { times: 1, until: now + this.#windowMs })
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= KEYS_MAX) break
      this.#held.delete(oldest)
    }
    return true
  }
}
