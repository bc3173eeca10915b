/**
 * How a neural model is held against ours: its cosines alone, and fused with our words in the plainest of ways, a
 * weighted sum of the two signals, each divided by its best in the list. Pure.
 *
 * @typedef {object} Signals of one candidate
 * @property {string} id
 * @property {number} words BM25, 0 when no word matches
 * @property {number} cosine
 */

/**
 * @param {readonly Signals[]} candidates
 * @param {number} weight of meaning, 0 to 1; words have the rest
 * @returns {string[]} ids, best first; equals in the order given
 */
export function fusePlain(candidates, weight) {
  const mostWords = Math.max(1e-9, ...candidates.map(({ words }) => words))
  const mostCosine = Math.max(1e-9, ...candidates.map(({ cosine }) => cosine))
  return candidates
    .map(({ id, words, cosine }) => ({ id, score: ((1 - weight) * words) / mostWords + (weight * Math.max(0, cosine)) / mostCosine }))
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id)
}

/** The best `count` by words and the best `count` by cosine, united. What no word found is no candidate by words. @param {readonly Signals[]} all @param {number} count */
export function candidatesOf(all, count) {
  const byWords = all.filter(({ words }) => words > 0).sort((a, b) => b.words - a.words).slice(0, count)
  const byCosine = [...all].sort((a, b) => b.cosine - a.cosine).slice(0, count)
  return [...new Set([...byWords, ...byCosine])]
}

/**
 * For each collection the weight with the best mean over all the others, so that none has a say in its own.
 * @param {readonly (readonly number[])[]} quality of each collection at each weight
 * @returns {(number | undefined)[]} for each collection which of the weights; undefined where there is no other
 */
export function weightsFromOthers(quality) {
  return quality.map((_, own) => {
    const others = quality.filter((_, at) => at !== own)
    if (others.length === 0) return undefined
    const sums = (others[0] ?? []).map((_, weight) => others.reduce((sum, one) => sum + (one[weight] ?? 0), 0))
    return sums.indexOf(Math.max(...sums))
  })
}
