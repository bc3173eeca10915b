import { BroadsheetError } from '../paper/errors.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { dayNumber, isDay } from '../tools/dates.ts'
import type { SpanKind } from './calendar.ts'
import { dayFigures, ledgerTerms, type DayFigures, type LedgerTerms } from './day-ledger.ts'
import { dayLine } from './day-line.ts'
import { countOf, ledgerLine } from './ledger.ts'

type Counts = Parameters<typeof ledgerLine>[1]

/** A day of the ledger: its figures and the line that says them. */
export interface LedgerDay extends DayFigures {
  readonly line: string
}

/** More than a year and a month at a time is asked for in several pieces. */
export const LEDGER_DAYS_MAX = 400

/** Every day of a span (inclusive), ascending. @throws BroadsheetError bad-input */
export async function ledgerDays(store: Store, clock: Clock, from: string, to: string): Promise<readonly LedgerDay[]> {
  for (const day of [from, to]) {
    if (!isDay(day)) throw new BroadsheetError('bad-input', `“${day.slice(0, 40)}” is not a day that exists; write it as 2024-10-18.`)
  }
  const span = dayNumber(to) - dayNumber(from) + 1
  if (span < 1) throw new BroadsheetError('bad-input', `The span ends on ${to}, before it begins on ${from}.`)
  if (span > LEDGER_DAYS_MAX) throw new BroadsheetError('bad-input', `The span has ${span} days; ${LEDGER_DAYS_MAX} are allowed.`)
  const terms = await ledgerTerms(store, clock.now())
  return wordedDays(store, terms, from, to)
}

/** The days of a span, each with its line. */
export async function wordedDays(store: Store, terms: LedgerTerms, from: string, to: string): Promise<readonly LedgerDay[]> {
  const [days, counts] = await Promise.all([dayFigures(store, terms, from, to), store.countsByDay(from, to)])
  const byDay = new Map<string, (typeof counts)[number][]>()
  for (const one of counts) byDay.set(one.day, [...(byDay.get(one.day) ?? []), one])
  return Promise.all(days.map(async (figures) => {
    const own = byDay.get(figures.day) ?? []
    const reckoned = (figures.arxiv?.expected ?? 0) === 0 && own.some(({ source }) => source === 'arxiv')
    const estimated = reckoned && (await isEstimated(store, figures.day))
    if (figures.parts.length > 0) return { ...figures, line: dayLine(figures, { ...terms, counts: own, estimated }) }
    const { total } = own.length === 0 ? { total: 0 } : await store.listed({ from: figures.day, to: figures.day, limit: 1 })
    return { ...figures, line: `${ledgerLine(total, own)}${estimated ? ' · dated by submission' : ''}` }
  }))
}

/** Whether arXiv's papers of a day stand there by their date of submission: where no list was seen, all do or none. */
async function isEstimated(store: Store, day: string): Promise<boolean> {
  const { papers } = await store.listed({ from: day, to: day, source: 'arxiv', limit: 1 })
  return papers[0]?.entry.estimated === true
}

/** What a week's or a month's line says of its days: "4 of 5 days complete so far"; nothing where no ledger is kept. */
export function completenessWords(days: readonly DayFigures[]): string | undefined {
  const counted = days.filter(({ state }) => state !== 'none')
  const due = counted.filter(({ state }) => state !== 'ahead')
  if (due.length === 0) return undefined
  const complete = due.filter(({ state }) => state === 'complete').length
  if (due.every(({ parts }) => parts.every(({ checkedAt }) => checkedAt === undefined))) return due.length === 1 ? 'its day not fetched yet' : 'none of its days fetched yet'
  const soFar = counted.length > due.length ? ' so far' : ''
  const of = `${complete} of ${due.length} ${due.length === 1 ? 'day' : 'days'}`
  const unconfirmed = due.filter(({ state }) => state === 'unconfirmed').length
  return `${complete === due.length && due.length > 1 ? `all ${due.length} days` : of} complete${soFar}${unconfirmed === 0 ? '' : `, ${unconfirmed} not yet confirmed`}`
}

/** The ledger line of a dated list. `total` counts what passes the filters. */
export function spanLine(kind: SpanKind, list: { total: number; filtered: boolean; counts: Counts; days: readonly LedgerDay[] }): string {
  const { total, filtered, counts, days } = list
  const found = `${countOf(total)} with these filters`
  const only = kind === 'day' ? days[0] : undefined
  if (only !== undefined) {
    if (!filtered) return only.line
    return only.parts.length === 0 ? found : `${found} · ${only.line}`
  }
  const complete = completenessWords(days)
  return [filtered ? found : ledgerLine(total, counts), ...(complete === undefined ? [] : [complete])].join(' · ')
}
