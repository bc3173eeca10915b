import type { Submission } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { lastDayOf } from '../search-index/query/parse-query.ts'
import { dayNumber } from '../tools/dates.ts'
import type { Entry, ListEdition, ListOptions } from './edition.ts'
import { countOf } from './ledger.ts'
import { isFiltered, paging, spanList } from './lists.ts'
import { passes } from './trending-order.ts'

/** Nobody reads further back. */
const PICKS_MAX = 2000

/** What curators picked, each paper once, the last pick first. */
export async function picksList(store: Store, options: ListOptions & { readonly by?: string | undefined }): Promise<ListEdition> {
  const { submissions } = await store.people.picks({ limit: PICKS_MAX })
  const newest = new Map<number, Submission>()
  const by = options.by?.toLowerCase()
  for (const one of submissions) if (!newest.has(one.paperKey) && (by === undefined || one.person?.name.toLowerCase() === by)) newest.set(one.paperKey, one)
  const { page, pageSize } = paging(options)
  // Filters need every paper; a page of all of them only its own.
  const filtered = isFiltered(options)
  const keys = [...newest.keys()]
  const papers = (await store.papers(filtered ? keys : keys.slice(page * pageSize, (page + 1) * pageSize))).filter((paper) => passes(paper, options) && isWithin(newest.get(paper.key)!.day, options))
  const total = filtered ? papers.length : keys.length
  const entries = (filtered ? papers.slice(page * pageSize, (page + 1) * pageSize) : papers).map((paper): Entry => {
    const { day, at } = newest.get(paper.key)!
    return { paper, listed: { day, position: 0, upvotes: paper.upvotes, numComments: 0, submittedAt: at, source: 'community' }, score: undefined, reasons: [] }
  })
  const { category, venue, after, before } = options
  return {
    kind: 'picks', subject: '', title: options.by === undefined ? 'Picks' : `Picked by ${options.by}`, from: undefined, to: undefined, previous: undefined, next: undefined,
    ledger: `${countOf(total)} that curators picked, the newest first`,
    empty: total > 0 ? undefined : filtered && keys.length > 0 ? 'No pick passes these filters.' : 'Nothing has been picked yet. A curator picks a paper where it is submitted.',
    entries, total, page, pageSize, filters: { category, venue, after, before }, notes: [], tookMs: undefined, marks: [],
  }
}

function isWithin(day: string, { after, before }: ListOptions): boolean {
  return (after === undefined || dayNumber(day) >= dayNumber(after)) && (before === undefined || dayNumber(day) <= lastDayOf(before))
}

/** A day's list with what curators picked of it and nothing else. @throws BroadsheetError bad-input for a day that does not exist */
export async function pickedDay(store: Store, clock: Clock, day: string, options: ListOptions): Promise<ListEdition> {
  const { category, venue } = options
  const { page, pageSize } = paging(options)
  const whole = await spanList(store, clock, 'day', day, { page: 0, pageSize: 1 })
  const keys = [...new Set((await store.people.submissions({ day })).filter(({ picked }) => picked).map(({ paperKey }) => paperKey))]
  const { total, papers } = await store.listed({ from: day, to: day, keys, category, venue, offset: page * pageSize, limit: pageSize })
  return {
    ...whole,
    entries: papers.map(({ paper, entry }): Entry => ({ paper, listed: entry, score: undefined, reasons: [] })),
    total, page, pageSize,
    filters: { category, venue },
    empty: total > 0 ? undefined : 'Nothing of this day was picked.',
  }
}
