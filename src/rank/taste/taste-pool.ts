import { CentredVectors } from './centred-vectors.ts'
import { GramCounts, GramRows, type GramRow } from './gram-rows.ts'
import type { ReadPaper } from './read-paper.ts'
import { RowProducts } from './row-products.ts'

/** A paper as it stands beside the others of a pool. */
export interface PlacedPaper {
  readonly paper: ReadPaper
  /** from the middle of the pool, length 1; zeros for a paper without a vector */
  readonly vector: Float32Array
  readonly grams: GramRow
}

/** The candidates of some weeks, prepared once and shared by all readers; it never changes. */
export interface TastePool {
  /** in the order given, which breaks ties: newest first */
  readonly papers: readonly PlacedPaper[]
  /** the vectors of `papers`, by their rows */
  readonly vectors: RowProducts
  readonly grams: GramRows
  /** share of all papers in each category, and with it as the primary one */
  readonly categories: ReadonlyMap<string, number>
  readonly primaries: ReadonlyMap<string, number>
  /** A paper that need not be a candidate, such as a liked one; remembered as long as the paper itself is. */
  place(paper: ReadPaper): PlacedPaper
}

/** Further background would take time and tell nothing new. */
const MOST_BACKGROUND = 4_000
/** So many papers take some milliseconds. */
const AT_ONCE = 50

/**
 * Takes about 3 kB of memory and a tenth of a millisecond for each paper.
 * @param papers the candidates, newest first; of papers with the same key the first counts
 * @param background further papers, which show what is ordinary, where the candidates alone are too few to tell (some hundreds)
 */
export function createTastePool(papers: readonly ReadPaper[], background: readonly ReadPaper[] = []): TastePool {
  const steps = poolSteps(papers, background)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, which lets whoever else waits have their turn every few milliseconds. @param turn resolves when they had it */
export async function prepareTastePool(papers: readonly ReadPaper[], turn: () => Promise<void>, background: readonly ReadPaper[] = []): Promise<TastePool> {
  const steps = poolSteps(papers, background)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await turn()
  }
}

function* poolSteps(papers: readonly ReadPaper[], background: readonly ReadPaper[]): Generator<void, TastePool, void> {
  const candidates = [...new Map(papers.toReversed().map((paper) => [paper.key, paper])).values()].reverse()
  const all = [...candidates, ...background.slice(0, MOST_BACKGROUND)]
  const centre = new CentredVectors(all.map(({ vector }) => vector))
  const counts = new GramCounts()
  for (const [at, paper] of all.entries()) {
    counts.add(paper.grams)
    if (at % AT_ONCE === 0) yield
  }
  const grams = new GramRows(counts)
  const vectors = new RowProducts(candidates.length, centre.dimensions)
  const placed: PlacedPaper[] = []
  for (const [row, paper] of candidates.entries()) {
    const vector = vectors.row(row)
    centre.write(paper.vector, vector)
    placed.push({ paper, vector, grams: grams.row(paper.grams) })
    if (row % AT_ONCE === 0) yield
  }
  const known = new WeakMap<ReadPaper, PlacedPaper>(placed.map((one) => [one.paper, one]))
  return {
    papers: placed,
    vectors,
    grams,
    categories: shares(all.map(({ categories }) => new Set(categories))),
    primaries: shares(all.map(({ categories }) => categories.slice(0, 1))),
    place(paper) {
      let one = known.get(paper)
      if (one === undefined) {
        const vector = new Float32Array(vectors.dimensions)
        centre.write(paper.vector, vector)
        one = { paper, vector, grams: grams.row(paper.grams) }
        known.set(paper, one)
      }
      return one
    },
  }
}

/** In which share of the lists each value stands. */
function shares(lists: readonly Iterable<string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const list of lists) for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const [value, count] of counts) counts.set(value, count / lists.length)
  return counts
}
