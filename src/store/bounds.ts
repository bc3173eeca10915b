/** Numbers that callers give, brought to what both databases take: whole, and within 32 bits. */

const MOST = 2 ** 31 - 1

/** @returns a whole number from `least` to 2^31 - 1; `least` for what is no number */
export function bounded(count: number, least: number): number {
  return Number.isNaN(count) ? least : Math.trunc(Math.min(MOST, Math.max(least, count)))
}

/** Whether a number can be a paper's key at all. */
export function isKey(key: number): boolean {
  return Number.isInteger(key) && key > 0 && key <= MOST
}
