import { serviceDay } from '../../../paper/announcements.ts'
import { dayNumber } from '../../../tools/dates.ts'
import type { FetchParts } from '../fetcher.ts'
import { names } from './arxiv-settings.ts'
import type { HarvestState } from './harvest-state.ts'

interface Ask {
  readonly categories: readonly string[]
  readonly from: string
  readonly until?: string | undefined
}

export async function readBackfill(store: FetchParts['store']): Promise<readonly HarvestState[]> {
  const value = await store.setting(names.backfill)
  return Array.isArray(value) ? (value as HarvestState[]) : []
}

/**
 * Asks for every category's changes since a day, until another or until now. Only written down here: another process may be
 * fetching at this moment, and its place in the list is its own to write.
 */
export async function askForBackfill(store: FetchParts['store'], categories: readonly string[], from: string, until?: string): Promise<void> {
  await store.setSetting(`${names.asked}${from}/${until ?? ''}`, { categories, from, until } satisfies Ask)
}

/** Makes jobs of what was asked for since the last time. The caller holds the fetcher's lock. */
export async function takeUpAsked(store: FetchParts['store']): Promise<void> {
  const asked = await store.settingsUnder(names.asked)
  const found = Object.entries(asked)
  if (found.length === 0) return
  const jobs = found.reduce<readonly HarvestState[]>((all, [, ask]) => withAsk(all, ask as Ask), await readBackfill(store))
  await store.saveLedger([], { [names.backfill]: jobs, ...Object.fromEntries(found.map(([name]) => [name, undefined])) })
}

/** Jobs after an ask: one that is under way goes on, one that is done is done anew. Others that are done are forgotten. */
export function withAsk(jobs: readonly HarvestState[], { categories, from, until }: Ask): readonly HarvestState[] {
  const isAsked = (one: HarvestState): boolean => one.from === from && one.until === until
  // One of a category that was given up waits, and keeps no other from being done anew.
  const underWay = (one: HarvestState): boolean =>
    jobs.some((job) => job.finished !== true && job.from === one.from && job.until === one.until && (!isAsked(one) || categories.includes(job.category)))
  const kept = jobs.filter((one) => one.finished !== true || underWay(one))
  const added = categories.filter((category) => !kept.some((job) => job.category === category && job.from === from && job.until === until))
  return [...kept, ...added.map((category): HarvestState => ({ category, from, ...(until === undefined ? {} : { until }), records: 0 }))]
}

/** How far all backfills have come together, 0 to 1, by the days of change they have passed. */
export function backfillProgress(jobs: readonly HarvestState[], now: number): number {
  if (jobs.length === 0) return 1
  const share = ({ from, until, reached, finished }: HarvestState): number => {
    if (finished === true) return 1
    if (reached === undefined) return 0
    const [first, last] = [dayNumber(from), dayNumber(until ?? serviceDay(now))]
    return Math.min(0.99, (dayNumber(reached) - first) / Math.max(1, last - first))
  }
  return jobs.reduce((sum, job) => sum + share(job), 0) / jobs.length
}
