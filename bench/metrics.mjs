/** Figures of lists and times. Pure. What judged collections say of a ranked list is in src/evaluate/metrics.ts. */

/**
 * The share of `left`'s first `k` that are among `right`'s first `k`, over the shorter of the two; 1 when both are empty.
 * @param {readonly unknown[]} left
 * @param {readonly unknown[]} right
 * @param {number} k
 */
export function overlap(left, right, k) {
  const [a, b] = [left.slice(0, k), right.slice(0, k)]
  if (a.length === 0 && b.length === 0) return 1
  const other = new Set(b)
  return a.filter((one) => other.has(one)).length / Math.max(1, Math.min(a.length, b.length))
}

/** @param {readonly number[]} values */
export function mean(values) {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * The smallest value that at least a share `p` of the values do not exceed (nearest rank); NaN of nothing.
 * @param {readonly number[]} values in any order
 * @param {number} p 0 to 1
 */
export function percentile(values, p) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? NaN : /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))])
}

/** The middle value, or the mean of the two in the middle. @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
