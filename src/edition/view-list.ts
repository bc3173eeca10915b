import { BroadsheetError } from '../paper/errors.ts'
import { viewName } from '../paper/view-name.ts'
import { isPrivate, type View } from '../paper/view.ts'
import type { Editions, ListEdition, Paging } from './edition.ts'

export interface ViewRequest extends Paging {
  /** whose own views may be shown; without it private ones are refused */
  readonly person?: { readonly id: string } | undefined
  /**
   * for whoever asks again and again, and would miss what is new were it not at the front: dated lists by date, a search by arrival.
   * Other lists keep their order, which is what they are about
   */
  readonly newestFirst?: boolean | undefined
}

/** Reads the keys of a reader's own list, newest first. */
export type OwnKeys = (personId: string, view: View & { kind: 'saved' | 'tag' }, paging: { offset: number; limit: number }) => Promise<{ total: number; keys: readonly number[] }>

const PAGE_SIZE = 50

/**
 * Any view as a list, whoever shows it: pages have more to say (an order, a dial), faces for programs and letters ask here.
 * @throws BroadsheetError not-signed-in for a private view without its person
 */
export async function viewList(editions: Pick<Editions, 'front' | 'trending' | 'stood' | 'day' | 'week' | 'month' | 'search' | 'picks' | 'forYou' | 'entries'>, ownKeys: OwnKeys, view: View, { person, newestFirst = false, ...paging }: ViewRequest = {}): Promise<ListEdition> {
  if (isPrivate(view) && person === undefined) throw new BroadsheetError('not-signed-in', 'This view is somebody’s own; ask with a token of theirs.')
  const options = { ...view.filters, ...paging }
  switch (view.kind) {
    case 'latest':
      return editions.front({ ...options, allDays: true, sort: 'published' })
    case 'trending':
      return view.evening === undefined ? editions.trending(options) : stood(await editions.stood('trending', view.evening, options), view.evening)
    case 'day':
    case 'week':
    case 'month':
      return editions[view.kind](view.subject, newestFirst ? { ...options, sort: 'published' } : options)
    case 'search':
      return editions.search({ ...options, query: view.query, mode: view.mode, span: view.within, verbatim: view.verbatim, sort: newestFirst ? 'newest' : 'best' })
    case 'picks':
      return editions.picks({ ...options, by: view.by })
    case 'for-you':
      return editions.forYou(person!, options)
    case 'saved':
    case 'tag': {
      const { page = 0, pageSize = PAGE_SIZE } = paging
      const { total, keys } = await ownKeys(person!.id, view, { offset: page * pageSize, limit: pageSize })
      return {
        kind: 'own', subject: view.kind === 'tag' ? view.tag : '', title: view.kind === 'tag' ? `Tagged ${view.tag}` : viewName(view),
        from: undefined, to: undefined, previous: undefined, next: undefined, ledger: '', empty: total === 0 ? 'Nothing is here yet.' : undefined,
        entries: await editions.entries(keys), total, page, pageSize, filters: {}, notes: [], tookMs: undefined, marks: [],
      }
    }
  }
}

function stood(list: ListEdition | undefined, evening: string): ListEdition {
  if (list === undefined) throw new BroadsheetError('not-found', `How papers trended on ${evening} was not kept.`)
  return list
}
