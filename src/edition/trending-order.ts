/**
 * Who competes for trending, and in what order they stand: what was listed in the last weeks, and whatever the people here
 * voted for or talked about in that time, however old it is.
 */
import type { Paper } from '../paper/paper.ts'
import { byTrend, fade, TRENDING_DAYS, trendOf, type Act, type Trend } from '../rank/trending.ts'
import type { DayQuery, ListedPaper, Store } from '../store/store.ts'
import { addDays, dayNumber } from '../tools/dates.ts'

export interface Trending {
  /** the store's key of the paper */
  readonly key: number
  /** the listing whose upvotes are worth most now */
  readonly listed: ListedPaper['entry'] | undefined
  readonly listedDaysAgo: number | undefined
  readonly trend: Trend
}

export interface TrendingOrder {
  /** best first */
  readonly ranked: readonly Trending[]
  /** so much was listed or stirred that only the most upvoted, or those stirred most, compete */
  readonly capped: boolean
}

export interface TrendingQuery {
  /** ms since 1970: votes fade from here */
  readonly now: number
  /** the day that ages of listings are measured from; nothing listed later competes */
  readonly until: string
  /** leave out what people did after `now`: for a day that is over */
  readonly past?: boolean
  /** filters of the store; `from` and `to` narrow the days of listings */
  readonly filters: Pick<DayQuery, 'category' | 'venue' | 'submitter'> & { readonly from: string; readonly to: string; readonly onlyListed: boolean }
}

/** Ages in days at which the listings are asked for anew, as a paper that comes again is told of once an asking. */
const WINDOWS = [0, 3, TRENDING_DAYS] as const
/** The most upvoted of each compete: more than any service with upvotes lists in that time. */
const IN_WINDOW = 1000
/** Of the papers that people here stirred, those that did so most. */
const STIRRED = 500
const DAY_MS = 86_400_000

/** The papers that trend. */
export async function trendingOrder(store: Store, query: TrendingQuery): Promise<TrendingOrder> {
  const { now, until, filters } = query
  const found: Listings = new Map()
  let capped = false
  for (const [index, begin] of WINDOWS.slice(0, -1).entries()) {
    const { onlyListed: _, ...span } = filters
    const [from, to] = [addDays(until, 1 - WINDOWS[index + 1]!), addDays(until, -begin)]
    const places = await store.places({ ...span, from: from > span.from ? from : span.from, to: to < span.to ? to : span.to, sort: 'votes', limit: IN_WINDOW + 1 })
    if (places.length > IN_WINDOW) capped = true
    add(found, places.slice(0, IN_WINDOW))
  }

  const stirred = await store.people.stirredSince(new Date(now - TRENDING_DAYS * DAY_MS).toISOString())
  const facts = await actsOn(store, [...new Set([...found.keys(), ...stirred])], query.past === true ? now : Infinity)
  const founded = await store.people.founded()
  const foundedAt = founded === undefined ? undefined : Date.parse(founded)
  const trend = (key: number, upvotes: number, listedDaysAgo: number | undefined): Trend =>
    trendOf({ votes: facts.votes.get(key) ?? [], comments: facts.comments.get(key) ?? [], upvotes, listedDaysAgo }, now, foundedAt)

  const others = stirred
    .filter((key) => !found.has(key))
    .map((key) => ({ key, score: trend(key, 0, undefined).score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.key - b.key)
    .map(({ key }) => key)
  if (others.length > STIRRED) capped = true
  await addStirred(store, others.slice(0, STIRRED), filters, until, found)

  const age = (day: string): number => dayNumber(until) - dayNumber(day)
  const worth = (entry: ListedPaper['entry']): number => entry.upvotes * fade(age(entry.day))
  const ranked = [...found]
    .map(([key, listings]): Trending => {
      const listed = listings.toSorted((a, b) => worth(b) - worth(a) || (a.day < b.day ? 1 : a.day > b.day ? -1 : a.position - b.position))[0]
      const listedDaysAgo = listed === undefined ? undefined : age(listed.day)
      return { key, listed, listedDaysAgo, trend: trend(key, listed?.upvotes ?? 0, listedDaysAgo) }
    })
    .sort((a, b) => byTrend(placeOf(a), placeOf(b)))
  return { ranked, capped }
}

/** By paper, every place that competes; none where the paper is in no list. */
type Listings = Map<number, ListedPaper['entry'][]>

function add(found: Listings, places: Awaited<ReturnType<Store['places']>>): void {
  for (const { paperKey, entry } of places) {
    const listings = found.get(paperKey)
    if (listings === undefined) found.set(paperKey, [entry])
    else listings.push(entry)
  }
}

function placeOf({ key, listed, trend }: Trending) {
  return { score: trend.score, day: listed?.day, position: listed?.position ?? 0, key }
}

/** Older papers, and papers that no list has, as far as the filters let them through. */
async function addStirred(store: Store, keys: readonly number[], filters: TrendingQuery['filters'], until: string, found: Listings): Promise<void> {
  if (keys.length === 0) return
  const { onlyListed, to, ...rest } = filters
  add(found, await store.places({ ...rest, from: filters.from, to: to < until ? to : until, keys, limit: keys.length }))
  if (onlyListed) return
  const unlisted = keys.filter((key) => !found.has(key))
  const filtered = filters.category !== undefined || filters.venue !== undefined
  const passing = filtered ? (await store.papers(unlisted)).filter((paper) => passes(paper, filters)).map(({ key }) => key) : unlisted
  for (const key of passing) found.set(key, [])
}

/** As the store filters papers in lists. */
export function passes(paper: Paper, { category, venue }: Pick<DayQuery, 'category' | 'venue'>): boolean {
  const fold = (text: string): string => text.toLowerCase()
  if (category !== undefined && !paper.categories.some((one) => fold(one) === fold(category) || (!category.includes('.') && fold(one).startsWith(`${fold(category)}.`)))) return false
  return venue === undefined || (paper.venue !== undefined && fold(paper.venue) === fold(venue))
}

async function actsOn(store: Store, keys: readonly number[], until: number): Promise<{ votes: ReadonlyMap<number, readonly Act[]>; comments: ReadonlyMap<number, readonly Act[]> }> {
  const [votes, comments] = [await store.people.voteFacts(keys), await store.people.commenters(keys)]
  if (until === Infinity) return { votes, comments }
  const before = (acts: ReadonlyMap<number, readonly Act[]>) => new Map([...acts].map(([key, all]) => [key, all.filter(({ at }) => Date.parse(at) < until)]))
  return { votes: before(votes), comments: before(comments) }
}
