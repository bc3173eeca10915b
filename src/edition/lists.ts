import { BroadsheetError } from '../paper/errors.ts'
import type { DayQuery, ListedPaper, Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { addDays, dayNumber, dayOfNumber, isDay, isMonth, isWeek } from '../tools/dates.ts'
import { lastDayOf } from '../search-index/query/parse-query.ts'
import { spanOf, spanTitle, subjectOf, type SpanKind } from './calendar.ts'
import type { Entry, Filters, ListEdition, ListOptions } from './edition.ts'
import type { GuessOrder } from './guess-order.ts'
import { ledgerTerms, type LedgerTerms } from './day-ledger.ts'
import { countOf } from './ledger.ts'
import { sourcesPast } from './last-day.ts'
import { spanLine, wordedDays, type LedgerDay } from './ledger-days.ts'
import { whyEmpty } from './why-empty.ts'

/** Papers on one page, unless asked otherwise. */
export const PAGE_SIZE = 50

const EXISTS: Readonly<Record<SpanKind, (subject: string) => boolean>> = { day: isDay, week: isWeek, month: isMonth }
const EXAMPLE: Readonly<Record<SpanKind, string>> = { day: '2024-10-18', week: '2024-W42', month: '2024-10' }

/** The papers listed on a day, or in a week or month, by votes; a day on which nobody has voted, by `guess` where there is one. */
export async function spanList(store: Store, clock: Clock, kind: SpanKind, subject: string, options: ListOptions, guess?: GuessOrder): Promise<ListEdition> {
  if (!EXISTS[kind](subject)) throw new BroadsheetError('bad-input', `“${subject.slice(0, 40)}” is not a ${kind} that exists; write it as ${EXAMPLE[kind]}.`)
  const { from, to } = spanOf(kind, subject)
  const asked = { ...storeQuery(options), ...narrowed(from, to, options) }
  const guessed = kind === 'day' ? await guess?.of(subject, asked, { ...options, guess: options.sort === 'published' ? false : options.guess }) : undefined
  const { total, papers } = guessed?.state === 'shown' ? guessed.page : await store.listed(asked)
  const counts = await store.countsByDay(from, to)
  const shelf = counts.length > 0 && counts.every(({ source }) => source === 'shelf')
  const past = shelf ? [] : await sourcesPast(store)
  const before = (await store.neighbours(from, past)).previous
  const after = (await store.neighbours(to, past)).next
  const terms = await ledgerTerms(store, clock.now())
  const days = await wordedDays(store, terms, from, to)
  return {
    ...listOf(papers, total, options, guessed?.state === 'shown' ? guessed.page.scores : undefined),
    guessed: guessed?.state,
    kind: shelf && kind === 'day' ? 'shelf' : kind,
    subject,
    title: spanTitle(kind, subject),
    from,
    to,
    previous: before === undefined ? undefined : subjectOf(kind, before),
    next: after === undefined ? undefined : subjectOf(kind, after),
    ledger: spanLine(kind, { total, filtered: isFiltered(options), counts, days }),
    days,
    empty: total > 0 ? undefined : await emptySentence(store, kind, subject, options, { ...terms, days }),
  }
}

async function emptySentence(store: Store, kind: SpanKind, subject: string, options: ListOptions, known: LedgerTerms & { days: readonly LedgerDay[] }): Promise<string> {
  const { from, to } = spanOf(kind, subject)
  const { first, last } = await store.daySpan()
  const filtered = isFiltered(options)
  const unfiltered = filtered ? (await store.listed({ from, to, limit: 1 })).total : 0
  return whyEmpty(kind, subject, { ...known, chosen: known.chosen !== undefined, from, to, first, last, held: await store.count(), filtered, unfiltered })
}

/** What is left of the starter shelf, in its own order, whatever else is held. */
export async function shelfList(store: Store, options: ListOptions): Promise<ListEdition> {
  const { total, papers } = await store.listed({ ...storeQuery(options), ...narrowed('0000-01-01', '9999-12-31', options), source: 'shelf' })
  return {
    ...listOf(papers, total, options),
    kind: 'shelf',
    subject: '',
    title: 'The starter shelf',
    from: undefined,
    to: undefined,
    previous: undefined,
    next: undefined,
    ledger: countOf(total),
    empty: total > 0 ? undefined : isFiltered(options) ? 'No paper of the starter shelf passes these filters.' : 'The starter shelf is empty.',
  }
}

/** How many days the newest papers are looked for in at a time. */
const WINDOW_DAYS = 14

/**
 * All days together, newest first, each paper where it was listed last. Walks back from the last day a fortnight at a time, because a page at the top
 * must not cost a ranking of everything that is held.
 */
export async function allDaysList(store: Store, options: ListOptions): Promise<ListEdition> {
  const { first } = await store.daySpan()
  const past = await sourcesPast(store)
  const last = (await store.neighbours('9999-12-31', past)).previous
  const all = narrowed(first ?? '', last ?? '', options)
  const { page, pageSize } = paging(options)
  const found: ListedPaper[] = []
  let skip = page * pageSize
  let until = last
  while (first !== undefined && until !== undefined && until >= first && found.length < pageSize) {
    const from = addDays(until, 1 - WINDOW_DAYS)
    const window = narrowed(from, until, options)
    const { total, papers } = await store.listed({
      sort: 'published', ...storeQuery(options), ...window, except: past[0],
      // Whoever looks for one person's finds also wants those that others listed again later.
      ...(options.submitter === undefined && { unlessIn: { from: addDays(window.to, 1), to: all.to } }),
      offset: skip, limit: pageSize - found.length,
    })
    found.push(...papers)
    skip = Math.max(0, skip - total)
    until = (await store.neighbours(from, past)).previous
  }
  // How many there are in all is not counted: while a page is full, as many as are held is a sound upper bound.
  const total = found.length < pageSize ? page * pageSize + found.length : await store.count()
  return {
    ...listOf(found, total, options),
    kind: 'day',
    subject: '',
    title: 'Newest papers',
    from: first,
    to: last,
    previous: undefined,
    next: undefined,
    ledger: countOf(await store.count()),
    empty: found.length > 0 ? undefined : 'No paper held is listed on any day.',
  }
}

export function paging(options: { page?: number | undefined; pageSize?: number | undefined }): { page: number; pageSize: number } {
  return { page: Math.max(0, options.page ?? 0), pageSize: Math.min(500, Math.max(1, options.pageSize ?? PAGE_SIZE)) }
}

export function isFiltered({ category, venue, after, before, submitter, afterKey }: Filters & Pick<ListOptions, 'submitter' | 'afterKey'>): boolean {
  return [category, venue, after, before, submitter, afterKey].some((filter) => filter !== undefined)
}

/** A span of days cut to the reader's own dates. */
export function narrowed(from: string, to: string, { after, before }: Filters): { from: string; to: string } {
  const first = after === undefined ? from : dayOfNumber(dayNumber(after))
  const last = before === undefined ? to : dayOfNumber(lastDayOf(before))
  return { from: first > from ? first : from, to: last < to ? last : to }
}

function storeQuery(options: ListOptions): Omit<DayQuery, 'from' | 'to'> {
  const { page, pageSize } = paging(options)
  const { category, venue, submitter, afterKey } = options
  return {
    category, venue, submitter, afterKey,
    ...(options.sort === undefined ? {} : { sort: options.sort }),
    offset: page * pageSize, limit: pageSize,
  }
}

/**
 * What every list has that comes from a span of days.
 * @param guesses the papers' scores where the order is guessed: a guess gives no reasons, only its number to who asks for it
 */
export function listOf(papers: readonly ListedPaper[], total: number, options: ListOptions, guesses?: readonly number[]) {
  const { category, venue, after, before } = options
  return {
    entries: papers.map(({ paper, entry }, at): Entry => {
      const guess = guesses?.[at]
      return { paper, listed: entry, score: undefined, reasons: [], ...(guess === undefined ? {} : { explanation: { signals: { guess }, terms: {} } }) }
    }),
    total,
    ...paging(options),
    filters: { category, venue, after, before },
    notes: [] as readonly string[],
    tookMs: undefined,
    marks: [] as readonly string[],
  }
}
