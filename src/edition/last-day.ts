import type { Store } from '../store/store.ts'

/**
 * The last day not after `until` that lists a paper. Days that only the starter shelf fills count only while nothing
 * else is listed: once real papers are there, what is left of the shelf must not stand before them. What people put into an
 * earlier day is no such list: one paper submitted to a day of long ago must not stand before the shelf.
 */
export async function lastDay(store: Store, until: string): Promise<string | undefined> {
  const latest = (await store.countsByDay(until, until)).length > 0 ? until : (await store.neighbours(until)).previous
  if (((await store.countBySource()).shelf ?? 0) === 0) return latest
  // The shelf stands on a few dozen days, so the walk is short.
  let submitted: string | undefined
  for (let day = latest; day !== undefined; day = (await store.neighbours(day)).previous) {
    const sources = (await store.countsByDay(day, day)).map(({ source }) => source).filter((source) => source !== 'shelf')
    if (sources.some((source) => source !== 'community')) return submitted ?? day
    if (sources.length === 0) continue
    if (day === latest) return day
    submitted ??= day
  }
  return latest
}
