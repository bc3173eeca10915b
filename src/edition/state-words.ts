import type { DayState } from '../paper/ledger.ts'
import type { Witness } from '../paper/ledger.ts'

/** How the states of a day read in a table. */
export const STATE_WORDS: Readonly<Record<DayState, string>> = {
  none: 'nothing announced',
  ahead: 'to come',
  waiting: 'not fetched yet',
  incomplete: 'incomplete',
  unconfirmed: 'not yet confirmed',
  complete: 'complete',
}

/** Who told what a day holds. */
export const WITNESS_WORDS: Readonly<Record<Witness, string>> = { feed: 'announcement feed', oai: 'harvest', list: 'dated list' }
