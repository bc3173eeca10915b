import { DEFAULT_SOURCES, type ChosenSources } from '../paper/chosen-sources.ts'
import type { LedgerRow, Witness } from '../paper/ledger.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { addDays } from '../tools/dates.ts'
import { figuresOf, type LedgerTerms } from './day-ledger.ts'
import { dayLine } from './day-line.ts'
import type { LedgerDay } from './ledger-days.ts'

/** Made-up arXiv ids, `2410.00000` and on. */
export function madeUpIds(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, index) => `2410.${String(first + index).padStart(5, '0')}`)
}

/** A made-up row: every witness in `by` told of it at the given instant, the list twice. */
export function madeUpRow(part: Partial<LedgerRow> & { day: string }, by: Partial<Record<Witness, string>> = {}): LedgerRow {
  const told = Object.fromEntries(Object.entries(by).map(([witness, at]) => [witness, { at, agreed: witness === 'list' ? 2 : 1 }]))
  return { source: 'arxiv', category: 'cs.LG', expected: [], missing: [], told, checkedAt: Object.values(by).sort().at(-1) ?? `${part.day}T12:00:00.000Z`, ...part }
}

/** Terms as a choice of cs.LG, cs.CL and Daily Papers makes them. */
export function madeUpTerms(part: { now: string; chosen?: ChosenSources | undefined; statuses?: readonly SourceStatus[]; deferrals?: readonly string[] }): LedgerTerms {
  const chosen = 'chosen' in part ? part.chosen : { ...DEFAULT_SOURCES, arxiv: ['cs.LG', 'cs.CL'] }
  return { chosen, statuses: part.statuses ?? [], deferrals: new Set(part.deferrals), now: Date.parse(part.now) }
}

/** The days of a span over made-up rows. */
export function madeUpDays(from: string, to: string, rows: readonly LedgerRow[], terms: LedgerTerms): LedgerDay[] {
  const days: LedgerDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const figures = figuresOf(day, rows.filter((row) => row.day === day), terms)
    days.push({ ...figures, line: dayLine(figures, { ...terms, counts: [] }) })
  }
  return days
}

/** Friday, 18 October 2024 complete in cs.LG, short of two in cs.CL, with three Daily Papers; seen the day after. */
export const MADE_UP_ROWS: readonly LedgerRow[] = [
  madeUpRow({ day: '2024-10-18', expected: madeUpIds(40) }, { feed: '2024-10-18T04:10:00.000Z', oai: '2024-10-18T03:10:00.000Z' }),
  madeUpRow({ day: '2024-10-18', category: 'cs.CL', expected: madeUpIds(30, 30), missing: ['2410.00058', '2410.00059'] }, { feed: '2024-10-18T04:10:00.000Z' }),
  madeUpRow({ day: '2024-10-18', source: 'huggingface', category: '', expected: madeUpIds(3) }, { list: '2024-10-19T06:00:00.000Z' }),
]
export const MADE_UP_TERMS = madeUpTerms({ now: '2024-10-19T18:00:00Z' })
