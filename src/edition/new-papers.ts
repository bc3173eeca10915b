import type { Store } from '../store/store.ts'
import type { ListEdition } from './edition.ts'
import { narrowed } from './lists.ts'

/** How many papers of a day, week or month came in after the paper with this key of the store, with the list's own filters; 0 of any other list. */
export async function countNew(store: Pick<Store, 'listed'>, list: Pick<ListEdition, 'kind' | 'from' | 'to' | 'filters'>, afterKey: number): Promise<number> {
  const { kind, from, to, filters } = list
  if ((kind !== 'day' && kind !== 'week' && kind !== 'month') || from === undefined || to === undefined) return 0
  const { category, venue } = filters
  return (await store.listed({ category, venue, ...narrowed(from, to, filters), afterKey, limit: 0 })).total
}
