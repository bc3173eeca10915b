/**
 * Trending: votes that fade. score = upvotes / (age + 2) ^ 1.5, with age in days since the paper was listed, so a
 * vote is worth half after little more than a day and a paper of last week needs many to stay. The shape is that
 * of Hacker News' published ranking; the formula is shown on the page.
 */
export const TRENDING_FORMULA = 'upvotes ÷ (days since listed + 2)^1.5'

/** Days after which a paper no longer trends. */
export const TRENDING_DAYS = 21

/** @param ageDays days since the paper was listed, 0 or more */
export function trendingScore(upvotes: number, ageDays: number): number {
  return upvotes / Math.pow(Math.max(0, ageDays) + 2, 1.5)
}
