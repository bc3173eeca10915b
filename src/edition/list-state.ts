import type { Store } from '../store/store.ts'

/** What the store's lists of days are made of, as a name: a list that is remembered holds while the name stays. What people put into days changes no paper. */
export async function listState(store: Pick<Store, 'seq' | 'people'>): Promise<string> {
  const { submissions } = await store.people.changeCounts()
  return `${await store.seq()} ${submissions}`
}
