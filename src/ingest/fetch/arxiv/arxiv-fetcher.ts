import { arxivDay, lastAnnounced, nextArxivDay, SERVICE_ZONE, serviceDay } from '../../../paper/announcements.ts'
import { dayState } from '../../../paper/day-state.ts'
import type { Arxiv } from '../../../source/arxiv/arxiv.ts'
import { addDays } from '../../../tools/dates.ts'
import { instantOf } from '../../../tools/time-zone.ts'
import type { Fetcher, FetchParts, Task } from '../fetcher.ts'
import { LedgerKeeper } from '../ledger-keeper.ts'
import { type FeedState, type MendState, names, type OaiState, read, readDeferrals } from './arxiv-settings.ts'
import { backfillProgress, readBackfill, takeUpAsked } from './backfill.ts'
import { feedStep } from './feed-step.ts'
import { endOfHarvest, findDeferrals } from './harvest-end.ts'
import { type HarvestParts, harvestStep } from './harvest-step.ts'
import type { HarvestState } from './harvest-state.ts'
import { mendAt, mendStep, missingPapers } from './mend-step.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A new instance begins with the papers of so many days. */
const FIRST_DAYS = 7
/** Feeds are made at midnight Eastern time; the first look comes a little later. Minutes. */
const FEED_AFTER = 5
/** A feed that does not name what a harvest took for its papers is looked at again after so long. Minutes. */
const SECOND_LOOK = 20
/** Days that are not settled are harvested again for so long. */
const LOOKED_BACK_DAYS = 7
/** So often is a listing with records that nobody can read listed again. */
const HOLES_MAX = 3
/** arXiv's changes of an announcement evening are there by 22:30 Eastern time, 150 minutes after it. */
const HARVEST_AFTER = 155

export interface ArxivFetcherOptions extends FetchParts {
  readonly arxiv: Arxiv
  /** the reader's choice */
  readonly categories: readonly string[]
  /** called once for each day whose papers are all there */
  readonly onComplete?: (day: string) => void
  /** 0 to 1, lasting: this instance's own place among all the others' */
  readonly jitter: number
}

