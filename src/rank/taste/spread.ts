/** Above this cosine two papers are of one topic; at 1 the later one loses so much of its score. */
const SAME_TOPIC = 0.55
const LOSS = 0.5
/** Only the first places are spread, and only among so many papers: further down nobody sees two of a kind side by side. */
const PLACES = 50
const AMONG = 120

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): each place goes to the paper with the most score left, and a paper
 * loses score by how much it is like one that already has a place.
 * @param order rows, best first
 * @param score by row, about 0 to 1
 * @param cosine of two rows
 */
export function spread(order: readonly number[], score: Float64Array, cosine: (a: number, b: number) => number): number[] {
  const left = order.slice(0, AMONG)
  const closest = new Float64Array(left.length)
  const chosen: number[] = []
  while (left.length > 0 && chosen.length < PLACES) {
    let best = 0
    let most = -Infinity
    for (let i = 0; i < left.length; i++) {
      const value = score[left[i]!]! - (LOSS * Math.max(0, closest[i]! - SAME_TOPIC)) / (1 - SAME_TOPIC)
      if (value <= most) continue
      best = i
      most = value
    }
    const row = left[best]!
    chosen.push(row)
    left.splice(best, 1)
    closest.copyWithin(best, best + 1)
    for (let i = 0; i < left.length; i++) closest[i] = Math.max(closest[i]!, cosine(row, left[i]!))
  }
  return [...chosen, ...left, ...order.slice(AMONG)]
}
