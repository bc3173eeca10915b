/**
 * Keeps each day's list and each evening's trending as they stood when the day ended where the services live, so that votes of later
 * change nothing about it. Days that nobody was there to keep, or that had no list yet when their turn came, are made up for from the
 * instants of the votes; upvotes of other services stand as they were last told. A day is kept once: doing it again changes nothing.
 */
import { SERVICE_ZONE, serviceDay } from '../paper/announcements.ts'
import type { ListedPaper, Store } from '../store/store.ts'
import { addDays, isDay } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { dayFigures, ledgerTerms } from './day-ledger.ts'
import { lookedFor } from './day-line.ts'
import { trendingOrder } from './trending-order.ts'

/** The last day that was kept, as a setting of the instance. */
export const KEPT_UNTIL_SETTING = 'rankings-kept-until'
/** So many days back the first keeping goes, and any at most. */
const FIRST_DAYS = 21
const MOST_DAYS = 120
/** Of a day whose first list comes late, the others are waited for so many days. */
const LATE_DAYS = 7
/** Papers of a list that are kept: its head. */
const KEPT_PAPERS = 500

type Place = NonNullable<Awaited<ReturnType<Store['people']['ranking']>>>['order'][number]

/** The name under which a list is kept, `day:2026-04-01`. */
export function rankingName(kind: 'day' | 'trending', day: string): string {
  return `${kind}:${day}`
}

/**
 * Keeps every day that is over and not kept yet, oldest first; answers them. A recent day that had nothing in it when its
 * turn came, because a service was away, is kept once it has.
 * @param options.patient leaves a recent day, and those after it, whose lists are still looked for: after a start they are on their way
 */
export async function keepRankings(store: Store, now: number, { signal, patient = false }: { readonly signal?: AbortSignal; readonly patient?: boolean } = {}): Promise<string[]> {
  const yesterday = addDays(serviceDay(now), -1)
  const until = await store.setting(KEPT_UNTIL_SETTING)
  const first = typeof until === 'string' && isDay(until) ? addDays(until, 1) : addDays(yesterday, 1 - FIRST_DAYS)
  const earliest = addDays(yesterday, 1 - MOST_DAYS)
  const kept: string[] = []
  for (let day = addDays(yesterday, 1 - FIRST_DAYS); day < first && day <= yesterday && signal?.aborted !== true; day = addDays(day, 1)) {
    if (!(await hasComeLate(store, day, now))) continue
    await keepDay(store, day, now)
    kept.push(day)
  }
  for (let day = first > earliest ? first : earliest; day <= yesterday && signal?.aborted !== true; day = addDays(day, 1)) {
    if (patient && (await isOnItsWay(store, day, now))) break
    await keepDay(store, day, now)
    await store.setSetting(KEPT_UNTIL_SETTING, day)
    kept.push(day)
  }
  return kept
}

/** A day whose turn has passed without it has a list by now, and no more of them are to come. */
async function hasComeLate(store: Store, day: string, now: number): Promise<boolean> {
  if ((await store.people.rankingsNear(rankingName('day', day))).kept) return false
  if ((await placesBy(store, day, endOf(day))).length === 0) return false
  return day <= addDays(serviceDay(now), -LATE_DAYS) || !(await isOnItsWay(store, day, now))
}

async function isOnItsWay(store: Store, day: string, now: number): Promise<boolean> {
  const terms = await ledgerTerms(store, now)
  const [figures] = await dayFigures(store, terms, day, day)
  return figures !== undefined && lookedFor(figures, now).length > 0
}

async function keepDay(store: Store, day: string, now: number): Promise<void> {
  const end = endOf(day)
  const at = new Date(now).toISOString()
  const ofDay = await dayAsOf(store, day, end)
  if (ofDay.length > 0) await store.people.keepRanking(rankingName('day', day), ofDay, at)
  const trending = await trendingAsOf(store, day, end)
  if (trending.length > 0) await store.people.keepRanking(rankingName('trending', day), trending, at)
}

/** Midnight after a day, where the services live, ms since 1970. */
function endOf(day: string): number {
  return instantOf(addDays(day, 1), 0, SERVICE_ZONE)
}

/** A day's papers by votes as they were at an instant. */
async function dayAsOf(store: Store, day: string, end: number): Promise<Place[]> {
  const places = await placesBy(store, day, end)
  const counts = await countsAsOf(store, places.map(({ paperKey }) => paperKey), end)
  return places
    .map(({ paperKey, entry }) => {
      const here = counts.get(paperKey)!
      return { position: entry.position, place: { paperKey, score: entry.upvotes + here.votes, upvotes: entry.upvotes, ...here } }
    })
    // As the store orders a day.
    .sort((a, b) => b.place.score - a.place.score || a.position - b.position || b.place.paperKey - a.place.paperKey)
    .map(({ place }) => place)
}

/** A day's places, without those that people made after an instant; of other sources it is not known since when they stand. */
async function placesBy(store: Store, day: string, end: number): ReturnType<Store['places']> {
  const isLate = ({ source, submittedAt }: ListedPaper['entry']): boolean => source === 'community' && submittedAt !== undefined && Date.parse(submittedAt) >= end
  const found: Awaited<ReturnType<Store['places']>>[number][] = []
  for (const one of await store.places({ from: day, to: day, sort: 'votes', limit: KEPT_PAPERS })) {
    // It may stand in another source's list of the day too.
    const entry = isLate(one.entry) ? (await store.daysOf(one.paperKey)).find((place) => place.day === day && !isLate(place)) : one.entry
    if (entry !== undefined) found.push({ paperKey: one.paperKey, entry })
  }
  return found
}

async function trendingAsOf(store: Store, day: string, end: number): Promise<Place[]> {
  const { ranked: all } = await trendingOrder(store, { now: end, until: day, past: true, filters: { from: '0000-01-01', to: day, onlyListed: false } })
  const ranked = all
    .filter(({ trend }) => trend.score > 0)
    .slice(0, KEPT_PAPERS)
  const counts = await countsAsOf(store, ranked.map(({ key }) => key), end)
  return ranked.map(({ key, listed, trend }) => ({ paperKey: key, score: trend.score, upvotes: listed?.upvotes ?? 0, ...counts.get(key)! }))
}

/** What people here had done by an instant, for each of the papers. Comments that are hidden or deleted by now are left out. */
async function countsAsOf(store: Store, keys: readonly number[], end: number): Promise<Map<number, { votes: number; own: number; comments: number }>> {
  const [facts, talked] = [await store.people.voteFacts(keys), await store.people.commentCounts(keys)]
  const counts = new Map<number, { votes: number; own: number; comments: number }>()
  for (const key of keys) {
    const before = (facts.get(key) ?? []).filter(({ at }) => Date.parse(at) < end)
    const comments = (talked.get(key) ?? 0) === 0 ? [] : (await store.people.comments(key)).filter(({ state, createdAt }) => state === 'shown' && Date.parse(createdAt) < end)
    counts.set(key, { votes: before.filter(({ own }) => !own).length, own: before.filter(({ own }) => own).length, comments: comments.length })
  }
  return counts
}
