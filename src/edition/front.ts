import { serviceDay } from '../paper/announcements.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { ListEdition, ListOptions } from './edition.ts'
import type { GuessOrder } from './guess-order.ts'
import { lastDay } from './last-day.ts'
import { spanList } from './lists.ts'

/** Today when it has papers, else the latest day that has, with a note on why today has none; else today, empty. */
export async function frontList(store: Store, clock: Clock, options: ListOptions, guess?: GuessOrder): Promise<ListEdition> {
  const today = serviceDay(clock.now())
  const day = (await lastDay(store, today)) ?? (await store.daySpan()).last ?? today
  const list = await spanList(store, clock, 'day', day, options, guess)
  if (day >= today) return list
  const { days, title, empty } = await spanList(store, clock, 'day', today, { pageSize: 1 })
  // Without a choice of sources nothing is expected of today, and an old archive needs no excuse.
  if (empty === undefined || days?.[0]?.parts.length === 0) return list
  return { ...list, notes: [...list.notes, `Nothing is listed for today, ${title}. ${empty}`] }
}
