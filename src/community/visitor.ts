import type { Context } from 'hono'
import { mayActAs, NOBODY, type Visitor } from '../paper/people.ts'

const NAME = 'visitor'

/** Who is asking, as the server has found out before any face was asked; nobody where nobody looked. */
export function visitorOf(c: Context): Visitor {
  return (c.get(NAME as never) as Visitor | undefined) ?? NOBODY
}

/** For the server alone: says who is asking to whatever answers the request. */
export function setVisitor(c: Context, visitor: Visitor): void {
  c.set(NAME as never, visitor as never)
}

/** Whether what is the owner's alone may be shown: to administrators where people sign in. Where nobody does, that depends on whether other machines are let in. */
export function seesOwners(c: Context): boolean {
  const { canSignIn, person } = visitorOf(c)
  return !canSignIn || mayActAs(person, 'admin')
}
