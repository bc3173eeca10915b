/** Everything of letters, put together from its nouns. */
import type { PeopleBase } from '../people/base.ts'
import type { Post } from '../post.ts'
import { createLetters } from './letters.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createSuppressed } from './suppressed.ts'
import { createTakeLetters } from './take-letters.ts'

export function createSqlPost(base: PeopleBase): Post {
  return { ...createSubscriptions(base), ...createLetters(base), ...createTakeLetters(base), ...createSuppressed(base) }
}
