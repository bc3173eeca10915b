import { serviceDay } from '../../../paper/announcements.ts'
import { dayState } from '../../../paper/day-state.ts'
import type { LedgerRow } from '../../../paper/ledger.ts'
import { DAILY_PAGE, type DailyPapers } from '../../../source/huggingface/huggingface.ts'
import { SourceTrouble } from '../../../source/http/http.ts'
import { addDays, dayNumber } from '../../../tools/dates.ts'
import type { Fetcher, FetchParts, Task } from '../fetcher.ts'
import { LedgerKeeper, type Said } from '../ledger-keeper.ts'
import { takePage } from '../take-page.ts'
import { FOLLOWED_DAYS, refreshAt } from './refresh.ts'
import { names, type Reading, type Short } from './reading.ts'

/** A new instance begins with so many days. */
const FIRST_DAYS = 7
/** The first list: https://huggingface.co/papers began on this day. */
export const FIRST_DAILY_DAY = '2023-05-04'
const PAGES_MAX = 50
/** A reading that has waited so long is begun anew. ms */
const READING_MS_MAX = 3_600_000
/** So many readings in a row that leave the same papers out: the service lists them no more. */
const SHORT_MAX = 3

export interface DailyFetcherOptions extends FetchParts {
  readonly daily: DailyPapers
  /** 0 to 1, lasting: this instance's own place among all the others' */
  readonly jitter: number
  readonly onComplete?: (day: string) => void
}

interface Span {
  readonly from: string
  readonly to: string
}

