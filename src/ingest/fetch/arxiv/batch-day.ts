/**
 * Which day a feed's batch is of, decided by ids: feeds are known to show yesterday's papers under today's date
 * (https://github.com/ZJU-REAL/Polaris/issues/414), so what they print as their day decides nothing.
 */
export type Batch =
  /** no paper that is new or newly cross-listed */
  | { readonly kind: 'empty' }
  /** the papers of `day`, an earlier one, again; `ids` those of them that nobody had told of */
  | { readonly kind: 'stale'; readonly day: string; readonly ids: readonly string[] }
  /** the papers of the day at hand; `moved` are ids that an earlier day was wrongly thought to have, by that day */
  | { readonly kind: 'fresh'; readonly ids: readonly string[]; readonly moved: ReadonlyMap<string, ReadonlySet<string>> }

/**
 * @param listed ids that the feed says are new or newly cross-listed in its category; they are so on one day only
 * @param known the days of this category's papers so far, by id
 * @param day the day at hand
 */
export function batchDay(listed: readonly string[], known: ReadonlyMap<string, string>, day: string): Batch {
  if (listed.length === 0) return { kind: 'empty' }
  const earlier = new Map<string, Set<string>>()
  let count = 0
  for (const id of listed) {
    const before = known.get(id)
    if (before === undefined || before >= day) continue
    count++
    const ids = earlier.get(before)
    if (ids === undefined) earlier.set(before, new Set([id]))
    else ids.add(id)
  }
  // A harvest by date of change guesses the day of a few papers wrong; a stale feed has nearly all of them from one day.
  if (count * 2 <= listed.length) return { kind: 'fresh', ids: listed, moved: earlier }
  const [of] = [...earlier].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? 1 : -1))[0]!
  return { kind: 'stale', day: of, ids: listed.filter((id) => !known.has(id)) }
}
