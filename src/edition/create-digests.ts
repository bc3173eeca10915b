/**
 * Which papers a letter has. Of lists to which every day brings papers (the latest, a search, for you): those of the days since the
 * letter before, once the last of these days is complete by the ledger, or `WAIT_HOURS` after the letter fell due, with what is missing
 * said; what came in too late follows in the next letter. Of lists that stand (trending, picks, saved, a tag): those among their first
 * papers that are new to the reader, at once. Nothing that an earlier letter to the same address had; where nothing is left, no letter
 * is due, whatever its rhythm.
 */
import { serviceDay } from '../paper/announcements.ts'
import { worstState } from '../paper/day-state.ts'
import type { DayState } from '../paper/ledger.ts'
import { isPrivate, type View, viewPath } from '../paper/view.ts'
import { addDays } from '../tools/dates.ts'
import { wallTime } from '../tools/time-zone.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { dayAndMonth } from './calendar.ts'
import type { DigestPlan, DigestRequest } from './digest.ts'
import type { Editions, Entry } from './edition.ts'
import { completenessWords, type LedgerDay } from './ledger-days.ts'
import { Remembered } from './remembered.ts'
import { shownUpvotes } from './shown-upvotes.ts'

/** So long after it fell due a letter waits for its day, at most. */
export const WAIT_HOURS = 6
const ASK_AGAIN_MS = 15 * 60_000
/** A letter that was away for longer does not begin where it left off. */
const DAYS_MAX = 14
/** Papers of so many earlier days follow when they come late: a long weekend. */
const LATE_DAYS = 4
const PER_DAY = 200
const RANKED = 100
/** Of a search, of which the last that came in are asked for: of all its days there may be more. */
const FOUND = 300
/** A paper may be listed so long after its own date. */
const LAG_DAYS = 45
/** Letters of one run share what they read. */
const REMEMBER_MS = 60_000
const REMEMBER_MAX = 200

export interface Digests {
  /** @throws BroadsheetError not-signed-in for somebody's own view without its person, bad-input for a view that cannot be */
  plan(request: DigestRequest): Promise<DigestPlan>
}

interface Parts {
  readonly editions: Pick<Editions, 'view' | 'ledger' | 'entries'>
  readonly origins: Store['origins']
  readonly clock: Clock
}

interface Span {
  readonly from: string
  readonly to: string
}

/** Papers of a span and, of the days before it, those that may be late, each with when it came in (ISO instant). */
interface Found {
  readonly fresh: readonly Entry[]
  /** of the span, also those that are not in `fresh` */
  readonly total: number
  readonly before: readonly { readonly entry: Entry; readonly addedAt: string }[]
}

