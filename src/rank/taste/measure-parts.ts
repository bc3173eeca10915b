import { toUnit } from './centred-vectors.ts'
import { nameAmong } from './folded-name.ts'
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
/** More of a reader's words than these count no further. */
const MOST_WORDS = 3
/** Up to this cosine a paper is not like a hidden one. */
const UNLIKE = 0.2

interface Weighted {
  readonly placed: PlacedPaper
  /** share of all liked papers' weight */
  readonly share: number
}

/** Each part of the model for each paper of the pool, by its row, and the liked paper that is closest to it. The first five are as measured, not yet standardised. */
export function measureParts(pool: TastePool, taste: Taste): { parts: Record<TastePart, Float64Array>; closest: Closest } {
  const { papers } = pool
  const liked = weighted(pool, taste.liked)
  /** A part that says nothing unless it is `known`. */
  const each = (known: boolean, measure: (placed: PlacedPaper, row: number) => number): Float64Array => {
    const values = new Float64Array(papers.length)
    if (known) for (let row = 0; row < values.length; row++) values[row] = measure(papers[row]!, row)
    return values
  }
  const some = liked.length > 0
  const categories = tellingCategories(liked, pool.categories, Infinity)
  const primary = tellingCategories(liked, pool.primaries, 1)
  const names = taste.coauthors ? likedNames(taste.liked) : new Map<string, number>()
  const isFollowed = nameAmong(taste.authors.keys())
  const { near, closest } = nearness(pool, liked)
  const parts = {
    field: some ? Float64Array.from(pool.vectors.products(middle(pool, liked))) : each(false, () => 0),
    near,
    words: some ? pool.grams.sums(tellingWords(pool, liked), papers) : each(false, () => 0),
    categories: each(some, ({ paper }) => categories(paper)),
    primary: each(some, ({ paper }) => primary(paper)),
    author: each(taste.authors.size > 0, ({ paper }) => (paper.names.some(isFollowed) ? 1 : 0)),
    coauthor: each(names.size > 0, ({ paper }) => Math.sqrt(mostKnown(paper.names, names))),
    word: each(taste.words.length > 0, ({ paper }) => Math.min(MOST_WORDS, taste.words.filter(({ terms }) => hasPhrase(paper.terms, terms)).length)),
    category: each(taste.categories.size > 0, ({ paper }) => (paper.categories.some((one) => taste.categories.has(one)) ? 1 : 0)),
    hidden: farness(pool, closest, weighted(pool, taste.disliked)),
  }
  return { parts, closest }
}

function weighted(pool: TastePool, papers: readonly LikedPaper[]): Weighted[] {
  const total = papers.reduce((sum, { weight }) => sum + weight, 0)
  return papers.map(({ paper, weight }) => ({ placed: pool.place(paper), share: weight / total }))
}

/** The direction of a reader's field: the middle of what they like. */
function middle(pool: TastePool, liked: readonly Weighted[]): Float32Array {
  const mean = new Float32Array(pool.vectors.dimensions)
  for (const { placed, share } of liked) for (let i = 0; i < mean.length; i++) mean[i]! += share * placed.vector[i]!
  toUnit(mean)
  return mean
}

export interface Closest {
  /** by row: the largest cosine to another of the papers; -1 without one */
  readonly cosine: Float64Array
  /** by row: its key */
  readonly key: Float64Array
}

/** A smooth largest cosine to liked papers, so that each of several fields of a reader counts for itself; and the largest. */
function nearness(pool: TastePool, liked: readonly Weighted[]): { near: Float64Array; closest: Closest } {
  const near = new Float64Array(pool.papers.length)
  const closest = { cosine: new Float64Array(near.length).fill(-1), key: new Float64Array(near.length) }
  const some = liked.slice(0, MOST_NEAR)
  if (some.length === 0) return { near, closest }
  const total = some.reduce((sum, { share }) => sum + share, 0)
  for (const { placed, share } of some) {
    const products = pool.vectors.products(placed.vector)
    const { key } = placed.paper
    for (let row = 0; row < near.length; row++) {
      const cosine = products[row]!
      near[row]! += (share / total) * Math.exp(SHARPNESS * cosine)
      if (cosine > closest.cosine[row]! && pool.papers[row]!.paper.key !== key) {
        closest.cosine[row] = cosine
        closest.key[row] = key
      }
    }
  }
  for (let row = 0; row < near.length; row++) near[row] = Math.log(near[row]!) / SHARPNESS
  return { near, closest }
}

/** Only what is nearer to a hidden paper than to any liked one loses by it: one may hide a paper in the midst of one's field. */
function farness(pool: TastePool, liked: Closest, hidden: readonly Weighted[]): Float64Array {
  if (hidden.length === 0) return new Float64Array(pool.papers.length)
  return nearness(pool, hidden).closest.cosine.map((cosine, row) => Math.min(0, Math.max(UNLIKE, liked.cosine[row]!) - cosine))
}

/** By how much more a word stands in liked papers than in others: the logarithm of the odds, as in naive Bayes, never below 0. */
function tellingWords(pool: TastePool, liked: readonly Weighted[]): Map<number, number> {
  const { shares } = pool.grams
  const odds = new Map<number, number>()
  for (const { placed, share } of liked) for (const id of placed.grams.ids) odds.set(id, (odds.get(id) ?? 0) + share)
  for (const [id, share] of odds) odds.set(id, Math.max(0, Math.log((share + WORD_PRIOR) / (shares[id]! + WORD_PRIOR))))
  return odds
}

/** The same odds of the first so many of a paper's categories, on average. */
function tellingCategories(liked: readonly Weighted[], ordinary: ReadonlyMap<string, number>, first: number): (paper: ReadPaper) => number {
  const shares = new Map<string, number>()
  for (const { placed, share } of liked) for (const category of placed.paper.categories.slice(0, first)) shares.set(category, (shares.get(category) ?? 0) + share)
  const odds = new Map<string, number>()
  return ({ categories }) => {
    const count = Math.min(first, categories.length)
    let sum = 0
    for (let at = 0; at < count; at++) {
      const category = categories[at]!
      let one = odds.get(category)
      if (one === undefined) odds.set(category, (one = Math.log(((shares.get(category) ?? 0) + CATEGORY_PRIOR) / ((ordinary.get(category) ?? 0) + CATEGORY_PRIOR))))
      sum += one
    }
    return count === 0 ? 0 : sum / count
  }
}

function mostKnown(names: readonly string[], known: ReadonlyMap<string, number>): number {
  let most = 0
  for (const name of names) most = Math.max(most, known.get(name) ?? 0)
  return most
}

/** How much of what is liked each name has signed, 0 to 1. */
export function likedNames(liked: readonly LikedPaper[]): Map<string, number> {
  const total = liked.reduce((sum, { weight }) => sum + weight, 0) + FEW
  const names = new Map<string, number>()
  for (const { paper, weight } of liked) for (const name of new Set(paper.names)) if (name !== '') names.set(name, (names.get(name) ?? 0) + weight / total)
  return names
}
