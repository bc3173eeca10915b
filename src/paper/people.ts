/** People as the rest of Broadsheet knows them, whoever let them in, and what they do with papers. */
import { z } from 'zod'

/** From who may least to who may most; each may what those before may. */
export const ROLES = ['reader', 'curator', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export interface Person {
  /** never shown, never reused */
  readonly id: string
  /** as shown beside votes and comments */
  readonly name: string
  /** undefined for the one reader of an instance without accounts */
  readonly email: string | undefined
  readonly role: Role
  /** ISO instant */
  readonly since: string
}

/** The one reader of an instance without accounts. May everything: the machine is theirs. */
export const LOCAL_PERSON_ID = 'local'

/**
 * Who is asking, as the server found out before any face was asked. `nobody`: no account, or not signed in; `local`: the one
 * reader of an instance without accounts; `session`: a browser that signed in; `token`: a program with a personal API token.
 */
export interface Visitor {
  readonly by: 'nobody' | 'local' | 'session' | 'token'
  readonly person: Person | undefined
  /** accounts are switched on: somebody who is nobody could sign in */
  readonly canSignIn: boolean
}

export const NOBODY: Visitor = { by: 'nobody', person: undefined, canSignIn: false }

/** Who asks where there are no accounts and only this machine is let in. */
export const LOCAL_VISITOR: Visitor = {
  by: 'local',
  person: { id: LOCAL_PERSON_ID, name: 'You', email: undefined, role: 'admin', since: '1970-01-01T00:00:00.000Z' },
  canSignIn: false,
}

export function mayActAs(person: Person | undefined, role: Role): boolean {
  return person !== undefined && ROLES.indexOf(person.role) >= ROLES.indexOf(role)
}

/** What a person does with a paper for themselves. */
export const MARKS = ['save', 'hide', 'read'] as const
export type Mark = (typeof MARKS)[number]

export interface VoteCount {
  /** votes of people who are not among the authors */
  readonly votes: number
  /** votes of the paper's own authors, counted apart */
  readonly own: number
}

/** As shown beside what somebody did; undefined once they are gone. */
export type PublicPerson = { readonly id: string; readonly name: string } | undefined

export interface Comment {
  readonly id: string
  readonly paperKey: number
  readonly person: PublicPerson
  /** the comment that it answers */
  readonly parent: string | undefined
  /** Markdown as written; '' once deleted */
  readonly text: string
  /** ISO instants */
  readonly createdAt: string
  readonly editedAt: string | undefined
  /** its writer is among the paper's authors */
  readonly own: boolean
  /** `deleted` by its writer, `hidden` by a curator */
  readonly state: 'shown' | 'deleted' | 'hidden'
}

export interface Submission {
  readonly day: string
  readonly paperKey: number
  readonly person: PublicPerson
  readonly at: string
  /** put there by a curator as such: "picked by" */
  readonly picked: boolean
  /** plain text of the submitter; '' without one */
  readonly remark: string
}

/** What a reader asked to be shown more or less of. Categories as arXiv writes them; authors and words as the reader wrote them. */
export const FOLLOW_KINDS = ['author', 'category', 'word', 'without'] as const
export interface Follow {
  /** `word`: more of papers with it; `without`: none of papers with it */
  readonly kind: (typeof FOLLOW_KINDS)[number]
  readonly value: string
}
