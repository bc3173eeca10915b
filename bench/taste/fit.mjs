/**
 * Weights of the standardised parts that make a week's own later papers most probable, papers of later co-authors counting
 * half: a conditional logit (softmax over the papers of a week), by Adam.
 * @param {readonly { values: readonly Float64Array[], gain: Float64Array }[]} weeks `values`: part by part, by row; `gain`: what each row counts
 * @returns {number[]} by part
 */
export function fitWeights(weeks, rounds = 300) {
  const parts = weeks[0].values.length
  const weights = new Float64Array(parts)
  const [mean, square] = [new Float64Array(parts), new Float64Array(parts)]
  for (let round = 1; round <= rounds; round++) {
    const slope = new Float64Array(parts)
    for (const { values, gain } of weeks) {
      const sums = gain.map((_, row) => values.reduce((sum, part, at) => sum + weights[at] * part[row], 0))
      const top = sums.reduce((most, sum) => Math.max(most, sum), -Infinity)
      const chances = sums.map((sum) => Math.exp(sum - top))
      const total = chances.reduce((sum, chance) => sum + chance, 0)
      const gains = gain.reduce((sum, one) => sum + one, 0)
      for (let at = 0; at < parts; at++) for (let row = 0; row < gain.length; row++) slope[at] += ((gain[row] / gains - chances[row] / total) * values[at][row]) / weeks.length
    }
    for (let at = 0; at < parts; at++) {
      const step = slope[at] - 0.002 * weights[at]
      mean[at] = 0.9 * mean[at] + 0.1 * step
      square[at] = 0.99 * square[at] + 0.01 * step * step
      weights[at] += (0.1 * mean[at]) / (1 - 0.9 ** round) / (Math.sqrt(square[at] / (1 - 0.99 ** round)) + 1e-8)
    }
  }
  return [...weights]
}
