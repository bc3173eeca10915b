import { setImmediate as breathe } from 'node:timers/promises'
import type { Store } from '../../store/store.ts'
import type { Guess } from '../first-guess.ts'
import { guessPaper } from '../guess-reading.ts'

/** The newest so many of the papers asked for are guessed; the others have no guess, which costs them little. */
const MOST = 1000
/** So few are waited for, some 100 ms; more are guessed while the page is shown without. */
const WAITED_FOR = 100
const AT_ONCE = 20
const KEPT = 5000

/** What readers tend to like, by key, from 0: guessed once for each paper and kept. */
export class GuessScores {
  readonly #store: Pick<Store, 'papers'>
  readonly #guess: Guess
  readonly #kept = new Map<number, number>()
  #under: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(store: Pick<Store, 'papers'>, guess: Guess) {
    this.#store = store
    this.#guess = guess
  }

  /** @param keys newest first @param day ISO day by which the ages of papers are told */
  async of(keys: readonly number[], day: string): Promise<ReadonlyMap<number, number>> {
    const asked = keys.slice(0, MOST)
    const missing = asked.filter((key) => !this.#kept.has(key))
    if (missing.length > 0 && this.#waiting === 0) {
      this.#waiting++
      this.#under = this.#fill(missing, day).catch(() => undefined).finally(() => this.#waiting--)
    }
    if (missing.length <= WAITED_FOR) await this.#under
    const known = asked.flatMap((key): [number, number][] => (this.#kept.has(key) ? [[key, this.#kept.get(key)!]] : []))
    const lowest = Math.min(...known.map(([, score]) => score))
    return new Map(known.map(([key, score]) => [key, score - lowest]))
  }

  async #fill(keys: readonly number[], day: string): Promise<void> {
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      for (const paper of await this.#store.papers(keys.slice(at, at + AT_ONCE))) this.#kept.set(paper.key, this.#guess(guessPaper(paper, day)))
      await breathe()
    }
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break
      this.#kept.delete(key)
    }
  }
}
