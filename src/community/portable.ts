/** Everything of a person as one file, back again, and away for good. */
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_PERSON_ID, type Person, type Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { actingPerson } from './acting-person.ts'
import type { Members } from './accounts/members.ts'
import type { LetterRules } from './letters/create-subscriptions.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { exportPerson } from './portable/export-person.ts'
import { importPerson, type ImportReport } from './portable/import-person.ts'
import { type PortableFile, readPortable } from './portable/portable-file.ts'
import type { ZoteroDeeds } from './zotero-seeds.ts'

export type { ImportReport } from './portable/import-person.ts'

export interface Portable {
  /** @throws BroadsheetError not-signed-in */
  export(visitor: Visitor): Promise<PortableFile>
  /** Brings a file that `export` wrote, here or elsewhere. @throws BroadsheetError bad-input for anything else */
  import(visitor: Visitor, text: string): Promise<ImportReport>
  /** What somebody must type so that everything of theirs is deleted: their address, or for the local person a sentence. */
  phrase(visitor: Visitor): string
  /**
   * Deletes the account and every trace of it. Of the local person: everything that they did.
   * @throws BroadsheetError bad-input unless `typed` is the phrase, in any case; not-allowed for the last administrator
   */
  remove(visitor: Visitor, typed: string): Promise<void>
}

const FORGET = 'forget everything about me'

/** @param accounts absent where nobody signs in @param letters absent where no mail is sent */
export function createPortable({ store, clock, zotero, accounts, letters }: {
  readonly store: Store
  readonly clock: Clock
  readonly zotero: Pick<ZoteroDeeds, 'forget'>
  readonly accounts?: { readonly members: Pick<Members, 'remove'> } | undefined
  readonly letters?: Pick<LetterRules, 'by'> | undefined
}): Portable {
  const inTurn = oneAtATime()
  const now = (): string => new Date(clock.now()).toISOString()
  const phraseOf = ({ id, email, name }: Person): string => (id === LOCAL_PERSON_ID ? FORGET : (email ?? name))
  return {
    export: async (visitor) => {
      const person = actingPerson(visitor, 'take your things elsewhere')
      return exportPerson(store, (await store.people.person(person.id)) ?? person, now())
    },
    import: async (visitor, text) => {
      const person = actingPerson(visitor, 'bring your things here')
      const file = readPortable(text)
      return inTurn(person.id, () => importPerson(store, person, file, { now: now(), letters: letters !== undefined && letters.by !== 'off' }))
    },
    phrase: (visitor) => phraseOf(actingPerson(visitor, 'delete your account')),
    remove: async (visitor, typed) => {
      const person = actingPerson(visitor, 'delete your account')
      const phrase = phraseOf(person)
      if (typed.trim().toLowerCase() !== phrase.toLowerCase()) throw new BroadsheetError('bad-input', `Nothing was deleted. To delete everything, type “${phrase}” as it stands here.`)
      // What is under way must not write after the deletion.
      await zotero.forget(person)
      await inTurn(person.id, async () => void (await (person.id === LOCAL_PERSON_ID || accounts === undefined ? store.people.removePerson(person.id) : accounts.members.remove(person.id))))
    },
  }
}