export function createDigests({ editions, origins, clock }: Parts): Digests {
  const ledgers = new Remembered<readonly LedgerDay[]>(clock, REMEMBER_MS, REMEMBER_MAX)
  const lists = new Remembered<Found>(clock, REMEMBER_MS, REMEMBER_MAX)
  const ledger = ({ from, to }: Span) => ledgers.get(`${from} ${to}`, () => editions.ledger(from, to))

  /** The last day of which a letter that falls due at an instant is to tell: today where only arXiv's announcement of last evening counts, else yesterday. */
  async function lastDayOf(view: View, at: string): Promise<string> {
    const today = serviceDay(Date.parse(at))
    const [day] = await ledger({ from: today, to: today })
    const parts = partsOf(view, day)
    return parts.length > 0 && parts.every(({ source }) => source === 'arxiv') ? today : addDays(today, -1)
  }

  async function spanOf({ view, plannedAt, previous, rhythm }: DigestRequest): Promise<Span> {
    const to = await lastDayOf(view, plannedAt)
    const first = previous === undefined ? addDays(to, rhythm === 'weekly' ? -6 : 0) : addDays(await lastDayOf(view, previous.plannedAt), 1)
    return { from: [first, addDays(to, 1 - DAYS_MAX)].sort()[1]!, to }
  }

  async function find(view: View, span: Span, person: DigestRequest['person']): Promise<Found> {
    if (view.kind === 'latest') {
      const days = await Promise.all(daysOf({ from: addDays(span.from, -LATE_DAYS), to: span.to }).map(async (subject) => ({ day: subject, ...(await editions.view({ kind: 'day', subject, filters: view.filters }, { pageSize: PER_DAY })) })))
      const own = days.filter(({ day }) => day >= span.from)
      return { fresh: joined(own.map(({ entries }) => entries)), total: own.reduce((sum, { total }) => sum + total, 0), before: await withArrival(days.filter(({ day }) => day < span.from).flatMap(({ entries }) => entries)) }
    }
    const after = [view.filters?.after ?? '', addDays(span.from, -LAG_DAYS)].sort()[1]!
    const asked: View = view.kind === 'search' ? { ...view, filters: { ...view.filters, after } } : view
    const list = await editions.view(asked, { person, pageSize: view.kind === 'search' ? FOUND : RANKED, newestFirst: true })
    // What is new is found by its arrival; a letter begins with what matches best.
    const entries = view.kind === 'search' ? list.entries.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)) : list.entries
    const fresh = entries.filter((entry) => within(entry, span))
    return { fresh, total: fresh.length, before: await withArrival(entries.filter((entry) => within(entry, { from: addDays(span.from, -LATE_DAYS), to: addDays(span.from, -1) }))) }
  }

  async function withArrival(entries: readonly Entry[]): Promise<Found['before']> {
    const known = await origins(entries.map(({ paper }) => paper.key))
    return entries.flatMap((entry) => {
      const addedAt = known.get(entry.paper.key)?.addedAt
      return addedAt === undefined ? [] : [{ entry, addedAt }]
    })
  }

  async function standing({ view, person, papers, shown, plannedAt, timeZone }: DigestRequest): Promise<DigestPlan> {
    const edition = await editions.view(view, { person, pageSize: papers })
    const entries = edition.entries.filter(({ paper }) => !shown.has(paper.key))
    if (entries.length === 0) return { state: 'empty', why: 'nothing new' }
    return { state: 'ready', digest: { view, day: wallTime(Date.parse(plannedAt), timeZone).day, entries, late: [], more: 0, ledger: edition.ledger, notes: [] } }
  }

  /** As planned, with the papers of the copy before in the place of others; those that left the list meanwhile come last. */
  async function same(keys: readonly number[], plan: DigestPlan, { view, plannedAt, timeZone }: DigestRequest): Promise<DigestPlan> {
    const planned = plan.state === 'ready' ? plan.digest : { view, day: wallTime(Date.parse(plannedAt), timeZone).day, entries: [], late: [], more: 0, ledger: '', notes: [] }
    const had = new Set(keys)
    const [entries, late] = [planned.entries, planned.late].map((all) => all.filter(({ paper }) => had.has(paper.key))) as [Entry[], Entry[]]
    for (const { paper } of [...entries, ...late]) had.delete(paper.key)
    entries.push(...(await editions.entries([...had])))
    return entries.length + late.length === 0 ? plan : { state: 'ready', digest: { ...planned, entries, late } }
  }

  return {
    plan: async (request) => (request.again === undefined ? planned(request) : same(request.again, await planned({ ...request, impatient: true }), request)),
  }

  async function planned(request: DigestRequest): Promise<DigestPlan> {
    const { view, person, papers, shown, plannedAt, previous } = request
    if (view.kind !== 'latest' && view.kind !== 'search' && view.kind !== 'for-you') return standing(request)
    const span = await spanOf(request)
    const [last] = await ledger({ from: span.to, to: span.to })
    const state = worstState(partsOf(view, last).map((part) => part.state))
    const now = clock.now()
    const deadline = Date.parse(plannedAt) + WAIT_HOURS * 3_600_000
    if (!SETTLED.includes(state) && now < deadline && request.impatient !== true) return { state: 'wait', until: new Date(Math.min(now + ASK_AGAIN_MS, deadline)).toISOString(), why: `${span.to} is not complete yet` }

    const name = `${viewPath(view)} ${span.from} ${span.to}`
    const found = await (isPrivate(view) ? find(view, span, person) : lists.get(name, () => find(view, span, undefined)))
    const fresh = found.fresh.filter(({ paper }) => !shown.has(paper.key))
    const taken = new Set(found.fresh.map(({ paper }) => paper.key))
    // What came in while that letter was on its way may not be in it.
    const since = previous === undefined ? '' : new Date(Date.parse(previous.sentAt) - 2 * REMEMBER_MS).toISOString()
    const late = previous === undefined ? [] : found.before.filter(({ entry: { paper }, addedAt }) => addedAt > since && !shown.has(paper.key) && !taken.has(paper.key)).map(({ entry }) => entry)
    if (fresh.length + late.length === 0) return { state: 'empty', why: 'nothing new' }
    const entries = fresh.slice(0, papers)
    const follow = late.slice(0, papers - entries.length)
    return {
      state: 'ready',
      digest: {
        view, day: span.to, entries, late: follow,
        more: Math.max(fresh.length, found.total - (found.fresh.length - fresh.length)) - entries.length + late.length - follow.length,
        ledger: lineOf(await (span.from > span.to ? [] : ledger(span))),
        notes: SETTLED.includes(state) ? [] : [`The list of ${dayAndMonth(span.to)} is not complete. What comes in later follows in the next letter.`],
      },
    }
  }
}

const SETTLED: readonly DayState[] = ['complete', 'none']

/** What of a day's ledger matters for a view: of one arXiv category, that one's announcement. */
function partsOf(view: View, day: LedgerDay | undefined): LedgerDay['parts'] {
  const parts = day?.parts ?? []
  const own = parts.filter(({ category }) => category !== '' && category === view.filters?.category)
  return own.length > 0 ? own : parts
}

function lineOf(days: readonly LedgerDay[]): string {
  if (days.length <= 1) return days[0]?.line ?? ''
  const words = completenessWords(days)
  return `${dayAndMonth(days[0]!.day)} to ${dayAndMonth(days.at(-1)!.day)}${words === undefined ? '' : ` · ${words}`}`
}

function daysOf({ from, to }: Span): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

function within({ listed, paper }: Entry, { from, to }: Span): boolean {
  const day = listed?.day ?? (paper.published?.length === 10 ? paper.published : undefined)
  return day !== undefined && day >= from && day <= to
}

/** The lists of several days, oldest first, as one: by votes, then by place, then newest; a paper once. */
function joined(days: readonly (readonly Entry[])[]): readonly Entry[] {
  if (days.length === 1) return days[0]!
  const places = days.toReversed().flatMap((entries) => entries.map((entry, place) => ({ entry, place, votes: shownUpvotes(entry) + (entry.community?.votes ?? 0) })))
  const sorted = places.sort((a, b) => b.votes - a.votes || a.place - b.place)
  return [...new Map(sorted.map(({ entry }) => [entry.paper.key, entry])).values()]
}
