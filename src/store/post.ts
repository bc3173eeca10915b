/**
 * Letters: who asked for which, the ledger that makes each happen once, and addresses that get none any more. The same on both
 * databases. Every deed is one transaction that excludes other writers, so that two processes never take the same letter.
 * Addresses are folded to lower case. A person's removal takes their subscriptions and letters with them.
 */
import type { LetterLine, LetterState, StoppedWhy, Subscription, SubscriptionState } from '../paper/subscription.ts'

/** What may change of a subscription; its view and address are what it is. */
export type SubscriptionChange = Partial<Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone' | 'papers' | 'state' | 'stoppedWhy' | 'createdAt' | 'confirmedAt' | 'dueAt'>>

export interface TakenLetter {
  readonly letter: LetterLine
  readonly subscription: Subscription
}

/** What became of a letter that was being sent. `retry`: the server said it did not take it; it is planned anew for `nextAt`. */
export type LetterOutcome =
  | { readonly id: number; readonly outcome: 'sent' }
  | { readonly id: number; readonly outcome: 'retry'; readonly nextAt: string; readonly error: string }
  /** `bounced`: nobody can be written to at its address, so nothing goes there any more */
  | { readonly id: number; readonly outcome: 'failed'; readonly error: string; readonly bounced?: boolean }
  /** `nextAt`: it goes again then, under the same Message-ID; without it never */
  | { readonly id: number; readonly outcome: 'unknown'; readonly error: string; readonly nextAt?: string | undefined }
  | { readonly id: number; readonly outcome: 'skipped'; readonly error: string }

export interface Post {
  /**
   * Adds a subscription. The same address, view and person have one: where it is there already nothing is written and that one is answered.
   * Also where it has been stopped; who asks anew changes it.
   * @throws BroadsheetError not-signed-in, when its person is gone
   */
  addSubscription(subscription: Subscription): Promise<{ readonly added: boolean; readonly subscription: Subscription }>
  subscription(id: string): Promise<Subscription | undefined>
  /** oldest first */
  subscriptions(of: { readonly personId: string } | { readonly email: string }): Promise<readonly Subscription[]>
  /** All of them by id, after one with this id. */
  allSubscriptions(query?: { readonly after?: string | undefined; readonly state?: SubscriptionState | undefined; readonly limit?: number | undefined }): Promise<readonly Subscription[]>
  countSubscriptions(): Promise<Readonly<Record<SubscriptionState, number>>>
  /** False when unknown. */
  changeSubscription(id: string, change: SubscriptionChange): Promise<boolean>
  /** Stops all of an address that are not stopped already; answers how many. Letters planned for it are skipped. */
  stopAddress(email: string, why: StoppedWhy): Promise<number>
  /** Takes a subscription out with its letters. */
  removeSubscription(id: string): Promise<boolean>
  /** Takes out those that nobody confirmed since before an instant; answers how many. */
  removeUnconfirmed(before: string): Promise<number>
  /** How many an address was asked about since an instant, whatever became of them. */
  askedSince(email: string, at: string): Promise<number>

  /** Active subscriptions whose next letter is due, longest due first. */
  due(at: string, limit: number): Promise<readonly Subscription[]>
  /**
   * Plans letters and moves their subscriptions' `dueAt` on, both or neither. A subscription has one letter an occasion: a second planning only moves
   * `dueAt`. Answers how many letters are new.
   * @param letters `nextAt`: when it may go; `dueAt`: when the letter after it is to be planned
   */
  plan(letters: readonly { readonly subscriptionId: string; readonly occasion: string; readonly messageId: string; readonly nextAt: string; readonly dueAt: string }[], at: string): Promise<number>
  /**
   * Takes planned letters whose time has come, for this process alone until `until`; longest waiting first, one an address at a time, so that
   * what one letter shows is known to the next. Those of subscriptions that are no longer active, or to suppressed addresses, become `skipped`.
   * @param by names who takes: every later deed on the letter says the same name
   */
  takeLetters(asked: { readonly by: string; readonly at: string; readonly until: string; readonly limit: number }): Promise<readonly TakenLetter[]>
  /** Keeps what was taken for longer. Answers those that are still this process's. */
  holdLetters(ids: readonly number[], by: string, until: string): Promise<ReadonlySet<number>>
  /**
   * Puts letters back unsent: to be taken again at `nextAt` (the day is not complete yet), with no attempt counted.
   * A note says why; it is no failure.
   */
  postponeLetters(letters: readonly { readonly id: number; readonly nextAt: string; readonly note?: string | undefined }[], by: string): Promise<void>
  /**
   * The last step before the mail server: from here on the letter may go out. Keeps what it shows. Answers those that may be sent: still this
   * process's, still wanted, still not suppressed; others are left alone or become `skipped`.
   */
  beginLetters(letters: readonly { readonly id: number; readonly paperKeys: readonly number[] }[], by: string, at: string, until: string): Promise<ReadonlySet<number>>
  /** What became of them. Papers of letters that failed, were skipped or will be tried again count as not shown. Those no longer this process's are left alone, unless they were sent. */
  endLetters(outcomes: readonly LetterOutcome[], by: string, at: string): Promise<void>
  /**
   * Letters whose process ended while it may have been sending: from `sending` to `unknown`, or back to `planned` where fewer than
   * `copiesMost` copies may have gone out. Answers them as they are now. Others that it had taken can be taken again at once.
   */
  settleLost(at: string, copiesMost?: number): Promise<readonly LetterLine[]>

  letter(id: number): Promise<LetterLine | undefined>
  letterBy(messageId: string): Promise<LetterLine | undefined>
  /** newest first */
  letters(query: { readonly subscriptionId?: string | undefined; readonly state?: LetterState | undefined; readonly limit?: number | undefined; readonly before?: number | undefined }): Promise<readonly LetterLine[]>
  countLetters(): Promise<Readonly<Record<LetterState, number>>>
  /** When the next planned letter may go. */
  nextLetterAt(): Promise<string | undefined>
  /** Papers that letters to this address have shown (or may have) since an instant, but for one letter of its own. */
  papersShown(email: string, since: string, but?: number | undefined): Promise<ReadonlySet<number>>
  /** What copies of a letter that may have gone out have shown. */
  papersOf(letterId: number): Promise<readonly number[]>
  /** Forgets finished letters planned before an instant, with what they showed; answers how many. */
  forgetLetters(before: string): Promise<number>

  /** Nothing goes to this address any more, and what it had asked for is stopped. The address itself is not kept for that, only a digest of it. */
  suppress(email: string, why: 'bounce' | 'complaint' | 'owner', at: string): Promise<{ readonly stopped: number }>
  suppression(email: string): Promise<{ readonly why: StoppedWhy; readonly at: string } | undefined>
  /** False when it was not suppressed. */
  unsuppress(email: string): Promise<boolean>
}
