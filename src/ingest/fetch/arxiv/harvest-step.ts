import { nextArxivDay, SERVICE_ZONE, serviceDay } from '../../../paper/announcements.ts'
import type { PaperRecord } from '../../../paper/paper.ts'
import type { Arxiv, OaiPage } from '../../../source/arxiv/arxiv.ts'
import { SourceTrouble } from '../../../source/http/http.ts'
import { addDays } from '../../../tools/dates.ts'
import { instantOf } from '../../../tools/time-zone.ts'
import type { FetchParts } from '../fetcher.ts'
import type { LedgerKeeper, Said } from '../ledger-keeper.ts'
import { takePage } from '../take-page.ts'
import { harvestDay } from './harvest-day.ts'
import type { HarvestState } from './harvest-state.ts'
import { withdraw } from './withdraw.ts'

/** Beyond so many restarts at one place something other than a token's age is wrong. */
const RESTARTS_MAX = 5
/** arXiv writes its changes then, Eastern time; a listing that this crosses may have lost records at its seams. */
const CHANGES_MINUTE = 22 * 60 + 30
/** How far back a paper may have been told of before a harvest comes upon it again. Days. */
const KNOWN_DAYS = 45

export interface HarvestParts extends FetchParts {
  readonly arxiv: Arxiv
  readonly keeper: LedgerKeeper
  readonly categories: readonly string[]
}

/**
 * One request of a listing and what follows from it. The listing is no snapshot (a page is "from this day, skip so
 * many"), so papers are put in by id, and when arXiv's nightly changes came in between, the days at the pages' seams
 * are listed again.
 * @param save the settings that remember the state that it is given
 * @throws SourceTrouble; the state is then as it was
 */
export async function harvestStep(parts: HarvestParts, state: HarvestState, save: (next: HarvestState) => Record<string, unknown>, signal?: AbortSignal): Promise<HarvestState> {
  const { arxiv, store, time, keeper, categories } = parts
  const now = time.now()
  const token = state.token !== undefined && (state.tokenExpires ?? Infinity) > now ? state.token : undefined
  const again = state.again?.[0]
  const page = await arxiv.records(token !== undefined ? { token } : again !== undefined ? { category: state.category, from: again, until: again } : { category: state.category, from: state.reached ?? state.from, until: state.until }, signal)
  if (page === 'expired') {
    const restarts = (state.restarts ?? 0) + 1
    if (restarts > RESTARTS_MAX) throw new SourceTrouble('broken', 'arXiv takes back each place in its list as soon as it has given it.')
    const next = { ...state, token: undefined, tokenExpires: undefined, restarts }
    await store.saveLedger([], save(next))
    return next
  }
  if (page.records.length === 0 && page.token !== undefined && page.rejected.length === 0) throw new SourceTrouble('broken', 'arXiv sent an empty page in the middle of a list.')
  const said = await takeRecords(parts, state, page)
  const next = follow(state, page, now)
  await keeper.say(said, categories, save(next))
  return next
}

/** The listing's state after a page. */
function follow(state: HarvestState, page: OaiPage, now: number): HarvestState {
  const last = page.records.reduce((day, one) => (one.datestamp > day ? one.datestamp : day), state.reached ?? '')
  const came = page.records.length > 0
  const common = {
    ...state,
    startedAt: state.startedAt ?? now,
    records: state.records + page.records.length,
    restarts: came ? 0 : state.restarts,
    token: page.token,
    tokenExpires: page.tokenExpires === undefined || page.token === undefined ? undefined : Date.parse(page.tokenExpires),
  }
  if (state.again !== undefined) {
    if (page.token !== undefined) return common
    const again = state.again.slice(1)
    return { ...common, again, finished: again.length === 0 }
  }
  const reached = last === '' ? state.reached : last
  if (page.token !== undefined) return { ...common, reached, seams: reached === undefined ? state.seams : [...new Set([...(state.seams ?? []), reached])] }
  const again = crossedChanges(common.startedAt, now) ? (state.seams ?? []) : []
  return { ...common, reached, ...(again.length > 0 ? { again, token: undefined } : { finished: true }) }
}

/** True when arXiv's nightly changes fell between two instants. */
function crossedChanges(from: number, to: number): boolean {
  for (let day = serviceDay(from); ; day = addDays(day, 1)) {
    const at = instantOf(day, CHANGES_MINUTE, SERVICE_ZONE)
    if (at > to) return false
    if (at >= from) return true
  }
}

/** Puts a page's records in and answers what they say of the category's days. */
async function takeRecords(parts: HarvestParts, state: HarvestState, page: OaiPage): Promise<Said[]> {
  const { store, time, keeper } = parts
  const { category } = state
  const { own: known, all } = await knownDays(keeper, category, time.now())
  const live = page.records.filter((one) => one.raw !== undefined)
  const ids = new Map<string, string[]>()
  const held = new Map<string, boolean>()
  for (const one of live) held.set(one.id, !known.has(one.id) && (await isHeldIn(store, one.id, category)))
  const shape = (record: PaperRecord, at: number): PaperRecord => {
    const { id, datestamp } = live[at]!
    const found = harvestDay(id, record.versions, datestamp)
    if (found === undefined) return record
    // A paper that was here already was not announced today: something else of it has changed.
    const day = known.get(id) ?? (held.get(id) === true ? found.earliest : found.day)
    if (!known.has(id) && day >= state.from && record.categories.includes(category)) ids.set(day, [...(ids.get(day) ?? []), id])
    // A paper that was cross-listed later stands on both days.
    const days = new Set([...(all.get(id) ?? []), day])
    return { ...record, days: [...days].sort().map((one) => ({ day: one, position: 0, upvotes: 0, numComments: 0, estimated: true })) }
  }
  await takePage(parts, live.map((one) => one.raw!), page.rejected, shape)
  await withdraw(parts, page.records.filter((one) => one.deleted).map((one) => one.id))
  return [...ids].map(([day, some]) => ({ day, category, ids: some }))
}

/** The days of papers of the last weeks as the ledger has them: in one category, and in all of them. */
export async function knownDays(keeper: LedgerKeeper, category: string, now: number): Promise<{ own: Map<string, string>; all: Map<string, Set<string>> }> {
  const today = serviceDay(now)
  const own = new Map<string, string>()
  const all = new Map<string, Set<string>>()
  for (const row of await keeper.rows(addDays(today, -KNOWN_DAYS), nextArxivDay(today))) {
    for (const id of row.expected) {
      if (row.category === category) own.set(id, row.day)
      const days = all.get(id)
      if (days === undefined) all.set(id, new Set([row.day]))
      else days.add(row.day)
    }
  }
  return { own, all }
}

async function isHeldIn(store: FetchParts['store'], id: string, category: string): Promise<boolean> {
  const paper = await store.find(id)
  return paper !== undefined && paper.sources.includes('arxiv') && paper.categories.includes(category)
}
