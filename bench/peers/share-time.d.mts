export function shareTime(needs: readonly number[], seconds: number): number[]