/** Keeps up with Hugging Face's Daily Papers: each day's list until it is settled, its votes for a month, and older days on demand. */
export function dailyFetcher(options: DailyFetcherOptions): Fetcher {
  const { store, time, log, daily } = options
  const keeper = new LedgerKeeper(options, 'huggingface', options.onComplete ? { onComplete: options.onComplete } : {})

  return {
    key: 'huggingface',
    label: 'Hugging Face',
    tasks: async (now) => {
      const reading = await readReading(now)
      const today = serviceDay(now)
      const first = await firstDay(today)
      await rememberDay(today)
      const from = first > addDays(today, -FOLLOWED_DAYS) ? first : addDays(today, -FOLLOWED_DAYS)
      const rows = new Map((await keeper.rows(from, today)).map((row) => [row.day, row]))
      const tasks: Task[] = []
      // A reading that has begun is ended first; it has the key of its day, so that failures hold back that day only.
      if (reading !== undefined) tasks.push(task(reading.day, now))
      for (let day = addDays(today, 1); day >= from; day = addDays(day, -1)) {
        const at = refreshAt(day, rows.get(day), now)
        if (at !== undefined && day !== reading?.day) tasks.push(task(day, at + options.jitter * 120_000))
      }
      for (const span of await readSpans()) {
        const older = await nextOfSpan(span, now)
        if (older === undefined && span.to < today) await store.setSetting(spanName(span), undefined)
        if (older !== undefined && !tasks.some(({ key, at }) => key === taskKey(older.day) && at <= older.at)) tasks.push(task(older.day, older.at))
      }
      return tasks
    },
    work: async (now) => {
      for (const span of await readSpans()) {
        if ((await nextOfSpan(span, now)) !== undefined) return { what: `days from ${span.from} to ${span.to}`, progress: await spanProgress(span, now) }
      }
      return undefined
    },
  }

  function task(day: string, at: number): Task {
    return { key: taskKey(day), at, what: `the list of ${day}`, step: (signal) => step(day, signal) }
  }

  async function step(day: string, signal: AbortSignal | undefined): Promise<void> {
    const now = time.now()
    const under = await readReading(now)
    const reading = under?.day === day ? under : { day, page: 0, position: 0, ids: [], startedAt: now }
    const page = await daily.day(day, reading.page, reading.position, signal).catch(async (error: unknown) => {
      await sayBroken(day, error)
      throw error
    })
    await takePage(options, page.records.map(({ raw }) => raw), page.rejected)
    const next: Reading = {
      ...reading,
      page: reading.page + 1,
      position: reading.position + page.entries,
      ids: [...new Set([...reading.ids, ...page.records.map(({ id }) => id), ...page.unread])],
      promised: page.more,
      torn: reading.torn === true || (reading.promised === true && page.entries === 0),
    }
    const more = page.entries > 0 && (page.more || page.entries >= DAILY_PAGE)
    if (!more) return end(next)
    if (next.page >= PAGES_MAX) {
      await store.setSetting(names.reading, undefined)
      throw new SourceTrouble('broken', `Hugging Face’s list of ${day} has no end.`)
    }
    await store.setSetting(names.reading, next)
  }

  /** A list that broke off is no list; a day whose papers are known already loses nothing by it. */
  async function sayBroken(day: string, error: unknown): Promise<void> {
    if (!(error instanceof SourceTrouble) || (error.kind !== 'cut' && error.kind !== 'broken')) return
    const row = (await keeper.rows(day, day))[0]
    if (dayState({ source: 'huggingface', day, category: '' }, row, time.now()) === 'complete') return
    await keeper.say([{ day, category: '', trouble: error.kind === 'cut' ? 'the list broke off' : 'the list could not be read' }], [''])
  }

  async function end(reading: Reading): Promise<void> {
    const { day, ids, torn } = reading
    const row = (await keeper.rows(day, day))[0]
    const named = new Set(ids)
    const without = (row?.expected ?? []).filter((id) => !named.has(id))
    const under = await readReading(time.now())
    // The reading of another day, held back by a failure, still waits for its turn.
    const settings: Record<string, unknown> = under === undefined || under.day === day ? { [names.reading]: undefined } : {}
    let said: Said
    if (torn === true) {
      said = { day, category: '', ids, trouble: 'the list ended before its last page' }
    } else if (without.length > 0) {
      const before = (await store.setting(names.short(day))) as Short | undefined
      const times = before !== undefined && before.without.join() === without.join() ? before.times + 1 : 1
      if (times < SHORT_MAX) {
        settings[names.short(day)] = { day, without, times } satisfies Short
        said = { day, category: '', ids, trouble: `the list named only ${ids.length - newIds(row, ids)} of ${row!.expected.length} papers` }
      } else {
        log.info({ day, without }, 'papers are no longer listed on a day')
        settings[names.short(day)] = undefined
        said = { day, category: '', ids, not: new Set(without), whole: { witness: 'list', same: false }, trouble: null }
      }
    } else {
      settings[names.short(day)] = undefined
      said = { day, category: '', ids, whole: { witness: 'list', same: row?.told.list !== undefined && newIds(row, ids) === 0 }, trouble: null }
    }
    await keeper.say([said], [''], settings)
  }

  async function readReading(now: number): Promise<Reading | undefined> {
    const reading = (await store.setting(names.reading)) as Reading | undefined
    return reading !== undefined && Math.abs(now - reading.startedAt) < READING_MS_MAX ? reading : undefined
  }

  async function firstDay(today: string): Promise<string> {
    const known = await store.setting(names.first)
    if (typeof known === 'string') return known
    const first = addDays(today, 1 - FIRST_DAYS)
    await store.setSetting(names.first, first)
    return first
  }

  /** After a sleep of many weeks the days that are too old by now to be followed are asked for as if by hand. */
  async function rememberDay(today: string): Promise<void> {
    const seen = await store.setting(names.seen)
    if (seen === today) return
    const followed = addDays(today, -FOLLOWED_DAYS)
    // The last days before it were perhaps not whole yet.
    if (typeof seen === 'string' && seen < followed) await askForDays(store, addDays(seen, -1), addDays(followed, -1))
    await store.setSetting(names.seen, today)
  }

  async function readSpans(): Promise<Span[]> {
    return Object.values(await store.settingsUnder(names.asked)) as Span[]
  }

  /** The first day of a span that is not settled, and when it is read. */
  async function nextOfSpan({ from, to }: Span, now: number): Promise<{ day: string; at: number } | undefined> {
    const rows = new Map((await keeper.rows(from, to)).map((row) => [row.day, row]))
    const open: { day: string; at: number }[] = []
    for (let day = from; day <= to && day <= serviceDay(now); day = addDays(day, 1)) {
      const row = rows.get(day)
      if (row === undefined) return { day, at: now }
      if (dayState({ source: 'huggingface', day, category: '' }, row, now) !== 'complete') open.push({ day, at: Date.parse(row.checkedAt) + AGAIN_MS })
    }
    return open.sort((a, b) => a.at - b.at)[0]
  }

  async function spanProgress({ from, to }: Span, now: number): Promise<number> {
    const rows = await keeper.rows(from, to)
    const complete = rows.filter((row) => dayState({ source: 'huggingface', day: row.day, category: '' }, row, now) === 'complete').length
    return (rows.length + complete) / (2 * Math.max(1, dayNumber(to) - dayNumber(from) + 1))
  }
}

/** Between the two readings of an old day. */
const AGAIN_MS = 600_000

const taskKey = (day: string): string => `huggingface/${day}`

const newIds = (row: LedgerRow | undefined, ids: readonly string[]): number => {
  const known = new Set(row?.expected)
  return ids.filter((id) => !known.has(id)).length
}

const spanName = ({ from, to }: Span): string => `${names.asked}${from}/${to}`

/** Asks for the lists of a span of days, beside what was asked for before. */
export async function askForDays(store: FetchParts['store'], from: string, to: string): Promise<void> {
  const span: Span = { from: from < FIRST_DAILY_DAY ? FIRST_DAILY_DAY : from, to }
  await store.setSetting(spanName(span), span)
}
