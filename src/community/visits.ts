/**
 * When a reader was last here. A visit ends after half an hour of silence; what came in since the end of the visit before this one is
 * new to the reader, and stays so until this visit is over.
 */
import { z } from 'zod'
import type { Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'

/** A visit ends after so much silence, ms. */
export const SILENCE_MS = 30 * 60_000
/** How exactly the end of a visit is kept, ms: a reader who turns pages is not written down at each. */
const GRAIN_MS = 60_000
/** A page waits so long until it is written down, ms: papers coming in may hold the store for seconds. */
const WAIT_MS = 100
export const VISIT_SETTING = 'visit'

/** The end of a visit. */
export interface VisitEnd {
  /** ISO instant */
  readonly at: string
  /** the last key that the store had given then: papers with greater ones came later */
  readonly key: number
}

export interface Visits {
  /** Notes that the reader is here now; answers the end of the visit before this one, undefined on a first visit and for nobody. */
  arrive(visitor: Visitor): Promise<VisitEnd | undefined>
}

const End = z.object({ at: z.iso.datetime(), key: z.int().min(0) })
/** The last sign of the reader, and the end of the visit before that one. */
const Kept = End.extend({ before: End.optional().catch(undefined) })

/** @param parts.waitMs how long at most an answer waits until the visit is written down; it is written down all the same */
export function createVisits({ store, clock, waitMs = WAIT_MS }: { readonly store: Store; readonly clock: Clock; readonly waitMs?: number }): Visits {
  /** persons of whom something is being written */
  const underWay = new Set<string>()

  async function note(id: string, end: { readonly at: string; readonly before?: VisitEnd }): Promise<void> {
    if (underWay.has(id)) return
    underWay.add(id)
    try {
      await store.people.setSetting(id, VISIT_SETTING, { ...end, key: await store.lastKey() })
    } catch {
      // Somebody who is just being removed, or a store that is busy or closing: nothing that a reader must be told.
    } finally {
      underWay.delete(id)
    }
  }

  return {
    async arrive(visitor) {
      const { person } = visitor
      if (person === undefined) return undefined
      const kept = Kept.safeParse((await store.people.settings(person.id))[VISIT_SETTING]).data
      // A program that asks with a token is no reader who came by.
      if (visitor.by === 'token') return kept?.before
      const now = clock.now()
      const silence = kept === undefined ? Number.POSITIVE_INFINITY : now - Date.parse(kept.at)
      if (silence >= 0 && silence < GRAIN_MS) return kept?.before
      // A clock set back ends no visit.
      const before = kept === undefined || silence < SILENCE_MS ? kept?.before : { at: kept.at, key: kept.key }
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)))
      await Promise.race([note(person.id, { at: new Date(now).toISOString(), ...(before && { before }) }), patience])
      clearTimeout(timer)
      return before
    },
  }
}
