/** A reader's own lists: what they saved, voted for, read, tagged, wrote notes on or hid, newest first. */
import type { Paper } from '../paper/paper.ts'
import type { Visitor } from '../paper/people.ts'
import type { MarkedPaper, Page } from '../store/people.ts'
import { ownPapers } from '../store/own-papers.ts'
import type { Store } from '../store/store.ts'
import { actingPerson } from './acting-person.ts'

export const SHELVES = ['saved', 'voted', 'read', 'tagged', 'noted', 'hidden'] as const
export type Shelf = (typeof SHELVES)[number]

/** Papers of a list that are searched through, or sorted by what has been read. */
export const DEPTH_MAX = 5000

export interface ReadingListQuery extends Page {
  readonly shelf: Shelf
  /** for `tagged`: only papers with this tag */
  readonly tag?: string | undefined
  /** those not read come before those read, each newest first; the first 5,000 are sorted so */
  readonly unreadFirst?: boolean | undefined
}

export interface ReadingListPage {
  readonly total: number
  /** `at`: ISO instant at which it was put there */
  readonly papers: readonly { readonly paper: Paper; readonly at: string }[]
}

export interface ReadingList {
  /** @throws BroadsheetError not-signed-in */
  list(visitor: Visitor, query: ReadingListQuery): Promise<ReadingListPage>
  /** The keys of a list's newest 5,000 papers, to search among them. */
  keys(visitor: Visitor, query: Pick<ReadingListQuery, 'shelf' | 'tag'>): Promise<readonly number[]>
  /** How many papers each list has; of `tagged` how many tags there are. */
  counts(visitor: Visitor): Promise<Readonly<Record<Shelf, number>>>
}

export function createReadingList({ store }: { readonly store: Pick<Store, 'people' | 'papers'> }): ReadingList {
  const { people } = store

  function pageOf(personId: string, { shelf, tag }: Pick<ReadingListQuery, 'shelf' | 'tag'>, page: Page): Promise<{ total: number; papers: readonly MarkedPaper[] }> {
    if (shelf !== 'tagged') return ownPapers(people, personId, { shelf }, page)
    return tag === undefined ? Promise.resolve({ total: 0, papers: [] }) : ownPapers(people, personId, { tag }, page)
  }

  async function unreadFirst(personId: string, query: ReadingListQuery): Promise<{ total: number; papers: readonly MarkedPaper[] }> {
    const { total, papers } = await pageOf(personId, query, { limit: DEPTH_MAX })
    const marks = await people.marksOn(personId, papers.map(({ paperKey }) => paperKey))
    const isRead = ({ paperKey }: MarkedPaper): boolean => marks.get(paperKey)?.has('read') === true
    const sorted = [...papers.filter((one) => !isRead(one)), ...papers.filter(isRead)]
    const offset = query.offset ?? 0
    return { total, papers: sorted.slice(offset, offset + (query.limit ?? 50)) }
  }

  return {
    async list(visitor, query) {
      const person = actingPerson(visitor, 'keep lists of your own')
      const { total, papers } = query.unreadFirst === true ? await unreadFirst(person.id, query) : await pageOf(person.id, query, query)
      const held = new Map((await store.papers(papers.map(({ paperKey }) => paperKey))).map((paper) => [paper.key, paper]))
      return { total, papers: papers.flatMap(({ paperKey, at }) => { const paper = held.get(paperKey); return paper === undefined ? [] : [{ paper, at }] }) }
    },

    async keys(visitor, query) {
      const person = actingPerson(visitor, 'keep lists of your own')
      return (await pageOf(person.id, query, { limit: DEPTH_MAX })).papers.map(({ paperKey }) => paperKey)
    },

    async counts(visitor) {
      const person = actingPerson(visitor, 'keep lists of your own')
      const count = async (shelf: Shelf): Promise<number> => (shelf === 'tagged' ? (await people.tagsOf(person.id)).length : (await pageOf(person.id, { shelf }, { limit: 0 })).total)
      const counts = await Promise.all(SHELVES.map(count))
      return Object.fromEntries(SHELVES.map((shelf, at) => [shelf, counts[at] ?? 0])) as Record<Shelf, number>
    },
  }
}
