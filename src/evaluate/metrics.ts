/**
 * Measures of a ranked list against judgments, as trec_eval computes them (linear gain, nothing is retrieved twice).
 * Pure. A document is relevant when its grade is above 0; what is not judged counts as not relevant.
 */

/** Grades by document. */
export type Grades = ReadonlyMap<string, number>

/** Each 0 to 1. `mrr` looks at the whole list. */
export interface Measures {
  readonly 'ndcg@10': number
  readonly 'recall@5': number
  readonly 'recall@10': number
  readonly 'recall@100': number
  readonly mrr: number
}

export const MEASURES = ['ndcg@10', 'recall@5', 'recall@10', 'recall@100', 'mrr'] as const satisfies readonly (keyof Measures)[]

/** @param ranked documents, best first, none twice */
export function measure(ranked: readonly string[], grades: Grades): Measures {
  return {
    'ndcg@10': ndcg(ranked, grades, 10),
    'recall@5': recall(ranked, grades, 5),
    'recall@10': recall(ranked, grades, 10),
    'recall@100': recall(ranked, grades, 100),
    mrr: reciprocalRank(ranked, grades),
  }
}

/** The mean of each measure over all queries; 0 of none. */
export function meanOf(measured: readonly Measures[]): Measures {
  const mean = (name: keyof Measures): number => measured.reduce((sum, one) => sum + one[name], 0) / Math.max(1, measured.length)
  return { 'ndcg@10': mean('ndcg@10'), 'recall@5': mean('recall@5'), 'recall@10': mean('recall@10'), 'recall@100': mean('recall@100'), mrr: mean('mrr') }
}

/**
 * Normalised discounted cumulative gain of the first `k`: sum of grade / log2(rank + 1), over that of the best
 * order there is (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002).
 * @returns 0 to 1; 0 when nothing is relevant
 */
export function ndcg(ranked: readonly string[], grades: Grades, k: number): number {
  const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a)
  const best = gain(ideal.slice(0, k))
  return best === 0 ? 0 : gain(ranked.slice(0, k).map((id) => Math.max(0, grades.get(id) ?? 0))) / best
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0)
}

/** The share of all relevant documents that stand among the first `k`; 0 when nothing is relevant. */
export function recall(ranked: readonly string[], grades: Grades, k: number): number {
  let relevant = 0
  for (const grade of grades.values()) if (grade > 0) relevant++
  return relevant === 0 ? 0 : ranked.slice(0, k).filter((id) => (grades.get(id) ?? 0) > 0).length / relevant
}

/** One over the rank of the first relevant document, 0 when there is none in the list. */
export function reciprocalRank(ranked: readonly string[], grades: Grades): number {
  const at = ranked.findIndex((id) => (grades.get(id) ?? 0) > 0)
  return at < 0 ? 0 : 1 / (at + 1)
}
