/**
 * Votes for papers: one a person and paper, given and taken back freely. Whoever is among the authors votes like everybody, and
 * is counted apart. Saying the same twice changes nothing, so a request that got no answer is simply sent again.
 */
import { BroadsheetError } from '../paper/errors.ts'
import type { Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { actingPerson } from './acting-person.ts'
import { heldPaper } from './held-paper.ts'
import { AUTHOR_NAME_CHARACTERS, AUTHOR_NAMES_MAX, AUTHOR_NAMES_SETTING, authorNames, isAuthor } from './is-author.ts'
import { oneLine } from './one-line.ts'
import { reckonOwnComments } from './own-comments.ts'
import { reckonOwnVotes } from './own-votes.ts'

/** How a paper's votes stand after one was given or taken back. */
export interface Voted {
  /** its public id */
  readonly paper: string
  readonly voted: boolean
  /** who votes is among the authors */
  readonly byAuthor: boolean
  /** of people here who are not among the authors */
  readonly votes: number
  /** of the authors */
  readonly own: number
}

export interface Votes {
  /**
   * @param paper public id, any identifier, or the store's key
   * @throws BroadsheetError not-signed-in or not-found
   */
  vote(visitor: Visitor, paper: string | number, on: boolean): Promise<Voted>
  /** The names under which the person said that they publish. */
  names(visitor: Visitor): Promise<readonly string[]>
  /** Keeps such names, and counts the person's votes and comments by them. @throws BroadsheetError bad-input for too many or too long ones */
  claimNames(visitor: Visitor, names: readonly string[]): Promise<readonly string[]>
}

export function createVotes({ store, clock }: { readonly store: Store; readonly clock: Clock }): Votes {
  const { people } = store
  const now = (): string => new Date(clock.now()).toISOString()
  return {
    async vote(visitor, name, on) {
      const person = actingPerson(visitor, 'vote')
      const paper = await heldPaper(store, name)
      const own = isAuthor(person, authorNames(await people.settings(person.id)), paper.authors)
      const counts = await people.vote(paper.key, person.id, on, { own, at: now() })
      return { paper: paper.id, voted: on, byAuthor: own, ...counts }
    },

    async names(visitor) {
      return visitor.person === undefined ? [] : authorNames(await people.settings(visitor.person.id))
    },

    async claimNames(visitor, names) {
      const person = actingPerson(visitor, 'say under which names you publish')
      const claimed = [...new Set(names.map(oneLine))].filter((name) => name !== '')
      if (claimed.length > AUTHOR_NAMES_MAX) throw new BroadsheetError('bad-input', `Give at most ${AUTHOR_NAMES_MAX} names.`)
      if (claimed.some((name) => name.length > AUTHOR_NAME_CHARACTERS)) throw new BroadsheetError('bad-input', `A name may have ${AUTHOR_NAME_CHARACTERS} characters at most.`)
      const before = authorNames(await people.settings(person.id))
      await people.setSetting(person.id, AUTHOR_NAMES_SETTING, claimed.length === 0 ? undefined : claimed)
      await reckonOwnVotes(store, { person, claimed: before }, { person, claimed }, now())
      await reckonOwnComments(store, person, claimed)
      return claimed
    },
  }
}
