import { drawn, isExploring } from './explore.ts'
import { nameAmong } from './folded-name.ts'
import { hasPhrase } from './has-phrase.ts'
import { likedNames } from './measure-parts.ts'
import { mine } from './mine.ts'
import { spread } from './spread.ts'
import type { Taste } from './taste.ts'
import type { TastePool } from './taste-pool.ts'
import { tasteReasons, type TasteReason } from './taste-reasons.ts'
import { TASTE_PARTS, type TastePart } from './taste-weights.ts'

export interface RankedPaper {
  readonly key: number
  /** what the order is made by, 0 to 1; variety and exploration move papers without changing it */
  readonly score: number
  /** how well it suits the reader, 0 to 1 beside the others of the pool */
  readonly mine: number
  /** its trending score beside the highest of the pool, 0 to 1 */
  readonly community: number
  /** what each part of the model gave to `mine`, before that was brought to 0 to 1; parts that gave nothing are left out */
  readonly terms: Readonly<Partial<Record<TastePart, number>>>
  /** most telling first, never empty */
  readonly reasons: readonly TasteReason[]
}

export interface TasteOptions {
  /** 0: mine alone; 1: the community's order */
  readonly dial: number
  /** trending scores by key; who is not in it has 0 */
  readonly community: ReadonlyMap<number, number>
  /** what is usually liked, by key, 0 or more: for exploration, and where nothing else is known */
  readonly guess?: ReadonlyMap<number, number> | undefined
  /** share of the places for papers away from the reader's known taste, 0 to 0.5 */
  readonly exploration: number
  /** whether close copies of a topic are spread out */
  readonly variety: boolean
  /** decides what is explored: the reader's id and the day */
  readonly seed: string
  /** only these papers of the pool */
  readonly among?: ReadonlySet<number> | undefined
  /** most papers answered; default 200 */
  readonly limit?: number | undefined
}

/** The share of papers that suit a reader least, of which some are tried. */
const FAR_SHARE = 0.5

/**
 * The papers of a pool for one reader, best first; those hidden or with excluded words are left out. Reads nothing but its
 * arguments: the same for the same reader, day and papers. With the dial at 1 it is the community's order, and neither variety
 * nor exploration moves anything; where nothing is known of the reader there is nothing to explore away from.
 */
export function rankForReader(pool: TastePool, taste: Taste, options: TasteOptions): RankedPaper[] {
  const { community, guess, among, limit = 200 } = options
  const dial = bounded(options.dial, 1)
  const exploration = bounded(options.exploration, 0.5)
  const shown: number[] = []
  for (const [row, { paper }] of pool.papers.entries()) {
    if (taste.hidden.has(paper.key) || (among !== undefined && !among.has(paper.key))) continue
    if (!taste.excluded.some(({ terms }) => hasPhrase(paper.terms, terms))) shown.push(row)
  }
  const keyOf = (row: number): number => pool.papers[row]!.paper.key
  const { sums, parts, closest } = mine(pool, taste)
  const suits = besideOthers(shown, pool.papers.length, (row) => sums[row]!, 'lowest')
  const shared = besideOthers(shown, pool.papers.length, (row) => community.get(keyOf(row)) ?? 0, 'zero')
  const guessed = besideOthers(shown, pool.papers.length, (row) => guess?.get(keyOf(row)) ?? 0, 'zero')
  const score = new Float64Array(pool.papers.length)
  for (const row of shown) score[row] = (1 - dial) * suits[row]! + dial * shared[row]!
  let order = shown.toSorted((a, b) => score[b]! - score[a]! || guessed[b]! - guessed[a]! || a - b)
  const plain = dial === 1
  if (options.variety && !plain) order = spread(order, score, (a, b) => pool.vectors.product(a, b))
  const tried = new Set<number>()
  if (exploration > 0 && !plain && shown.some((row) => suits[row]! > 0)) {
    const far = least(shown, suits, Math.floor(shown.length * FAR_SHARE))
    order = withTried(order, drawn(far, (row) => 0.7 * shared[row]! + 0.3 * guessed[row]!, keyOf, options.seed), exploration, tried)
  }
  const why = { closest, taste, isFollowed: nameAmong(taste.authors.keys()), liked: taste.coauthors ? likedNames(taste.liked) : new Map<string, number>() }
  return order.slice(0, Math.max(0, limit)).map((row) => {
    const reasons: TasteReason[] = tried.has(row) ? [{ kind: 'explore' }] : []
    reasons.push(...tasteReasons(why, pool.papers[row]!.paper, row))
    if (shared[row]! > 0) plain ? reasons.unshift({ kind: 'votes' }) : reasons.push({ kind: 'votes' })
    if (reasons.length === 0) reasons.push({ kind: guessed[row]! > 0 ? 'guess' : 'new' })
    const terms: Partial<Record<TastePart, number>> = {}
    for (const part of TASTE_PARTS) if (parts[part][row] !== 0) terms[part] = parts[part][row]!
    return { key: keyOf(row), score: score[row]!, mine: suits[row]!, community: shared[row]!, terms, reasons }
  })
}

/** The rows with the so many lowest values; of equal ones the first. */
function least(rows: readonly number[], values: Float64Array, count: number): number[] {
  const highest = Float64Array.from(rows, (row) => values[row]!).sort()[count - 1] ?? -Infinity
  const below = rows.filter((row) => values[row]! < highest)
  return [...below, ...rows.filter((row) => values[row] === highest).slice(0, count - below.length)]
}

function bounded(value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(0, value)) : 0
}

/** Values as shares of the way from the lowest (or from zero) to the highest; 0 where they are all alike. */
function besideOthers(rows: readonly number[], size: number, value: (row: number) => number, from: 'lowest' | 'zero'): Float64Array {
  const values = new Float64Array(size)
  let low = from === 'zero' ? 0 : Infinity
  let high = from === 'zero' ? 0 : -Infinity
  for (const row of rows) {
    const one = value(row)
    values[row] = Number.isFinite(one) ? one : 0
    if (from === 'lowest') low = Math.min(low, values[row]!)
    high = Math.max(high, values[row]!)
  }
  for (const row of rows) values[row] = high > low ? Math.max(0, (values[row]! - low) / (high - low)) : 0
  return values
}

/** Gives every exploring place to the next of the papers to try that has none yet. */
function withTried(order: readonly number[], trials: readonly number[], share: number, tried: Set<number>): number[] {
  const result: number[] = []
  const placed = new Set<number>()
  let nextTrial = 0
  let next = 0
  while (result.length < order.length) {
    let row: number | undefined
    if (isExploring(result.length, share)) {
      while (nextTrial < trials.length && placed.has(trials[nextTrial]!)) nextTrial++
      row = trials[nextTrial]
      if (row !== undefined) tried.add(row)
    }
    if (row === undefined) {
      while (placed.has(order[next]!)) next++
      row = order[next]!
    }
    placed.add(row)
    result.push(row)
  }
  return result
}
