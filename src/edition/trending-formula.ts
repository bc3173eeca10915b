import { FRESH_DAYS } from '../rank/fresh-account.ts'
import { COMMENT_WEIGHT, fade, FADE_DAYS, FADE_POWER, TRENDING_DAYS, TRENDING_FORMULA, VOTE_WEIGHT } from '../rank/trending.ts'

/** What the pages say about trending, straight from what is reckoned with. */
export const TRENDING = {
  formula: TRENDING_FORMULA,
  days: TRENDING_DAYS,
  voteWeight: VOTE_WEIGHT,
  commentWeight: COMMENT_WEIGHT,
  freshDays: FRESH_DAYS,
  /** how a day's age fades what was done, `(2 ÷ (days + 2))^1.5` */
  fading: `(${FADE_DAYS} ÷ (days + ${FADE_DAYS}))^${FADE_POWER}`,
  /** what is left of a whole one after so many days, in per cent */
  leftAfter: (days: number): number => Math.round(fade(days) * 100),
} as const
