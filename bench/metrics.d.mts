export function overlap(left: readonly unknown[], right: readonly unknown[], k: number): number
export function mean(values: readonly number[]): number
export function percentile(values: readonly number[], p: number): number
export function median(values: readonly number[]): number
