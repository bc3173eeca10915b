import type { SourceName } from '../paper/paper.ts'
import type { Store } from '../store/store.ts'
import { addDays } from '../tools/dates.ts'

type Held = Pick<Store, 'countBySource' | 'neighbours'>

/** What people put into a day is no list that a source made: one paper submitted to a day of long ago must not end the shelf's time. */
const NO_LISTS: readonly SourceName[] = ['shelf', 'community']
const SHELF: readonly SourceName[] = ['shelf']

/**
 * Sources whose lists count for nothing now: the starter shelf's, once papers of real lists are there, for what is left of it must not
 * stand before them.
 * @param until ISO day; lists of later days do not end the shelf's time
 */
export async function sourcesPast(store: Held, until = '9999-12-30'): Promise<readonly SourceName[]> {
  if (((await store.countBySource()).shelf ?? 0) === 0) return []
  return (await store.neighbours(addDays(until, 1), NO_LISTS)).previous === undefined ? [] : SHELF
}

/** The last day not after `until` that lists a paper. Days that only the starter shelf fills count only while no source lists any. */
export async function lastDay(store: Held, until: string): Promise<string | undefined> {
  return (await store.neighbours(addDays(until, 1), await sourcesPast(store, until))).previous
}
