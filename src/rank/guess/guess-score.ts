import { ABSTRACT_WORDS, shareOfWord, TITLE_WORDS, VECTOR, type GuessFeatures } from './guess-features.ts'
import type { GuessWeights } from './guess-weights.ts'

/**
 * How much readers may be expected to like a paper, from what it says and a few facts: a weighted sum (models/first-guess-v1.md).
 * It means something only beside other papers of the same day: the higher comes first, and a difference of 1 is odds of e to 1
 * for one upvote. Always finite for finite weights.
 */
export function guessScore({ facts, vector, title, abstract }: GuessFeatures, weights: GuessWeights): number {
  let score = 0
  for (let i = 0; i < weights.facts.length; i++) score += weights.facts[i]! * (facts[i] ?? 0)
  if (vector !== undefined) for (let i = 0; i < weights.vector.length; i++) score += VECTOR * weights.vector[i]! * (vector[i] ?? 0)
  return score + ofWords(title, TITLE_WORDS, weights) + ofWords(abstract, ABSTRACT_WORDS, weights)
}

function ofWords(hashes: Uint32Array, whole: number, { words, wordScale }: GuessWeights): number {
  let sum = 0
  for (const hash of hashes) sum += words[hash % words.length]!
  return shareOfWord(whole, hashes.length) * wordScale * sum
}
