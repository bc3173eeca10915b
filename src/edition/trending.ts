import { serviceDay } from '../paper/announcements.ts'
import type { Paper } from '../paper/paper.ts'
import { TRENDING_DAYS } from '../rank/trending.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { addDays } from '../tools/dates.ts'
import type { Entry, ListEdition, ListOptions } from './edition.ts'
import { lastDay } from './last-day.ts'
import { countOf } from './ledger.ts'
import { isFiltered, listOf, narrowed, paging } from './lists.ts'
import type { Trending, TrendingOrder, TrendingQuery } from './trending-order.ts'
import { termsOf, trendingReasons } from './trending-terms.ts'

/** An instance that has been told of no list for so long is an archive: ages of listings are measured from its last day, so that it trends too. */
const FOLLOWED_DAYS = 7

/** What people did lately, fading: votes from now, listings from today. @param orderOf `trendingOrder`, or one that remembers it */
export async function trendingList(store: Store, clock: Clock, options: ListOptions, orderOf: (query: TrendingQuery) => Promise<TrendingOrder>): Promise<ListEdition> {
  const today = serviceDay(clock.now())
  const last = await lastDay(store, today)
  const until = last === undefined || last > addDays(today, -FOLLOWED_DAYS) ? today : last
  const { category, venue, submitter, after, before } = options
  const onlyListed = [after, before, submitter].some((filter) => filter !== undefined)
  const { ranked, capped } = await orderOf({ now: clock.now(), until, filters: { category, venue, submitter, onlyListed, ...narrowed('0000-01-01', until, options) } })
  const { page, pageSize } = paging(options)
  const shown = ranked.slice(page * pageSize, (page + 1) * pageSize)
  const papers = new Map((await store.papers(shown.map(({ key }) => key))).map((paper) => [paper.key, paper]))
  return {
    ...listOf([], ranked.length, options),
    entries: shown.flatMap((one) => entryOf(one, papers.get(one.key))),
    kind: 'trending',
    subject: '',
    title: 'Trending',
    from: addDays(until, 1 - TRENDING_DAYS),
    to: until,
    previous: undefined,
    next: undefined,
    ledger: trendingLine(ranked.length, capped),
    empty: ranked.length > 0 ? undefined : isFiltered(options) ? 'No paper of the last three weeks passes these filters.' : 'No paper of the last three weeks is held.',
  }
}

function trendingLine(papers: number, capped: boolean): string {
  return capped
    ? `${countOf(papers)}: of those listed in the last ${TRENDING_DAYS} days the most upvoted, and what people here voted for or commented on most since`
    : `${countOf(papers)}: those listed in the last ${TRENDING_DAYS} days, and what people here voted for or commented on since`
}

function entryOf({ listed, listedDaysAgo, trend }: Trending, paper: Paper | undefined): Entry[] {
  return paper === undefined ? [] : [{ paper, listed, score: trend.score, reasons: trendingReasons(trend, listedDaysAgo), terms: termsOf(trend, listedDaysAgo) }]
}
