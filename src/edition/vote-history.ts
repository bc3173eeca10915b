import type { Store } from '../store/store.ts'
import type { VoteHistory } from './edition.ts'

/** A paper's counts over time: votes here by day, upvotes of other services by listing. Undefined where there are none of either. */
export async function voteHistory(store: Pick<Store, 'people' | 'daysOf'>, paperKey: number): Promise<VoteHistory | undefined> {
  const here = await store.people.voteHistory(paperKey)
  const elsewhere = (await store.daysOf(paperKey))
    .filter(({ upvotes }) => upvotes > 0)
    .map(({ day, source, upvotes }) => ({ day, source, upvotes }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return here.length + elsewhere.length === 0 ? undefined : { here, elsewhere }
}
