import { DEFERRALS_SETTING, deferralsOf } from '../paper/deferrals.ts'
import { arxivDay, type ArxivDay } from '../paper/announcements.ts'
import type { ChosenSources } from '../paper/chosen-sources.ts'
import { dayState, worstState } from '../paper/day-state.ts'
import type { DayState, LedgerRow, Witness } from '../paper/ledger.ts'
import type { SourceName } from '../paper/paper.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import type { Store } from '../store/store.ts'
import { addDays } from '../tools/dates.ts'
import { dayTitle } from './calendar.ts'
import { sourcesEdition } from './sources.ts'

/** What is known of one source's list of a day, or of one arXiv category's. */
export interface LedgerPart {
  readonly source: SourceName
  /** arXiv category; '' for sources that have one list a day */
  readonly category: string
  readonly state: DayState
  /** papers that anybody said belong here, and how many of them are held */
  readonly expected: number
  readonly held: number
  /** their ids as the source writes them, ascending */
  readonly missing: readonly string[]
  readonly toldBy: readonly Witness[]
  /** ISO instant of the last attempt */
  readonly checkedAt: string | undefined
  /** a phrase for a person */
  readonly trouble: string | undefined
}

/** A day of the ledger, before it is put into words. */
export interface DayFigures {
  readonly day: string
  /** "Friday, 20 November 2026" */
  readonly title: string
  readonly state: DayState
  /** arXiv's categories in the order chosen, then Daily Papers, then further sources */
  readonly parts: readonly LedgerPart[]
  /** over all categories, a paper in two of them counted once; undefined where arXiv has no part in the day */
  readonly arxiv: { readonly state: DayState; readonly expected: number; readonly held: number } | undefined
  /** what the calendar says of arXiv */
  readonly planned: ArxivDay
}

/** What the ledger's days are judged by beside their rows. */
export interface LedgerTerms {
  /** undefined while nothing was chosen: then only places with a row count */
  readonly chosen: ChosenSources | undefined
  /** arXiv days that were put off beside the yearly holidays */
  readonly deferrals: ReadonlySet<string>
  readonly statuses: readonly SourceStatus[]
  /** ms since 1970 */
  readonly now: number
}

const TROUBLE_CHARACTERS = 400

/** Reads the terms from the store's settings; what makes no sense there counts as nothing. */
export async function ledgerTerms(store: Store, now: number): Promise<LedgerTerms> {
  const [{ chosen, statuses }, days] = await Promise.all([sourcesEdition(store, false), store.setting(DEFERRALS_SETTING)])
  return { chosen, statuses, deferrals: deferralsOf(days), now }
}

/** Every day of a span (inclusive), ascending. */
export async function dayFigures(store: Store, terms: LedgerTerms, from: string, to: string): Promise<readonly DayFigures[]> {
  const rows = new Map<string, LedgerRow[]>()
  for (const row of await store.ledger({ from, to })) rows.set(row.day, [...(rows.get(row.day) ?? []), row])
  const days: DayFigures[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(figuresOf(day, rows.get(day) ?? [], terms))
  return days
}

/** The figures of one day from its rows. */
export function figuresOf(day: string, rows: readonly LedgerRow[], terms: LedgerTerms): DayFigures {
  const counted = placesOf(rows, terms.chosen).map(({ source, category }) => {
    const row = rows.find((one) => one.source === source && one.category === category)
    return { row, part: partOf({ source, day, category }, row, terms) }
  })
  const parts = counted.map(({ part }) => part)
  const arxiv = counted.filter(({ part }) => part.source === 'arxiv')
  const expected = new Set(arxiv.flatMap(({ row }) => row?.expected ?? []))
  const missing = new Set(arxiv.flatMap(({ row }) => row?.missing ?? []))
  return {
    day,
    title: dayTitle(day),
    state: worstState(parts.map(({ state }) => state)),
    parts,
    arxiv: arxiv.length === 0 ? undefined : { state: worstState(arxiv.map(({ part }) => part.state)), expected: expected.size, held: expected.size - missing.size },
    planned: arxivDay(day, terms.deferrals),
  }
}

interface Place {
  readonly source: SourceName
  readonly category: string
}

/** Which sources and categories count for a day: those chosen, and further sources where they have a row. */
function placesOf(rows: readonly LedgerRow[], chosen: ChosenSources | undefined): readonly Place[] {
  const further = rows.filter(({ source }) => source !== 'arxiv' && source !== 'huggingface')
  if (chosen === undefined) {
    const of = (source: SourceName): LedgerRow[] => rows.filter((row) => row.source === source)
    return [...of('arxiv'), ...of('huggingface'), ...further]
  }
  return [
    ...[...new Set(chosen.arxiv)].map((category): Place => ({ source: 'arxiv', category })),
    ...(chosen.huggingface ? [{ source: 'huggingface', category: '' } as const] : []),
    ...further,
  ]
}

function partOf(place: Place & { day: string }, row: LedgerRow | undefined, { now, deferrals }: LedgerTerms): LedgerPart {
  return {
    source: place.source,
    category: place.category,
    state: dayState(place, row, now, deferrals),
    expected: row?.expected.length ?? 0,
    held: row === undefined ? 0 : row.expected.length - row.missing.length,
    missing: row?.missing ?? [],
    toldBy: (['feed', 'oai', 'list'] as const).filter((witness) => row?.told[witness] !== undefined),
    checkedAt: row?.checkedAt,
    trouble: row?.trouble === undefined ? undefined : oneLine(row.trouble),
  }
}

/** A phrase of trouble as one line of bounded length; it may quote what a service answered. */
function oneLine(phrase: string): string {
  return phrase.slice(0, TROUBLE_CHARACTERS).replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
