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
    return this.count(key).allowed
  }

  /** Counts one more, and says what is left of the window and for how long it lasts, ms. */
  count(key: string): { readonly allowed: boolean; readonly left: number; readonly forMs: number } {
    const now = this.#clock.now()
    const held = this.#held.get(key)
    // A window that would last longer than one was begun by a clock that has been put back since.
    if (held !== undefined && held.until > now && held.until <= now + this.#windowMs) {
      held.times++
      return { allowed: held.times <= this.#times, left: Math.max(0, Math.floor(this.#times - held.times)), forMs: held.until - now }
    }
    this.#held.delete(key)
    this.#held.set(key, { times: 1, until: now + this.#windowMs })
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= KEYS_MAX) break
      this.#held.delete(oldest)
    }
    return { allowed: true, left: this.#times - 1, forMs: this.#windowMs }
  }

  /** Takes a part of what was counted last back: it was less work than it looked. */
  giveBack(key: string, part: number): void {
    const held = this.#held.get(key)
    if (held !== undefined) held.times = Math.max(0, held.times - part)
  }
}
