/**
 * The share of the wanted papers that are among the first `k` of a week; undefined where none is wanted.
 * @param {readonly number[]} ranked @param {ReadonlySet<number>} wanted @param {number} k
 */
export function recallAt(ranked, wanted, k) {
  return wanted.size === 0 ? undefined : ranked.slice(0, k).filter((one) => wanted.has(one)).length / wanted.size
}

/**
 * How far one mean of paired figures lies above another, with the interval that holds 95 of 100 means of readers drawn anew.
 * @param {readonly number[]} ours @param {readonly number[]} theirs the same readers in the same order
 * @param {() => number} random 0 to 1
 */
export function margin(ours, theirs, random, draws = 4000) {
  const gaps = ours.map((value, at) => value - theirs[at])
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const means = Float64Array.from({ length: draws }, () => {
    let sum = 0
    for (let i = 0; i < gaps.length; i++) sum += gaps[Math.floor(random() * gaps.length)]
    return sum / gaps.length
  }).sort()
  return { mean, low: means[Math.floor(0.025 * draws)], high: means[Math.ceil(0.975 * draws) - 1] }
}
