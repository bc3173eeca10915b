import { describe, expect, it } from 'vitest'
import { FACT_NAMES } from '../rank/guess/guess-facts.ts'
import type { GuessFeatures } from '../rank/guess/guess-features.ts'
import { guessScore } from '../rank/guess/guess-score.ts'
import { packGuess } from '../rank/guess/guess-weights.ts'
import type { GuessDay } from './guess-design.ts'
import { SHIPPED_GUESS, trainGuess } from './guess.ts'
import { lbfgs } from './lbfgs.ts'
import { Random } from './random.ts'

const options = { ...SHIPPED_GUESS, dimensions: 4, buckets: 64, rounds: 40 }

/** Papers whose upvotes follow one word, one fact and the hours, on days that are liked more and less. */
function madeUpDays(days: number, seed: number): GuessDay[] {
  const random = chance(seed)
  return Array.from({ length: days }, (_, day) => ({
    date: `2025-0${1 + Math.floor(day / 28)}-${String(1 + (day % 28)).padStart(2, '0')}`,
    papers: Array.from({ length: 12 }, () => {
      const [liked, fact, hours] = [random() < 0.5, 2 * random() - 1, 1 + Math.floor(random() * 7)]
      const facts = new Float64Array(FACT_NAMES.length)
      facts[0] = fact
      const features: GuessFeatures = { facts, vector: Float32Array.of(1, 0, 0, 0), title: Uint32Array.of(liked ? 3 : 4), abstract: Uint32Array.of(9) }
      return { features, upvotes: Math.round((1 + (day % 3)) * Math.exp((liked ? 1 : 0) + fact + hours / 4)), hours }
    }),
  }))
}

function chance(seed: number): () => number {
  const random = new Random(seed)
  return () => random.next()
}

describe('trainGuess', () => {
  it('learns what is liked within days, and leaves out what only time explains', () => {
    const weights = trainGuess(madeUpDays(60, 1), options)
    const of = (word: number, fact: number): number => guessScore({ facts: Float64Array.from(FACT_NAMES, (_, at) => (at === 0 ? fact : 0)), vector: undefined, title: Uint32Array.of(word), abstract: new Uint32Array(0) }, weights)
    expect(of(3, 0)).toBeGreaterThan(of(4, 0) + 0.2)
    expect(of(3, 1)).toBeGreaterThan(of(3, -1) + 0.5)
    // Of what is not there nothing is learned: the bucket of a word that no paper has.
    expect(weights.words[60]).toBe(0)
  })

  it('gives the same bytes for the same days, and others for others', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => packGuess(trainGuess(madeUpDays(20, seed), options)))
    expect(one!.equals(again!)).toBe(true)
    expect(one!.equals(other!)).toBe(false)
  })

  it('learns nothing from days of one paper or without a vote', () => {
    const [day] = madeUpDays(1, 1)
    const silent = { ...day!, papers: day!.papers.map((one) => ({ ...one, upvotes: 0 })) }
    const alone = { ...day!, papers: day!.papers.slice(0, 1) }
    const days = madeUpDays(10, 3)
    expect(packGuess(trainGuess([...days, silent, alone], options)).equals(packGuess(trainGuess(days, options)))).toBe(true)
    expect(trainGuess([silent, alone], options).facts.every((weight) => weight === 0)).toBe(true)
  })
})

describe('lbfgs', () => {
  it('finds the least of a bent valley', () => {
    const [x, y] = lbfgs(2, (at, gradient) => {
      const [a, b] = [at[0]!, at[1]!]
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a)
      gradient[1] = 200 * (b - a * a)
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2
    }, 200)
    expect([x, y]).toEqual([expect.closeTo(1, 2), expect.closeTo(1, 2)])
  })
})
