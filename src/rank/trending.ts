/**
 * Trending: what people did with a paper, fading. One sum of four terms, each in votes that were cast right now:
 *
 *     3 × (votes here + what votes of new accounts come to) + upvotes elsewhere + people who commented
 *
 * with every single thing multiplied by (2 ÷ (its age in days + 2))^1.5, the shape of Hacker News' published ranking: whole at first,
 * half after little more than a day, a tenth after a week. A vote fades by its own age, upvotes of other services by the age of the
 * paper's listing (when each was given is not known). Authors' votes and comments on their own papers count nothing. Pure.
 */
import type { Role } from '../paper/people.ts'
import { isFresh } from './fresh-account.ts'

/** Days after its listing in which a paper competes without anybody here having done anything with it. */
export const TRENDING_DAYS = 21
/** A vote of somebody here is worth so many upvotes elsewhere: readers here are few, and it is their list. */
export const VOTE_WEIGHT = 3
/** Somebody who commented, however often, is worth so many upvotes. */
export const COMMENT_WEIGHT = 1
/** What is so many days old counts 2^-1.5 of what is new, about a third. */
export const FADE_DAYS = 2
export const FADE_POWER = 1.5

/** The score in one line, for the page. */
export const TRENDING_FORMULA = `${VOTE_WEIGHT} × votes here + upvotes elsewhere + people who commented, each × (${FADE_DAYS} ÷ (days + ${FADE_DAYS}))^${FADE_POWER}`

/** A vote, or somebody's first comment, as the ranking may know it. Instants are ISO. */
export interface Act {
  readonly at: string
  /** since when the account is there */
  readonly voterSince: string
  readonly voterRole: Role
  /** by one of the paper's authors */
  readonly own: boolean
}

export interface TrendingSignals {
  readonly votes: readonly Act[]
  /** one for each person, their first */
  readonly comments: readonly Act[]
  /** of other services, for the one listing */
  readonly upvotes: number
  /** whole days since that listing; undefined where the paper is in no list */
  readonly listedDaysAgo: number | undefined
}

export interface TrendingTerm {
  /** `votes`: of established accounts; `new-accounts`: votes of fresh ones */
  readonly name: 'votes' | 'new-accounts' | 'upvotes' | 'comments'
  /** how many there are */
  readonly count: number
  /** what is left of them after fading and bounding */
  readonly counted: number
  /** `counted` × its weight: the part of the score */
  readonly value: number
}

export interface Trend {
  /** the sum of the terms' values, 0 or more */
  readonly score: number
  /** those of which there is anything, in a fixed order */
  readonly terms: readonly TrendingTerm[]
  /** authors' own votes, which count nothing */
  readonly own: number
}

/** What is left of 1 after so many days: 1 at once, 0.35 after two days, 0.1 after a week. Never below 0. */
export function fade(ageDays: number): number {
  if (Number.isNaN(ageDays)) return 0
  return (FADE_DAYS / (Math.max(0, ageDays) + FADE_DAYS)) ** FADE_POWER
}

/**
 * What acts of fresh accounts come to together. With s as what established accounts' acts come to, the newest √(1 + s) count whole and
 * the k-th (1 + s) ÷ k²: each adds a little, all together less than 2√(1 + s). So however many accounts are made for it, they never
 * weigh as much as two people who have been here, unless such people liked the paper too.
 * @param faded what is left of each by age
 */
export function boundedSum(faded: readonly number[], established: number): number {
  const room = 1 + established
  return faded.toSorted((a, b) => b - a).reduce((sum, one, index) => sum + one * Math.min(1, room / (index + 1) ** 2), 0)
}

/**
 * How a paper trends at an instant.
 * @param now ms since 1970; what is later counts as of now
 * @param founded when the first account of the instance was made, ms since 1970; see `isFresh`
 */
export function trendOf(signals: TrendingSignals, now: number, founded: number | undefined): Trend {
  const votes = countActs(signals.votes, now, founded)
  const comments = countActs(signals.comments, now, founded)
  const upvotes = signals.listedDaysAgo === undefined ? 0 : Math.max(0, signals.upvotes)
  const terms: TrendingTerm[] = [
    term('votes', votes.established.length, votes.whole, VOTE_WEIGHT),
    term('new-accounts', votes.fresh.length, votes.bounded, VOTE_WEIGHT),
    term('upvotes', upvotes, upvotes * fade(signals.listedDaysAgo ?? 0), 1),
    term('comments', comments.established.length + comments.fresh.length, comments.whole + comments.bounded, COMMENT_WEIGHT),
  ].filter(({ count }) => count > 0)
  return { score: terms.reduce((sum, { value }) => sum + value, 0), terms, own: signals.votes.filter(({ own }) => own).length }
}

function term(name: TrendingTerm['name'], count: number, counted: number, weight: number): TrendingTerm {
  return { name, count, counted, value: counted * weight }
}

const DAY_MS = 86_400_000

function countActs(acts: readonly Act[], now: number, founded: number | undefined) {
  const others = acts.filter(({ own }) => !own)
  const left = ({ at }: Act): number => fade((now - Date.parse(at)) / DAY_MS)
  const [fresh, established]: [number[], number[]] = [[], []]
  for (const one of others) (isFresh(one, founded) ? fresh : established).push(left(one))
  // Sorted, because sums of fractions depend on their order by a hair, and nothing else may.
  established.sort((a, b) => b - a)
  const whole = established.reduce((sum, one) => sum + one, 0)
  return { established, fresh, whole, bounded: boundedSum(fresh, whole) }
}

/** What decides between papers of one score: the newer listing, then the place in it, then the store's number. */
export interface Place {
  readonly score: number
  readonly day: string | undefined
  readonly position: number
  readonly key: number
}

/** For `sort`: best first; only one and the same paper is equal to itself. */
export function byTrend(a: Place, b: Place): number {
  if (a.score !== b.score) return b.score - a.score
  if (a.day !== b.day) return (a.day ?? '') < (b.day ?? '') ? 1 : -1
  return a.position - b.position || a.key - b.key
}
