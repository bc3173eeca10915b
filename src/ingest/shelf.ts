import { normaliseShelf } from '../normalise/shelf.ts'
import { isDay } from '../tools/dates.ts'
import { readShelf } from '../source/shelf/shelf.ts'
import type { Store } from '../store/store.ts'
import { serviceDay } from '../paper/announcements.ts'
import { SOURCES_SETTING } from '../paper/chosen-sources.ts'
import type { Clock } from '../tools/clock.ts'
import type { IndexKeeper } from './index-keeper.ts'
import { takeIn } from './take-in.ts'

/** Set once a reader has cleared the shelf: it does not come back by itself. */
const CLEARED = 'shelf-cleared'

/**
 * Puts the starter shelf into a store that holds nothing, so that there is something to read at once: all of it
 * on today's page, and each paper also on the day it appeared, where that is known. True when it did.
 */
export async function fillShelf(store: Store, keeper: IndexKeeper, clock: Clock): Promise<boolean> {
  if ((await store.count()) > 0 || (await store.setting(CLEARED)) === true) return false
  const day = serviceDay(clock.now())
  const records = readShelf().map(({ value }, position) => {
    const record = normaliseShelf(value)
    const days = [{ day, position, upvotes: 0, numComments: 0 }]
    if (record.published !== undefined && isDay(record.published) && record.published !== day) {
      days.push({ day: record.published, position, upvotes: 0, numComments: 0 })
    }
    return { ...record, days }
  })
  await takeIn(records, store)
  await keeper.catchUp()
  return true
}

/**
 * Once a source's list is held, or sources are chosen and papers of theirs have come, the shelf has done its work: beside real days it would
 * fill today's page as soon as somebody put a paper there. True when it was cleared.
 */
export async function giveShelfAway(store: Store, keeper: IndexKeeper): Promise<boolean> {
  if ((await store.setting(CLEARED)) === true) return false
  const { shelf = 0, ...others } = await store.countBySource()
  if (shelf === 0 || Object.keys(others).length === 0) return false
  const hasLists = (await store.neighbours('9999-12-31', ['shelf', 'community'])).previous !== undefined
  if (!hasLists && (await store.setting(SOURCES_SETTING)) === undefined) return false
  return (await clearShelf(store, keeper)) > 0
}

/** Takes out the papers that only the shelf told of, but those that people did something with. Answers how many. */
export async function clearShelf(store: Store, keeper: IndexKeeper): Promise<number> {
  const cleared = await store.write(async (writer) => {
    const keys = await writer.keysOnlyFrom('shelf')
    if (keys.length > 0) await writer.remove(keys)
    return keys.length
  })
  await store.setSetting(CLEARED, true)
  await keeper.catchUp()
  return cleared
}
