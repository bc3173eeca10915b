import type { Clock } from '../tools/clock.ts'

/** Holds answers for a short time, so that many who ask the same at once ask once. An answer that failed is not held. */
export class Remembered<Answer> {
  readonly #held = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>()

  readonly #clock: Clock
  readonly #forMs: number
  readonly #most: number

  /** @param forMs how long an answer is held @param most how many are held at most, the oldest going first */
  constructor(clock: Clock, forMs: number, most: number) {
    this.#clock = clock
    this.#forMs = forMs
    this.#most = most
  }

  get(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const now = this.#clock.now()
    const held = this.#held.get(name)
    if (held !== undefined && now - held.at < this.#forMs && now >= held.at) return held.answer
    const answer = ask()
    this.#held.delete(name)
    if (this.#held.size >= this.#most) this.#held.delete(this.#held.keys().next().value!)
    this.#held.set(name, { at: now, answer })
    answer.catch(() => {
      if (this.#held.get(name)?.answer === answer) this.#held.delete(name)
    })
    return answer
  }
}
