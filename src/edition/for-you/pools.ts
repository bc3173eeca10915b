import { setImmediate as breathe } from 'node:timers/promises'
import { serviceDay } from '../../paper/announcements.ts'
import { DAYS_OF_SPAN, type TasteSpan } from '../../paper/taste-settings.ts'
import { prepareTastePool, type TastePool } from '../../rank/taste/taste-pool.ts'
import type { SearchIndex } from '../../search-index/search-index.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { addDays } from '../../tools/dates.ts'
import { lastDay } from '../last-day.ts'
import { listState } from '../list-state.ts'
import { heldList } from '../search.ts'
import type { ReadPapers } from './read-papers.ts'

/** The papers of the last days, read and prepared once for all readers. */
export interface DaysPool {
  readonly pool: TastePool
  readonly keys: ReadonlySet<number>
  /** ISO days, inclusive; undefined where papers are held and listed on no day */
  readonly from: string | undefined
  readonly to: string | undefined
}

/** The newest so many of the days compete: all of a week at arXiv. */
const MOST = 15_000
/** Of papers that no day lists. */
const MOST_HELD = 500
/** Fewer candidates than these do not tell what is ordinary: others of the days before help. */
const FEW = 600
const BACKGROUND_DAYS = 60
const MOST_BACKGROUND = 1500
/** While papers come in, making a pool takes at most this share of the time. */
const SHARE_OF_TIME = 0.1

export class Pools {
  readonly #parts: { store: Store; index: SearchIndex; clock: Clock; papers: ReadPapers }
  readonly #made = new Map<TasteSpan, { state: string; today: string; until: number; pool: Promise<DaysPool> }>()

  constructor(parts: { store: Store; index: SearchIndex; clock: Clock; papers: ReadPapers }) {
    this.#parts = parts
  }

  /** The pool of a span as the store now is, or was a moment ago while much comes in. */
  async of(span: TasteSpan): Promise<DaysPool> {
    const { store, clock } = this.#parts
    const [state, today] = [await listState(store), serviceDay(clock.now())]
    const made = this.#made.get(span)
    if (made !== undefined && made.today === today && (made.state === state || performance.now() < made.until)) return made.pool
    const start = performance.now()
    const one = { state, today, until: Infinity, pool: this.#make(span, today) }
    this.#made.set(span, one)
    try {
      const pool = await one.pool
      const took = performance.now() - start
      one.until = start + took / SHARE_OF_TIME
      return pool
    } catch (error) {
      if (this.#made.get(span) === one) this.#made.delete(span)
      throw error
    }
  }

  async #make(span: TasteSpan, today: string): Promise<DaysPool> {
    const { store, index, papers } = this.#parts
    const to = await lastDay(store, today)
    if (to === undefined) {
      const { entries } = await heldList(store, index, { pageSize: MOST_HELD })
      const keys = entries.map(({ paper }) => paper.key)
      return { pool: await prepareTastePool(await papers.of(keys), breathe), keys: new Set(keys), from: undefined, to: undefined }
    }
    const from = addDays(to, 1 - DAYS_OF_SPAN[span])
    const keys = new Set<number>()
    for (let day = to; day >= from && keys.size < MOST; day = addDays(day, -1)) {
      // Within a day, those that came last first.
      for (const key of [...(await store.keysListed(day, day))].reverse()) if (keys.size < MOST) keys.add(key)
    }
    const before = keys.size < FEW ? (await store.keysListed(addDays(from, -BACKGROUND_DAYS), addDays(from, -1))).filter((key) => !keys.has(key)).slice(-MOST_BACKGROUND) : []
    return { pool: await prepareTastePool(await papers.of([...keys]), breathe, await papers.of(before)), keys, from, to }
  }
}
