import type { Store } from '../store/store.ts'
import { listState } from './list-state.ts'
import { trendingOrder, type TrendingOrder, type TrendingQuery } from './trending-order.ts'

/** An order is so old at most, ms: what was done fades by less than a hair meanwhile. */
const KEPT_MS = 10_000
/** Orders that are kept, each with its filters. */
const KEPT = 16

/**
 * The order of what trends, reckoned once for all who ask within some seconds, as long as nobody votes, comments or submits and no paper
 * changes meanwhile. Pages of one list come from one order.
 */
export function rememberTrending(store: Store): (query: TrendingQuery) => Promise<TrendingOrder> {
  const kept = new Map<string, { readonly state: string; readonly now: number; readonly order: Promise<TrendingOrder> }>()
  return async (query) => {
    const { now, ...rest } = query
    const name = JSON.stringify([rest.until, rest.past, ...Object.entries(rest.filters).sort()])
    const state = `${await listState(store)} ${(await store.people.changeCounts()).acts}`
    const held = kept.get(name)
    if (held?.state === state && now >= held.now && now - held.now < KEPT_MS) return held.order
    const one = { state, now, order: trendingOrder(store, query) }
    kept.delete(name)
    kept.set(name, one)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
    one.order.catch(() => kept.get(name) === one && kept.delete(name))
    return one.order
  }
}
