import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { GuessPaper, GuessReading } from '../rank/guess/guess-paper.ts'
import { guessFeatures } from '../rank/guess/guess-features.ts'
import { guessScore } from '../rank/guess/guess-score.ts'
import { type GuessWeights, unpackGuess } from '../rank/guess/guess-weights.ts'
import { guessReading } from './guess-reading.ts'

export const FIRST_GUESS = 'first-guess-v1'
/** The weights lie beside src/ and dist/ alike. */
export const firstGuessFile = (): string => fileURLToPath(new URL(`../../models/${FIRST_GUESS}.bin`, import.meta.url))

/** How much readers may be expected to like a paper; only differences within a day mean anything. */
export type Guess = (paper: GuessPaper) => number

let loaded: { weights: GuessWeights; reading: GuessReading } | undefined

/** The first guess that ships with Broadsheet (models/first-guess-v1.md), loaded when it is first asked. */
export const firstGuess: Guess = (paper) => {
  loaded ??= { weights: unpackGuess(readFileSync(firstGuessFile())), reading: guessReading() }
  return guessScore(guessFeatures(paper, loaded.reading), loaded.weights)
}
