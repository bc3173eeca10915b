import { arxivDay, nextArxivDay, SERVICE_ZONE, serviceDay } from '../../../paper/announcements.ts'
import type { PaperRecord } from '../../../paper/paper.ts'
import type { Arxiv, OaiPage } from '../../../source/arxiv/arxiv.ts'
import { SourceTrouble } from '../../../source/http/http.ts'
import { addDays } from '../../../tools/dates.ts'
import { instantOf } from '../../../tools/time-zone.ts'
import type { FetchParts } from '../fetcher.ts'
import type { LedgerKeeper, Said } from '../ledger-keeper.ts'
import { readRecords, takeRead, tellTaken } from '../take-page.ts'
import { harvestDay } from './harvest-day.ts'
import type { HarvestState } from './harvest-state.ts'
import { heldPapers } from './held-papers.ts'
import { wanting } from './wanted.ts'
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
 * @throws SourceTrouble; the listing has then not come further
 */
export async function harvestStep(parts: HarvestParts, state: HarvestState, save: (next: HarvestState) => Record<string, unknown>, signal?: AbortSignal): Promise<HarvestState> {
  const { arxiv, store, time, keeper, categories } = parts
  const now = time.now()
  const token = state.token !== undefined && (state.tokenExpires ?? Infinity) > now ? state.token : undefined
  const again = state.again?.[0]
  const page = await arxiv.records(token !== undefined ? { token } : again !== undefined ? { category: state.category, from: again, until: again } : { category: state.category, from: state.reached ?? state.from, until: state.until }, signal)
  if (page === 'expired') {
    const restarts = (state.restarts ?? 0) + 1
    const next = { ...state, token: undefined, tokenExpires: undefined, restarts: restarts > RESTARTS_MAX ? 0 : restarts }
    await store.saveLedger([], save(next))
    if (restarts > RESTARTS_MAX) throw new SourceTrouble('broken', 'arXiv takes back each place in its list as soon as it has given it.')
    return next
  }
  if (page.records.length === 0 && page.token !== undefined && page.rejected.length === 0) throw new SourceTrouble('broken', 'arXiv sent an empty page in the middle of a list.')
  const live = page.records.filter((one) => one.raw !== undefined)
  const { shape, said } = await placing(parts, state, live)
  const read = readRecords(live.map((one) => one.raw!), page.rejected, shape)
  const next = follow(state, page, now)
  // Papers, what they say of the days and the place in the listing go in together: who is told of half a page again could
  // not tell any more what was new in it.
  let taken = { added: 0, updated: 0, unchanged: 0 }
  let withdrawn: readonly string[] = []
  await keeper.say(said(), categories, { ...(await wanting(store, page.unread)), ...save(next) }, async (writer) => {
    taken = await takeRead(read, writer)
    withdrawn = await withdraw(writer, page.records.filter((one) => one.deleted).map((one) => one.id))
  })
  tellTaken(parts, taken, read)
  for (const id of withdrawn) parts.log.info({ id }, 'arXiv has deleted the record of a paper; it is kept as withdrawn')
  return next
}

/** The listing's state after a page. */
function follow(state: HarvestState, page: OaiPage, now: number): HarvestState {
  // A day that is still to come is a mistake, and the next listing would begin after it.
  const known = addDays(page.responseDate.slice(0, 10), 1)
  const last = page.records.reduce((day, one) => (one.datestamp > day && one.datestamp <= known ? one.datestamp : day), state.reached ?? '')
  // By the service's clock: ours may be wrong.
  const lasts = page.tokenExpires === undefined ? NaN : Date.parse(page.tokenExpires) - Date.parse(page.responseDate)
  const common = {
    ...state,
    startedAt: state.startedAt ?? now,
    records: state.records + page.records.length,
    nameless: (state.nameless ?? 0) + Math.max(0, page.rejected.length - page.unread.length),
    restarts: last > (state.reached ?? '') ? 0 : state.restarts,
    token: page.token,
    tokenExpires: page.token !== undefined && lasts > 0 ? now + lasts : undefined,
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

/** How a page's papers are placed on days, and, once they all are, what they say of the days of the chosen categories that they are in. */
async function placing({ store, time, keeper, categories }: HarvestParts, state: HarvestState, live: OaiPage['records']): Promise<{ shape: (record: PaperRecord, at: number) => PaperRecord; said: () => Said[] }> {
  const before = await heldPapers(store, live.map(({ id }) => id))
  const { known, fed } = await knownDays(keeper, time.now(), [...before.values()].flatMap(({ days }) => days))
  const said = new Map<string, { day: string; category: string; ids: string[] }>()
  const shape = (record: PaperRecord, at: number): PaperRecord => {
    const { id, datestamp } = live[at]!
    const found = harvestDay(id, record.versions, datestamp)
    if (found === undefined) return record
    const held = before.get(id)
    const days = new Set(known.get(id)?.values() ?? held?.days)
    for (const category of categories) {
      if (!record.categories.includes(category) || known.get(id)?.has(category)) continue
      // A paper that was here in this category already was not announced in it then: something else of it has changed. So
      // has one that nobody knew, if the day's feed did not name it. One that was here without the category was cross-listed.
      const changed = held === undefined ? fed.has(`${found.day} ${category}`) : held.paper.categories.includes(category)
      const stood = held?.days[0] ?? found.earliest
      const crossed = held !== undefined && datestamp > stood && arxivDay(datestamp).announced ? datestamp : found.day
      const day = changed ? stood : crossed
      days.add(day)
      if (day < state.from) continue
      const row = said.get(`${day} ${category}`)
      if (row === undefined) said.set(`${day} ${category}`, { day, category, ids: [id] })
      else row.ids.push(id)
    }
    // A paper that was cross-listed later stands on both days.
    return { ...record, days: [...days].sort().map((day) => ({ day, position: 0, upvotes: 0, numComments: 0, estimated: true })) }
  }
  return { shape, said: () => [...said.values()] }
}

/**
 * The days of papers of the last weeks, and of some days before, as the ledger has them: by id, then by category; and
 * which rows (`day category`) a feed told wholly.
 */
export async function knownDays(keeper: LedgerKeeper, now: number, also: readonly string[] = []): Promise<{ known: Map<string, Map<string, string>>; fed: Set<string> }> {
  const today = serviceDay(now)
  const [first, last] = [addDays(today, -KNOWN_DAYS), nextArxivDay(today)]
  const known = new Map<string, Map<string, string>>()
  const fed = new Set<string>()
  const older = await keeper.rowsOf([...new Set(also)].filter((day) => day < first || day > last))
  for (const { day, category, expected, told } of [...older, ...(await keeper.rows(first, last))]) {
    if (told.feed !== undefined) fed.add(`${day} ${category}`)
    for (const id of expected) {
      const days = known.get(id)
      if (days === undefined) known.set(id, new Map([[category, day]]))
      else days.set(category, day)
    }
  }
  return { known, fed }
}
