/** Chance with a seed: sfc32 (Doty-Humphrey, "PractRand", 2010). The same seed gives the same numbers on every machine. */
export class Random {
  readonly #state: Uint32Array

  constructor(seed: number) {
    this.#state = Uint32Array.of(seed, 0x9e3779b9, 0x243f6a88, 1)
    for (let i = 0; i < 16; i++) this.bits()
  }

  /** 32 bits, unsigned. */
  bits(): number {
    const state = this.#state
    const sum = (state[0]! + state[1]! + state[3]!) >>> 0
    state[3]!++
    state[0] = state[1]! ^ (state[1]! >>> 9)
    state[1] = state[2]! + (state[2]! << 3)
    state[2] = ((state[2]! << 21) | (state[2]! >>> 11)) + sum
    return sum
  }

  /** From 0 to below 1. */
  next(): number {
    return this.bits() / 0x1_0000_0000
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  /** Near enough to a normal deviate: the sum of twelve uniform ones (no transcendental function, so alike on every machine). */
  normal(): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.next()
    return sum
  }

  shuffle(numbers: Uint32Array): void {
    for (let i = numbers.length - 1; i > 0; i--) {
      const other = this.below(i + 1)
      const kept = numbers[i]!
      numbers[i] = numbers[other]!
      numbers[other] = kept
    }
  }

  /** What to give `restore` so that the same numbers follow. */
  save(): number[] {
    return [...this.#state]
  }

  restore(state: readonly number[]): void {
    this.#state.set(state)
  }
}
