import { dot, toUnit } from './centred-vectors.ts'
import { sameName } from './folded-name.ts'
import { hasPhrase } from './has-phrase.ts'
import type { ReadPaper } from './read-paper.ts'
import type { LikedPaper, Taste } from './taste.ts'
import type { PlacedPaper, TastePool } from './taste-pool.ts'
import type { TastePart } from './taste-weights.ts'

/** How near a paper is to liked ones is measured to this many of them, the heaviest, which bounds the work for each reader. */
const MOST_NEAR = 40
/** How much the nearest liked paper outweighs the others: between their mean (0) and their largest (infinity). */
const SHARPNESS = 8
/** A word or category of no liked paper is thought to be in this share of them, as they are few. */
const WORD_PRIOR = 0.02
const CATEGORY_PRIOR = 0.05
/** A name on one of a few liked papers says less than the share of them. */
const FEW = 2

interface Weighted {
  readonly placed: PlacedPaper
  /** share of all liked papers' weight */
  readonly share: number
}

/** Each part of the model for each paper of the pool, by its row. The first five are as measured, not yet standardised. */
export function measureParts(pool: TastePool, taste: Taste): Record<TastePart, Float64Array> {
  const liked = weighted(pool, taste.liked)
  const hidden = weighted(pool, taste.disliked)
  const each = (measure: (placed: PlacedPaper, row: number) => number): Float64Array => Float64Array.from(pool.papers, measure)
  const known = (measure: (row: number) => number): Float64Array => (liked.length === 0 ? new Float64Array(pool.papers.length) : each((_, row) => measure(row)))
  const field = middle(pool, liked)
  const near = nearness(pool, liked)
  const words = tellingWords(pool, liked)
  const categories = tellingCategories(liked, pool.categories, (paper) => paper.categories)
  const primary = tellingCategories(liked, pool.primaries, (paper) => paper.categories.slice(0, 1))
  const away = nearest(pool, hidden)
  const closest = hidden.length === 0 ? away : nearest(pool, liked)
  const names = taste.coauthors ? likedNames(taste.liked) : new Map<string, number>()
  const followed = [...taste.authors.keys()]
  const exact = new Set(followed)
  return {
    field: known((row) => dot(field, 0, pool.vectors, row * pool.dimensions, pool.dimensions)),
    near,
    words: known((row) => rowDot(words, pool.papers[row]!)),
    categories: known((row) => categories(pool.papers[row]!.paper)),
    primary: known((row) => primary(pool.papers[row]!.paper)),
    author: followed.length === 0 ? each(() => 0) : each(({ paper }) => (paper.names.some((name) => exact.has(name) || followed.some((asked) => sameName(asked, name))) ? 1 : 0)),
    coauthor: names.size === 0 ? each(() => 0) : each(({ paper }) => Math.sqrt(paper.names.reduce((most, name) => Math.max(most, names.get(name) ?? 0), 0))),
    word: taste.words.length === 0 ? each(() => 0) : each(({ paper }) => Math.min(3, taste.words.filter(({ terms }) => hasPhrase(paper.terms, terms)).length)),
    category: taste.categories.size === 0 ? each(() => 0) : each(({ paper }) => (paper.categories.some((one) => taste.categories.has(one)) ? 1 : 0)),
    // Only what is nearer to a hidden paper than to any liked one loses by it: one may hide a paper in the midst of one's field.
    hidden: each((_, row) => -Math.max(0, away[row]! - Math.max(0.2, closest[row]!))),
  }
}

function weighted(pool: TastePool, papers: readonly LikedPaper[]): Weighted[] {
  const total = papers.reduce((sum, { weight }) => sum + weight, 0)
  return papers.map(({ paper, weight }) => ({ placed: pool.place(paper), share: weight / total }))
}

/** The direction of a reader's field: the middle of what they like. */
function middle(pool: TastePool, liked: readonly Weighted[]): Float32Array {
  const mean = new Float32Array(pool.dimensions)
  for (const { placed, share } of liked) for (let i = 0; i < mean.length; i++) mean[i]! += share * placed.vector[i]!
  toUnit(mean)
  return mean
}

/** A smooth largest cosine to liked papers, so that each of several fields of a reader counts for itself. */
function nearness(pool: TastePool, liked: readonly Weighted[]): Float64Array {
  const sums = new Float64Array(pool.papers.length)
  const some = liked.slice(0, MOST_NEAR)
  if (some.length === 0) return sums
  const total = some.reduce((sum, { share }) => sum + share, 0)
  for (const { placed, share } of some) {
    for (let row = 0; row < sums.length; row++) sums[row]! += (share / total) * Math.exp(SHARPNESS * dot(placed.vector, 0, pool.vectors, row * pool.dimensions, pool.dimensions))
  }
  return sums.map((sum) => Math.log(sum) / SHARPNESS)
}

/** The largest cosine to any of the papers; -1 without one. */
function nearest(pool: TastePool, papers: readonly Weighted[]): Float64Array {
  const most = new Float64Array(pool.papers.length).fill(-1)
  for (const { placed } of papers.slice(0, MOST_NEAR)) {
    for (let row = 0; row < most.length; row++) most[row] = Math.max(most[row]!, dot(placed.vector, 0, pool.vectors, row * pool.dimensions, pool.dimensions))
  }
  return most
}

/** By how much more a word stands in liked papers than in others: the logarithm of the odds, as in naive Bayes, never below 0. */
function tellingWords(pool: TastePool, liked: readonly Weighted[]): Float32Array {
  const { shares } = pool.grams
  const weights = new Float32Array(shares.length)
  for (const { placed, share } of liked) for (const id of placed.grams.ids) weights[id]! += share
  for (let id = 0; id < weights.length; id++) {
    if (weights[id]! > 0) weights[id] = Math.max(0, Math.log((weights[id]! + WORD_PRIOR) / (shares[id]! + WORD_PRIOR)))
  }
  return weights
}

function rowDot(weights: Float32Array, { grams }: PlacedPaper): number {
  let sum = 0
  for (let i = 0; i < grams.ids.length; i++) sum += weights[grams.ids[i]!]! * grams.weights[i]!
  return sum
}

/** The same odds of a paper's categories, on average. */
function tellingCategories(liked: readonly Weighted[], ordinary: ReadonlyMap<string, number>, of: (paper: ReadPaper) => readonly string[]): (paper: ReadPaper) => number {
  const shares = new Map<string, number>()
  for (const { placed, share } of liked) for (const category of of(placed.paper)) shares.set(category, (shares.get(category) ?? 0) + share)
  const odds = (category: string): number => Math.log(((shares.get(category) ?? 0) + CATEGORY_PRIOR) / ((ordinary.get(category) ?? 0) + CATEGORY_PRIOR))
  return (paper) => {
    const categories = of(paper)
    return categories.length === 0 ? 0 : categories.reduce((sum, category) => sum + odds(category), 0) / categories.length
  }
}

/** How much of what is liked each name has signed, 0 to 1. */
export function likedNames(liked: readonly LikedPaper[]): Map<string, number> {
  const total = liked.reduce((sum, { weight }) => sum + weight, 0) + FEW
  const names = new Map<string, number>()
  for (const { paper, weight } of liked) for (const name of new Set(paper.names)) if (name !== '') names.set(name, (names.get(name) ?? 0) + weight / total)
  return names
}
