import { SERVICE_ZONE, serviceDay } from '../paper/announcements.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { ListedPaper, Store } from '../store/store.ts'
import { addDays, isDay } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { dayTitle } from './calendar.ts'
import type { Entry, ListEdition, ListOptions } from './edition.ts'
import { countOf } from './ledger.ts'
import { rankingName } from './keep-rankings.ts'
import { listOf, paging } from './lists.ts'
import { passes } from './trending-order.ts'
import { communityOf } from './with-community.ts'

/** A day that is kept within this time of its end is kept as it stood, ms. */
const IN_TIME_MS = 2 * 3_600_000

/**
 * A day's list, or trending, as it stood when the day ended: the order and the counts of then, the papers as they are held now. Papers
 * that are no longer held are left out and counted in a note. Undefined where nothing was kept.
 * @throws BroadsheetError bad-input for a day that does not exist
 */
export async function stoodList(store: Store, kind: 'day' | 'trending', day: string, options: ListOptions): Promise<ListEdition | undefined> {
  if (!isDay(day)) throw new BroadsheetError('bad-input', `“${day.slice(0, 40)}” is not a day that exists; write it as 2024-10-18.`)
  const name = rankingName(kind, day)
  const ranking = await store.people.ranking(name)
  if (ranking === undefined) return undefined
  const papers = new Map((await store.papers(ranking.order.map(({ paperKey }) => paperKey))).map((paper) => [paper.key, paper]))
  const gone = ranking.papers - ranking.order.filter(({ paperKey }) => papers.has(paperKey)).length
  const order = ranking.order.filter(({ paperKey }) => {
    const paper = papers.get(paperKey)
    return paper !== undefined && passes(paper, options)
  })
  const { page, pageSize } = paging(options)
  const shown = order.slice(page * pageSize, (page + 1) * pageSize)
  const now = await communityOf(store, shown.map(({ paperKey }) => paperKey))
  const listings = await listingsThen(store, kind, day, shown.map(({ paperKey }) => paperKey))
  const entries = shown.map(({ paperKey, score, votes, own, comments, upvotes }): Entry => {
    const submissions = (now.get(paperKey)?.submissions ?? []).filter((one) => kind === 'trending' || one.day === day)
    const listed = listings.get(paperKey)
    return {
      paper: papers.get(paperKey)!,
      listed: listed && { ...listed, upvotes },
      score: kind === 'trending' ? score : undefined,
      reasons: [],
      community: votes + own + comments + submissions.length === 0 ? undefined : { votes, own, comments, submissions },
    }
  })
  const near = await store.people.rankingsNear(name)
  return {
    ...listOf([], order.length, options),
    entries,
    kind,
    subject: day,
    title: kind === 'day' ? dayTitle(day) : `Trending on ${dayTitle(day)}`,
    from: day,
    to: day,
    previous: near.previous?.slice(kind.length + 1),
    next: near.next?.slice(kind.length + 1),
    ledger: `${countOf(order.length)}, as they stood when the day was over`,
    empty: order.length > 0 ? undefined : 'No paper of this list passes these filters.',
    notes: notesOf(day, ranking.at, gone),
    stoodAt: ranking.at,
  }
}

/** Where the papers stood: in the day's own list, or in the list that gave them most by then. */
async function listingsThen(store: Store, kind: 'day' | 'trending', day: string, keys: readonly number[]): Promise<Map<number, ListedPaper['entry']>> {
  if (keys.length === 0) return new Map()
  const places = await store.places({ from: kind === 'day' ? day : '0000-01-01', to: day, keys, limit: keys.length })
  return new Map(places.map(({ paperKey, entry }) => [paperKey, entry]))
}

function notesOf(day: string, at: string, gone: number): string[] {
  const notes: string[] = []
  const end = instantOf(addDays(day, 1), 0, SERVICE_ZONE)
  if (Date.parse(at) - end > IN_TIME_MS) notes.push(`Nobody was there to keep this day when it ended, or its lists had not come, so it was made up on ${dayTitle(serviceDay(Date.parse(at)))}: votes here are those cast by the end of the day, upvotes of other services those known by then.`)
  if (gone > 0) notes.push(gone === 1 ? 'One paper of this list is no longer held by itself, so it is left out: it went, or turned out to be another of the list.' : `${gone} papers of this list are no longer held by themselves, so they are left out: they went, or turned out to be others of the list.`)
  return notes
}
