import type { Store } from '../store/store.ts'

/**
 * The last day not after `until` that lists a paper. Days that only the starter shelf fills count only while nothing
 * else is listed: once real papers are there, what is left of the shelf must not stand before them.
 */
export async function lastDay(store: Store, until: string): Promise<string | undefined> {
  const latest = (await store.countsByDay(until, until)).length > 0 ? until : (await store.neighbours(until)).previous
  if (((await store.countBySource()).shelf ?? 0) === 0) return latest
  // The shelf stands on a few dozen days, so the walk is short.
  for (let day = latest; day !== undefined; day = (await store.neighbours(day)).previous) {
    if ((await store.countsByDay(day, day)).some(({ source }) => source !== 'shelf')) return day
  }
  return latest
}
