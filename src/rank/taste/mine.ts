import { type Closest, measureParts } from './measure-parts.ts'
import type { Taste } from './taste.ts'
import type { TastePool } from './taste-pool.ts'
import { TASTE_PARTS, TASTE_WEIGHTS, type TastePart } from './taste-weights.ts'

/** Parts whose size has a meaning only beside the other papers of the pool. */
const BESIDE_OTHERS: ReadonlySet<TastePart> = new Set(['field', 'near', 'words', 'categories', 'primary'])

export interface Mine {
  /** by row of the pool: the sum of the parts */
  readonly sums: Float64Array
  /** by row: what each part gave to the sum */
  readonly parts: Readonly<Record<TastePart, Float64Array>>
  readonly closest: Closest
}

/** How well each paper of a pool suits a reader. All zeros where nothing is known of them. */
export function mine(pool: TastePool, taste: Taste, weights: Readonly<Record<TastePart, number>> = TASTE_WEIGHTS): Mine {
  const { parts, closest } = measureParts(pool, taste)
  const sums = new Float64Array(pool.papers.length)
  for (const part of TASTE_PARTS) {
    const values = parts[part]
    if (BESIDE_OTHERS.has(part)) standardise(values)
    for (let row = 0; row < values.length; row++) {
      values[row]! *= weights[part]
      sums[row]! += values[row]!
    }
  }
  return { sums, parts, closest }
}

/** To mean 0 and standard deviation 1; what is all alike becomes 0. */
export function standardise(values: Float64Array): void {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let square = 0
  for (let i = 0; i < values.length; i++) square += (values[i]! - mean) ** 2
  const deviation = Math.sqrt(square / values.length)
  for (let i = 0; i < values.length; i++) values[i] = deviation > LITTLE ? (values[i]! - mean) / deviation : 0
}

/** Less than this is rounding. */
const LITTLE = 1e-9
