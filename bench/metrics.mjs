/**
 * Measures of a ranked list against judgments, as trec_eval computes them (linear gain). Pure. A document is
 * relevant when its grade is above 0; what is not judged counts as not relevant.
 */

/**
 * Normalised discounted cumulative gain of the first `k`: sum of grade / log2(rank + 1), over that of the best
 * order there is (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002).
 * @param {readonly string[]} ranked ids, best first
 * @param {ReadonlyMap<string, number>} grades by id
 * @param {number} k
 * @returns {number} 0 to 1; 0 when nothing is relevant
 */
export function ndcg(ranked, grades, k) {
  const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a)
  const best = gain(ideal.slice(0, k))
  return best === 0 ? 0 : gain(ranked.slice(0, k).map((id) => Math.max(0, grades.get(id) ?? 0))) / best
}

/** @param {readonly number[]} grades */
function gain(grades) {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0)
}

/**
 * The share of all relevant documents that stand among the first `k`.
 * @param {readonly string[]} ranked
 * @param {ReadonlyMap<string, number>} grades
 * @param {number} k
 */
export function recall(ranked, grades, k) {
  let relevant = 0
  for (const grade of grades.values()) if (grade > 0) relevant++
  return relevant === 0 ? 0 : ranked.slice(0, k).filter((id) => (grades.get(id) ?? 0) > 0).length / relevant
}

/**
 * One over the rank of the first relevant document, 0 when there is none in the list.
 * @param {readonly string[]} ranked
 * @param {ReadonlyMap<string, number>} grades
 */
export function reciprocalRank(ranked, grades) {
  const at = ranked.findIndex((id) => (grades.get(id) ?? 0) > 0)
  return at < 0 ? 0 : 1 / (at + 1)
}

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
