import { BroadsheetError } from '../paper/errors.ts'
import type { Person, Visitor } from '../paper/people.ts'

/** Who does something, from who asks. @param deed as in "sign in to vote" @throws BroadsheetError not-signed-in */
export function actingPerson(visitor: Visitor, deed: string): Person {
  if (visitor.person !== undefined) return visitor.person
  throw new BroadsheetError('not-signed-in', visitor.canSignIn ? `Please sign in to ${deed}.` : `Nobody can ${deed} here: this Broadsheet is for reading only.`)
}
