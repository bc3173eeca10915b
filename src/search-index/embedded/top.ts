/** Keeps the `size` highest scores seen, with their items: a binary heap with the lowest kept score at the root. */
export class Top {
  readonly #size: number
  readonly scores: Float64Array
  readonly items: Float64Array
  length = 0

  constructor(size: number) {
    this.#size = size
    this.scores = new Float64Array(size)
    this.items = new Float64Array(size)
  }

  /** A score must be above this to be kept. */
  get floor(): number {
    return this.length < this.#size ? -Infinity : this.scores[0]!
  }

  offer(score: number, item: number): void {
    const { scores, items } = this
    if (this.length < this.#size) {
      let at = this.length++
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (scores[parent]! <= score) break
        scores[at] = scores[parent]!
        items[at] = items[parent]!
        at = parent
      }
      scores[at] = score
      items[at] = item
      return
    }
    if (this.#size === 0 || score <= scores[0]!) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.length) break
      if (child + 1 < this.length && scores[child + 1]! < scores[child]!) child++
      if (scores[child]! >= score) break
      scores[at] = scores[child]!
      items[at] = items[child]!
      at = child
    }
    scores[at] = score
    items[at] = item
  }

  /** The items of the highest `count` scores kept, best first. */
  best(count: number): number[] {
    const order = Array.from({ length: this.length }, (_, at) => at)
    return order.sort((a, b) => this.scores[b]! - this.scores[a]!).slice(0, count).map((at) => this.items[at]!)
  }
}
