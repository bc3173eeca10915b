import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { Community } from './community.ts'

export interface CommunityParts {
  readonly store: Store
  readonly clock: Clock
}

/** Puts the deeds of people together; each is made by a file of its own. */
export function createCommunity(_parts: CommunityParts): Community {
  return {}
}
