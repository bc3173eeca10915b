import type { Clock } from '../../tools/clock.ts'

/** More keys than this are forgotten, oldest first: who asks from everywhere at once is not to fill the memory. */
const KEYS_MAX = 10_000

interface Held {
  times: number
  until: number
}

/** So many times in so long, for each key; kept in memory, so a restart forgets. */
export class RateLimit {
  readonly #clock: Clock
  readonly #times: number
  readonly #windowMs: number
  /** Windows begun last, and those begun before them, which go all at once: taking the oldest out of a map one by one grows slow. */
  #young = new Map<string, Held>()
  #old = new Map<string, Held>()

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
    const held = this.#of(key)
    // A window that would last longer than one was begun by a clock that has been put back since.
    if (held !== undefined && held.until > now && held.until <= now + this.#windowMs) {
      held.times++
      return { allowed: held.times <= this.#times, left: Math.max(0, Math.floor(this.#times - held.times)), forMs: held.until - now }
    }
    if (this.#young.size >= KEYS_MAX / 2) [this.#old, this.#young] = [this.#young, new Map()]
    this.#young.set(key, { times: 1, until: now + this.#windowMs })
    return { allowed: true, left: this.#times - 1, forMs: this.#windowMs }
  }

  /** Takes a part of what was counted last back: it was less work than it looked. */
  giveBack(key: string, part: number): void {
    const held = this.#of(key)
    if (held !== undefined) held.times = Math.max(0, held.times - part)
  }

  #of(key: string): Held | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }
}
