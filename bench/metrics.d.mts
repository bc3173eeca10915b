export function ndcg(ranked: readonly string[], grades: ReadonlyMap<string, number>, k: number): number
export function recall(ranked: readonly string[], grades: ReadonlyMap<string, number>, k: number): number
export function reciprocalRank(ranked: readonly string[], grades: ReadonlyMap<string, number>): number
export function overlap(left: readonly unknown[], right: readonly unknown[], k: number): number
export function mean(values: readonly number[]): number
export function percentile(values: readonly number[], p: number): number
export function median(values: readonly number[]): number
