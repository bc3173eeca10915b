// nDCG@10 of a day's upvotes under an order, and what chance makes of a mean over days.

/** @typedef {{ id: string, place: number, asked: { title: string, abstract: string, authors: number, daysOld?: number }, published?: string, upvotes: number, hours?: number, guess: number }} Judged */

const DEPTH = 10
const DRAWS = 100
const BOOTSTRAPS = 5000

/** A small generator (mulberry32), so that the same days give the same figures. @param {number} seed */
function chance(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Orders to compare, higher first; equal ones stay in the order given, which says nothing of votes. @type {Record<string, (one: Judged, random: () => number) => number>} */
export const ORDERS = {
  'first guess': (one) => one.guess,
  'newest first': (one) => Number(one.id) || 0,
  'random (mean of 100)': (_, random) => random(),
  'longest abstract first': (one) => one.asked.abstract.length,
  'shortest abstract first': (one) => -one.asked.abstract.length,
  'most authors first': (one) => one.asked.authors,
  'put in earliest first (not known beforehand)': (one) => one.hours ?? -1,
  'the service’s own order (by the votes themselves)': (one) => -one.place,
}

/** @param {number[]} gains */
const discounted = (gains) => gains.slice(0, DEPTH).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0)

/**
 * @param {readonly Judged[]} papers
 * @param {readonly number[]} scores
 * @param {(upvotes: number) => number} gain
 * @returns undefined where nobody voted
 */
export function ndcg(papers, scores, gain) {
  const best = discounted(papers.map(({ upvotes }) => gain(upvotes)).sort((a, b) => b - a))
  if (best === 0) return undefined
  const order = papers.map((one, at) => ({ gain: gain(one.upvotes), score: scores[at] ?? 0 })).sort((a, b) => b.score - a.score)
  return discounted(order.map((one) => one.gain)) / best
}

const logGain = (/** @type {number} */ upvotes) => Math.log2(1 + upvotes)
const upvoteGain = (/** @type {number} */ upvotes) => upvotes

/** @param {readonly { papers: readonly Judged[] }[]} given */
export function judgeDays(given) {
  const days = given.filter(({ papers }) => papers.some(({ upvotes }) => upvotes > 0))
  const random = chance(1)
  const values = Object.entries(ORDERS).map(([name, of]) => {
    const draws = name.startsWith('random') ? DRAWS : 1
    const each = days.map(({ papers }) => {
      let log = 0
      let upvotes = 0
      for (let draw = 0; draw < draws; draw++) {
        const scores = papers.map((one) => of(one, random))
        log += (ndcg(papers, scores, logGain) ?? 0) / draws
        upvotes += (ndcg(papers, scores, upvoteGain) ?? 0) / draws
      }
      return { log, upvotes }
    })
    return { name, log: each.map(({ log }) => log), upvotes: each.map(({ upvotes }) => upvotes) }
  })
  const guess = values[0]
  return {
    days: days.length,
    papers: days.reduce((sum, { papers }) => sum + papers.length, 0),
    rows: values.map((one) => ({
      name: one.name,
      log: withInterval(one.log),
      upvotes: withInterval(one.upvotes),
      ...(one === guess || guess === undefined ? {} : { logAhead: withInterval(guess.log.map((value, i) => value - (one.log[i] ?? 0))), upvotesAhead: withInterval(guess.upvotes.map((value, i) => value - (one.upvotes[i] ?? 0))) }),
    })),
  }
}

/** The mean and the middle 95 % of means of days drawn with putting back. @param {readonly number[]} values */
function withInterval(values) {
  const random = chance(7)
  const mean = (/** @type {readonly number[]} */ some) => some.reduce((a, b) => a + b, 0) / some.length
  const means = Array.from({ length: BOOTSTRAPS }, () => mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0))).sort((a, b) => a - b)
  return { mean: mean(values), low: means[Math.floor(0.025 * BOOTSTRAPS)] ?? 0, high: means[Math.floor(0.975 * BOOTSTRAPS)] ?? 0 }
}