/** Keeps the chosen categories up with arXiv: feeds when papers are announced, a harvest each night, and what either left out. */
export function arxivFetcher(options: ArxivFetcherOptions): Fetcher {
  const { store, categories, jitter } = options
  const keeper = new LedgerKeeper(options, 'arxiv', { deferrals: () => readDeferrals(store), ...(options.onComplete ? { onComplete: options.onComplete } : {}) })
  const parts: HarvestParts = { ...options, keeper }

  return {
    key: 'arxiv',
    label: 'arXiv',
    tasks: async (now) => {
      await takeUpAsked(store)
      const tasks: Task[] = []
      for (const category of categories) {
        const oai = await read<OaiState>(store, names.oai(category), {})
        // The first harvest comes before the first feed: a stale feed is recognised by papers that are known.
        if (oai.doneAt !== undefined) tasks.push({ key: `arxiv/feed/${category}`, at: await feedAt(category, now), what: `the feed of ${category}`, step: (signal) => feedStep(parts, category, signal) })
      }
      for (const category of categories) {
        tasks.push({ key: `arxiv/oai/${category}`, at: await harvestAt(category, now), what: `the changes in ${category}`, step: (signal) => nightlyStep(category, signal) })
      }
      if ((await missingPapers(parts)).size > 0) {
        const state = await read<MendState>(store, names.mend, { at: now, tries: 0 })
        tasks.push({ key: 'arxiv/mend', at: mendAt(state, now), what: 'papers that are missing', step: (signal) => mendStep(parts, signal) })
      }
      // One after the other, but what fails lets the next one go first.
      for (const job of await readBackfill(store)) {
        if (isOpen(job)) tasks.push({ key: `arxiv/backfill/${job.category}/${job.from}/${job.until ?? ''}`, at: now, what: `${job.category} since ${job.from}`, step: (signal) => backfillStep(job, signal) })
      }
      return tasks
    },
    work: async (now) => {
      const jobs = (await readBackfill(store)).filter(({ category }) => categories.includes(category))
      const job = jobs.find(isOpen)
      return job === undefined ? undefined : { what: `papers since ${job.from}`, progress: backfillProgress(jobs, now) }
    },
  }

  /** A category that was given up is not fetched; should it be chosen again, its backfill goes on. */
  function isOpen({ category, finished }: HarvestState): boolean {
    return finished !== true && categories.includes(category)
  }

  /** When a category's feed is next asked for. */
  async function feedAt(category: string, now: number): Promise<number> {
    const today = serviceDay(now)
    const deferrals = await readDeferrals(store)
    const state = await read<FeedState>(store, names.feed(category), {})
    const row = (await keeper.rows(today, today)).find((one) => one.category === category)
    const first = (day: string): number => instantOf(day, FEED_AFTER, SERVICE_ZONE) + jitter * 8 * MINUTE
    const told = row?.told.feed !== undefined && row.trouble === undefined
    if (told && state.day === today && state.checkedAt !== undefined && (state.doubts?.length ?? 0) > 0) return state.checkedAt + SECOND_LOOK * MINUTE
    if (told) return first(nextArxivDay(today, 1, deferrals))
    const begin = first(today)
    const { announced } = arxivDay(today, deferrals)
    const tries = state.day === today ? (state.tries ?? 0) : 0
    // The calendar may be wrong about a holiday, so it is looked at once; not about weekends.
    if (!announced && (tries > 0 || isWeekend(today))) return first(nextArxivDay(today, 1, deferrals))
    if (tries === 0 || state.checkedAt === undefined) return begin
    const since = state.checkedAt - begin
    const wait = since < 3 * HOUR ? 10 * MINUTE : since < 12 * HOUR ? 30 * MINUTE : 2 * HOUR
    return state.checkedAt + wait * (0.85 + 0.3 * options.random())
  }

  /** When a category is next harvested: after each announcement, and again while its day is not settled. */
  async function harvestAt(category: string, now: number): Promise<number> {
    const oai = await read<OaiState>(store, names.oai(category), {})
    if (oai.running !== undefined) return now
    if (oai.doneAt === undefined) return now
    const deferrals = await readDeferrals(store)
    const day = lastAnnounced(now, deferrals)
    const due = (of: string): number => {
      const one = arxivDay(of, deferrals)
      return (one.announced ? one.at : now) + (HARVEST_AFTER + jitter * 20) * MINUTE
    }
    if (oai.doneAt < due(day)) return due(day)
    const next = due(nextArxivDay(day, 1, deferrals))
    const open = await firstOpenDay(category, day, now, deferrals)
    return open !== undefined ? Math.min(next, oai.doneAt + Math.min(8, 2 ** (oai.tries ?? 0)) * HOUR) : next
  }

  /** The first of the last days up to one that is not settled. */
  async function firstOpenDay(category: string, last: string, now: number, deferrals: ReadonlySet<string>): Promise<string | undefined> {
    const rows = (await keeper.rows(addDays(last, -LOOKED_BACK_DAYS), last)).filter((row) => row.category === category)
    return rows.find((row) => ['incomplete', 'unconfirmed', 'waiting'].includes(dayState({ source: 'arxiv', day: row.day, category }, row, now, deferrals)))?.day
  }

  async function nightlyStep(category: string, signal: AbortSignal | undefined): Promise<void> {
    const oai = await read<OaiState>(store, names.oai(category), {})
    const now = options.time.now()
    const deferrals = await readDeferrals(store)
    const from = oai.from ?? addDays(serviceDay(now), -FIRST_DAYS)
    // A day that the last harvest could not settle, because it was not over, is listed again.
    const open = oai.running === undefined ? await firstOpenDay(category, lastAnnounced(now, deferrals), now, deferrals) : undefined
    const running: HarvestState = oai.running ?? { category, from: open !== undefined && open < from ? open : from, records: 0 }
    const next = running.finished === true ? running : await harvestStep(parts, running, (state) => ({ [names.oai(category)]: { ...oai, running: state } }), signal)
    if (next.finished !== true) return
    const { said, unconfirmed } = await endOfHarvest(parts, next)
    const announcedAt = arxivDay(lastAnnounced(options.time.now()))
    const again = oai.doneAt !== undefined && announcedAt.announced && oai.doneAt >= announcedAt.at
    const holes = (next.nameless ?? 0) > 0 ? (oai.holes ?? 0) + 1 : 0
    const done: OaiState = {
      // Only what was seen moves it on: an empty answer may be wrong, and a day too many costs nothing. What could not be
      // read is listed again, but not for ever.
      from: holes > 0 && holes < HOLES_MAX ? from : (next.reached ?? from),
      holes,
      doneAt: next.startedAt,
      tries: again ? (oai.tries ?? 0) + 1 : 0,
      unconfirmed,
    }
    await keeper.say(said, categories, { [names.oai(category)]: done })
    await findDeferrals(parts)
  }

  async function backfillStep(job: HarvestState, signal: AbortSignal | undefined): Promise<void> {
    const jobs = await readBackfill(store)
    const at = jobs.findIndex((one) => one.category === job.category && one.from === job.from && one.until === job.until)
    const saved = (state: HarvestState) => ({ [names.backfill]: jobs.map((one, other) => (other === at ? state : one)) })
    const next = job.listed === true ? job : await harvestStep(parts, job, (state) => saved(state.finished === true ? { ...state, finished: undefined, listed: true } : state), signal)
    if (next.listed === true || next.finished === true) await keeper.say((await endOfHarvest(parts, next)).said, categories, saved({ ...next, listed: undefined, finished: true }))
  }
}

const isWeekend = (day: string): boolean => {
  const planned = arxivDay(day)
  return !planned.announced && planned.why === 'weekend'
}
