import type { Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import { actingPerson } from './acting-person.ts'

/** The setting of a person that switches guesses off: `false` (edition/guess-order.ts reads it). */
const GUESS_SETTING = 'guess'

/** Whether days on which nobody has voted are ordered by a guess, for one reader. */
export interface GuessSwitch {
  /** @throws BroadsheetError not-signed-in */
  set(visitor: Visitor, on: boolean): Promise<void>
}

export function createGuessSwitch({ store }: { readonly store: Pick<Store, 'people'> }): GuessSwitch {
  return {
    // On is what everybody has who never said anything.
    set: (visitor, on) => store.people.setSetting(actingPerson(visitor, 'choose how days are ordered').id, GUESS_SETTING, on ? undefined : false),
  }
}
