import type { Letter } from '../../mail/mailer.ts'
import type { TakenLetter } from '../../store/post.ts'

/** What is to be done with a letter whose turn has come. */
export type Composed =
  | { readonly kind: 'letter'; readonly letter: Letter; readonly paperKeys: readonly number[] }
  /** the day is not complete yet: asked again at `until` (ISO) */
  | { readonly kind: 'wait'; readonly until: string; readonly why: string }
  /** nothing to say today */
  | { readonly kind: 'nothing'; readonly why: string }

/** Writes letters, in the order asked: many at a time, so that what they share is read once. @param now ISO */
export type Compose = (asked: readonly TakenLetter[], now: string) => Promise<readonly (Composed | Error)[]>
