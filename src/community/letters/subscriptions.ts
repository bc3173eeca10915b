/** The door of letters for readers: ask for them, change them, stop them; signed in, or with a link from a letter. */
import type { Subscription } from '../../paper/subscription.ts'
import type { Visitor } from '../../paper/people.ts'
import type { LetterLinks } from './letter-links.ts'
import type { Wishes } from './read-wishes.ts'

export type WhoMayAsk = 'members' | 'anybody' | 'off'

/** What sends the letter that asks for a confirmation. */
export type AskToConfirm = (letter: { readonly to: string; readonly link: string; readonly view: string; readonly days: number }) => Promise<void>

export interface SubscribeRequest extends Wishes {
  /** a view's address */
  readonly view: unknown
  /** left out: the account's */
  readonly email?: unknown
}

export interface SubscriptionWishes extends Wishes {
  readonly state?: unknown
}

/** Of somebody without an account only that they were heard: whether an address is known here is nobody's business. */
export type Subscribed = { readonly state: 'active' | 'asked'; readonly subscription: Subscription } | { readonly state: 'asked'; readonly subscription: undefined }

export interface Subscriptions {
  /** Whether this visitor can ask for letters here. */
  offered(visitor: Visitor): boolean
  /**
   * Asks for letters. To the account's own address, and to one that its person confirmed before, they come at once; any other is written to
   * first. Asking again for the same view changes the letters that there are.
   * @param from where the request came from, to bound how many there are
   * @throws BroadsheetError bad-input, not-signed-in, not-allowed, too-many
   */
  subscribe(visitor: Visitor, request: SubscribeRequest, from: string): Promise<Subscribed>
  /** The person's own, oldest first. @throws BroadsheetError not-signed-in */
  list(visitor: Visitor): Promise<readonly Subscription[]>
  /** @param wishes.state `paused`, `active` or `stopped` @throws BroadsheetError not-found, bad-input */
  change(visitor: Visitor, id: string, wishes: SubscriptionWishes): Promise<Subscription>
  /** Takes it off the list, with what was known of its letters. @throws BroadsheetError not-found */
  remove(visitor: Visitor, id: string): Promise<void>
  /** Stops everything of the person's own; answers how many kinds of letters that were. @throws BroadsheetError not-signed-in */
  stopOwn(visitor: Visitor): Promise<number>

  /** What a link of a confirmation is about. @throws BroadsheetError not-found when it is too old or not ours */
  toConfirm(token: unknown): Promise<Subscription>
  confirm(token: unknown): Promise<Subscription>
  /** What a link to stop is about; undefined where it is gone by now. @throws BroadsheetError not-found for a link that is not ours */
  toStop(token: unknown): Promise<Subscription | undefined>
  /** Stops it; doing it twice is doing it once. */
  stop(token: unknown): Promise<Subscription | undefined>
  /** Everything that goes to the address of this subscription. @throws BroadsheetError not-found */
  toManage(token: unknown): Promise<{ readonly email: string; readonly subscriptions: readonly Subscription[] }>
  changeByLink(token: unknown, id: string, wishes: SubscriptionWishes): Promise<Subscription>
  stopAllByLink(token: unknown): Promise<number>

  /** For whoever runs the instance. @throws BroadsheetError bad-input for no address */
  stopAll(email: string): Promise<number>
  /** What a mail service tells of letters that came back or were unwanted. Answers how many addresses get no more. @throws BroadsheetError not-found for a wrong secret, bad-input */
  mailEvents(secret: unknown, body: string): Promise<{ readonly stopped: number }>

  /** undefined where no letters are sent */
  readonly links: LetterLinks | undefined
  /** Resolves when letters that are asked for have been handed over. */
  settled(): Promise<void>
}
