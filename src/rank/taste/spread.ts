/** From this cosine on two papers are of one topic; at 1 they are one topic wholly. */
const SAME_TOPIC = 0.55
/** A score is divided by 1 + this for each paper before it that is wholly of its topic. */
const LOSS = 0.5
/** Only the first places are spread, and only among so many papers: further down nobody sees two of a kind side by side. */
const PLACES = 50
const AMONG = 120

/**
 * In the manner of maximal marginal relevance (Carbonell and Goldstein 1998): each place goes to the paper with the most score left,
 * and a paper's score is shared with those of its topic that have a place. With all of them, not only the closest: the third on a
 * topic is welcome, the tenth is not.
 * @param order rows, best first
 * @param score by row, about 0 to 1
 * @param cosine of two rows
 */
export function spread(order: readonly number[], score: Float64Array, cosine: (a: number, b: number) => number): number[] {
  const left = order.slice(0, AMONG)
  const crowd = new Float64Array(left.length)
  const chosen: number[] = []
  while (left.length > 0 && chosen.length < PLACES) {
    let best = 0
    let most = -Infinity
    for (let i = 0; i < left.length; i++) {
      const value = score[left[i]!]! / (1 + LOSS * crowd[i]!)
      if (value <= most) continue
      best = i
      most = value
    }
    const row = left[best]!
    chosen.push(row)
    left.splice(best, 1)
    crowd.copyWithin(best, best + 1)
    for (let i = 0; i < left.length; i++) crowd[i]! += Math.max(0, cosine(row, left[i]!) - SAME_TOPIC) / (1 - SAME_TOPIC)
  }
  return [...chosen, ...left, ...order.slice(AMONG)]
}
