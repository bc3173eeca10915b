import { randomBytes } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Person } from '../../paper/people.ts'
import { nextDue, type StoppedWhy, type Subscription } from '../../paper/subscription.ts'
import type { Post } from '../../store/post.ts'
import { SUBSCRIPTIONS_MAX } from '../letters/create-subscriptions.ts'
import { readView, readWishes } from '../letters/read-wishes.ts'
import type { PortableFile } from './portable-file.ts'

type Row = PortableFile['letters'][number]

interface Parts {
  readonly post: Post
  readonly person: Person
  readonly letters: readonly Row[]
  /** whether letters are sent from here */
  readonly sent: boolean
  /** ISO instant */
  readonly now: string
  /** sentences on what was left out; added to */
  readonly leftOut: string[]
}

/**
 * Letters of a file, as they stood, to the account's own address: who signs in with it reads what comes there. Any other would have to be
 * asked first, and a file of anybody's making is no reason to write to it. Answers how many kinds of letters were taken.
 */
export async function importLetters({ post, person, letters, sent, now, leftOut }: Parts): Promise<number> {
  const held = new Set((await post.subscriptions({ personId: person.id })).map(nameOf))
  const fresh = letters.filter((one) => !held.has(nameOf(one)))
  const email = person.email?.toLowerCase()
  const own = sent && email !== undefined ? fresh.filter((one) => one.email.toLowerCase() === email && one.state !== 'unconfirmed') : []
  // To an address from which letters came back none begin by themselves.
  const silent = own.length === 0 ? undefined : await post.suppression(own[0]!.email)
  let taken = 0
  for (const row of own) {
    const subscription = subscriptionOf(row, person, now, silent?.why)
    if (subscription === undefined || held.size >= SUBSCRIPTIONS_MAX || held.has(nameOf(subscription))) continue
    held.add(nameOf(subscription))
    await post.addSubscription(subscription)
    taken++
  }
  const left = fresh.length - taken
  if (left > 0) leftOut.push(`${left === 1 ? 'One kind of letters stays' : `${left.toLocaleString('en')} kinds of letters stay`} in the file alone: ${sent ? 'ask for them again where they are to go' : 'none are sent from here'}.`)
  if (silent !== undefined && taken > 0) leftOut.push('Letters to your address came back or were said to be unwanted, so none were begun.')
  return taken
}

const nameOf = ({ email, view }: Pick<Row, 'email' | 'view'>): string => `${email.toLowerCase()} ${view}`

/** @param why nothing goes to the address any more. @returns undefined for what no letters can be made of */
function subscriptionOf({ view, email, state: stood, since, ...wishes }: Row, person: Person, now: string, why: StoppedWhy | undefined): Subscription | undefined {
  const state = why === undefined ? stood : 'stopped'
  try {
    const settings = readWishes(wishes)
    return {
      id: randomBytes(12).toString('base64url'), personId: person.id, email: email.toLowerCase(), view: readView(view, true), ...settings, state, stoppedWhy: state === 'stopped' ? (why ?? 'reader') : undefined,
      createdAt: new Date(since).toISOString() < now ? new Date(since).toISOString() : now, confirmedAt: now, dueAt: state === 'active' ? nextDue(settings, now) : undefined,
    }
  } catch (error) {
    if (error instanceof BroadsheetError) return undefined
    throw error
  }
}
