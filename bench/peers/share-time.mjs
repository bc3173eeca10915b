/**
 * Divides time between contestants so that the fast ones do all their work and the slow ones get equal shares of what
 * is left.
 * @param {readonly number[]} needs seconds that each would take
 * @param {number} seconds that there are
 * @returns {number[]} seconds for each, in order
 */
export function shareTime(needs, seconds) {
  const order = needs.map((_, at) => at).sort((a, b) => needs[a] - needs[b])
  const shares = needs.map(() => 0)
  let left = Math.max(0, seconds)
  order.forEach((at, done) => {
    shares[at] = Math.min(needs[at], left / (order.length - done))
    left -= shares[at]
  })
  return shares
}
