import { FACT_NAMES } from '../rank/guess/guess-facts.ts'
import type { GuessWeights } from '../rank/guess/guess-weights.ts'
import { dayNumber } from '../tools/dates.ts'
import { type GuessDay, type GuessDesign, guessDesign } from './guess-design.ts'
import { lbfgs } from './lbfgs.ts'

export interface GuessOptions {
  /** length of the embedder's vectors */
  readonly dimensions: number
  /** buckets that words' hashes fall into */
  readonly buckets: number
  /** how much weights are held to nothing */
  readonly ridge: number
  /** a paper's share of its day is its upvotes to this power; below 1 the great successes count less */
  readonly power: number
  /** a day so many days before the last counts half */
  readonly halfLifeDays: number
  /** most rounds of L-BFGS */
  readonly rounds: number
}

/** How models/first-guess-v1.bin was trained: chosen on days before 2026-02 (bench/RESULTS.md). */
export const SHIPPED_GUESS: GuessOptions = { dimensions: 256, buckets: 65_536, ridge: 1, power: 0.7, halfLifeDays: 180, rounds: 60 }

/** Days with more papers than the usual count more, but no more than this many times. */
const USUAL_PAPERS = 20
const DAY_WEIGHT_MOST = 1.5

/**
 * Learns what readers tend to like from days of papers with their upvotes. Within each day a softmax over its papers is to give
 * each its share of the day's upvotes (ListNet's top-one loss: Cao et al., "Learning to rank: from pairwise approach to listwise
 * approach", ICML 2007), so that days on which more is voted count no more, and nothing is compared across days.
 * The same days in the same order give the same bytes. Days of one paper, or without a vote, teach nothing.
 */
export function trainGuess(days: readonly GuessDay[], options: GuessOptions): GuessWeights {
  const telling = days.filter(({ papers }) => papers.length > 1 && papers.some(({ upvotes }) => upvotes > 0))
  const { dimensions: vector, buckets: words } = options
  const design = guessDesign(telling, { facts: FACT_NAMES.length, vector, words })
  const learned = lbfgs(design.width, listLoss(design, options), options.rounds)
  const afterVector = FACT_NAMES.length + vector
  const ofWords = learned.subarray(afterVector, afterVector + words)
  const wordScale = Math.fround(ofWords.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 32_767)
  return {
    facts: Float32Array.from(learned.subarray(0, FACT_NAMES.length)),
    vector: Float32Array.from(learned.subarray(FACT_NAMES.length, afterVector)),
    words: Int16Array.from(ofWords, (value) => (wordScale === 0 ? 0 : Math.max(-32_767, Math.min(32_767, Math.round(value / wordScale))))),
    wordScale,
  }
}

function listLoss(design: GuessDesign, { ridge, power, halfLifeDays }: GuessOptions) {
  const { days, dayStart, rowStart, columns, values } = design
  const targets = targetsOf(days, power, halfLifeDays)
  const scores = new Float64Array(rowStart.length - 1)
  const blame = new Float64Array(scores.length)
  return (weights: Float64Array, gradient: Float64Array): number => {
    for (let row = 0; row < scores.length; row++) {
      let score = 0
      for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) score += values[k]! * weights[columns[k]!]!
      scores[row] = score
    }
    let loss = 0
    for (let day = 0; day < days.length; day++) loss += dayLoss(scores, targets, blame, dayStart[day]!, dayStart[day + 1]!)
    for (let i = 0; i < weights.length; i++) {
      loss += 0.5 * ridge * weights[i]! * weights[i]!
      gradient[i] = ridge * weights[i]!
    }
    for (let row = 0; row < blame.length; row++) {
      for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) gradient[columns[k]!] = gradient[columns[k]!]! + values[k]! * blame[row]!
    }
    return loss
  }
}

/** Cross entropy of the softmax of a day's scores with its targets; what each row is to blame for goes into `blame`. */
function dayLoss(scores: Float64Array, targets: Float64Array, blame: Float64Array, from: number, to: number): number {
  let highest = -Infinity
  let whole = 0
  for (let row = from; row < to; row++) {
    highest = Math.max(highest, scores[row]!)
    whole += targets[row]!
  }
  let sum = 0
  for (let row = from; row < to; row++) sum += Math.exp(scores[row]! - highest)
  const logSum = highest + Math.log(sum)
  let loss = 0
  for (let row = from; row < to; row++) {
    loss -= targets[row]! * (scores[row]! - logSum)
    blame[row] = whole * Math.exp(scores[row]! - logSum) - targets[row]!
  }
  return loss
}

/** What each paper's share of its day is, times what the day counts. */
function targetsOf(days: readonly GuessDay[], power: number, halfLifeDays: number): Float64Array {
  const last = Math.max(...days.map(({ date }) => dayNumber(date)))
  return Float64Array.from(
    days.flatMap(({ date, papers }) => {
      const shares = papers.map(({ upvotes }) => Math.pow(upvotes, power))
      const sum = shares.reduce((a, b) => a + b, 0)
      const counts = 0.5 ** ((last - dayNumber(date)) / halfLifeDays) * Math.min(DAY_WEIGHT_MOST, papers.length / USUAL_PAPERS)
      return shares.map((share) => (share / sum) * counts)
    }),
  )
}
