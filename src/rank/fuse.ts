/**
 * One order from several signals. Words, meaning and company are divided by their best in the list, so that each runs
 * to 1; what stands in a title is a share already. All are added with fixed weights: docs/decisions/0007 says why it
 * is a weighted sum and not a fusion of ranks. Pure.
 */
import { QUERY_WEIGHTS, type Weights } from './weights.ts'

/** What fusion asks of a candidate. */
export interface Signals {
  /** BM25 score, 0 when no word matches */
  readonly words: number
  /** cosine, -1 to 1 */
  readonly meaning: number
  /** cosine to the middle of the few best, -1 to 1 */
  readonly company?: number | undefined
  /** days since 1970 */
  readonly day: number | undefined
  /** shares, 0 to 1 */
  readonly evidence?: { readonly title: number; readonly ofTitle: number; readonly phrase: number } | undefined
}

export interface Ranked<T> {
  readonly candidate: T
  /** 0 to 1 */
  readonly score: number
  /** the terms of the score by name; they add up to it */
  readonly parts: Readonly<Record<string, number>>
}

/** Who asks for recent papers gives so much for age; a paper's part halves with every year that it is older than the newest found. */
const RECENT_WEIGHT = 0.3
const HALF_LIFE_DAYS = 365

/** Candidates best first. Equal scores: the newer paper, then the order given. Without any signal: newest first. */
export function fuse<T extends Signals>(candidates: readonly T[], weights: Weights = QUERY_WEIGHTS, options: { readonly recent?: boolean } = {}): Ranked<T>[] {
  let [mostWords, mostMeaning, mostCompany, newest] = [0, 0, 0, -Infinity]
  for (const { words, meaning, company = 0, day = -Infinity } of candidates) {
    if (words > mostWords) mostWords = words
    if (meaning > mostMeaning) mostMeaning = meaning
    if (company > mostCompany) mostCompany = company
    if (day > newest) newest = day
  }
  const heard = {
    words: mostWords > 0 ? weights.words : 0,
    meaning: mostMeaning > 0 ? weights.meaning : 0,
    company: mostCompany > 0 ? weights.company : 0,
    title: mostWords > 0 ? weights.title : 0,
    ofTitle: mostWords > 0 ? weights.ofTitle : 0,
    phrase: mostWords > 0 ? weights.phrase : 0,
    recent: options.recent === true && newest > -Infinity ? RECENT_WEIGHT : 0,
  }
  const whole = Object.values(heard).reduce((sum, weight) => sum + weight, 0)
  const ranked = candidates.map((candidate) => {
    const { words, meaning, company = 0, evidence, day } = candidate
    const parts: Record<string, number> = {}
    let score = 0
    const add = (name: keyof typeof heard, share: number): void => {
      if (heard[name] === 0) return
      const part = (heard[name] * share) / whole
      parts[name] = part
      score += part
    }
    add('words', words / mostWords)
    add('meaning', Math.max(0, meaning) / mostMeaning)
    add('company', Math.max(0, company) / mostCompany)
    add('title', evidence?.title ?? 0)
    add('ofTitle', evidence?.ofTitle ?? 0)
    add('phrase', evidence?.phrase ?? 0)
    add('recent', day === undefined ? 0 : 2 ** ((day - newest) / HALF_LIFE_DAYS))
    return { candidate, score, parts }
  })
  return ranked.sort((a, b) => b.score - a.score || newerFirst(a.candidate, b.candidate))
}

function newerFirst(a: Signals, b: Signals): number {
  return (b.day ?? -Infinity) === (a.day ?? -Infinity) ? 0 : (b.day ?? -Infinity) - (a.day ?? -Infinity)
}
