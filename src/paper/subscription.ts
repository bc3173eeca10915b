/** Letters as the rest of Broadsheet knows them: who asked for which view when, and what became of each letter. Instants are ISO. */
import { wallTime, instantOf } from '../tools/time-zone.ts'

export const RHYTHMS = ['daily', 'weekdays', 'weekly'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export const SUBSCRIPTION_STATES = ['unconfirmed', 'active', 'paused', 'stopped'] as const
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

/** Why letters end: the reader said so; the address does not exist; its owner called a letter unwanted; whoever runs the instance. */
export type StoppedWhy = 'reader' | 'bounce' | 'complaint' | 'owner'

/** One letter a subscription and occasion. */
export interface Subscription {
  /** never shown but in signed links, never reused */
  readonly id: string
  /** undefined for a reader without an account, who gave an address */
  readonly personId: string | undefined
  /** lower case */
  readonly email: string
  /** the view's address, as `viewPath` writes it */
  readonly view: string
  readonly rhythm: Rhythm
  /** of a weekly letter, from 1 for Monday to 7 */
  readonly weekday: number
  /** 0 to 23, by the clocks of `timeZone` (IANA): the letter goes then or after */
  readonly hour: number
  readonly timeZone: string
  /** at most so many papers a letter */
  readonly papers: number
  readonly state: SubscriptionState
  readonly stoppedWhy: StoppedWhy | undefined
  /** when it was last asked for */
  readonly createdAt: string
  readonly confirmedAt: string | undefined
  /** when its next letter is to be planned; undefined unless active */
  readonly dueAt: string | undefined
}

/**
 * - `planned`: to be sent at `nextAt` or after. Of a letter that goes again, `attempts` says how many copies may have gone out.
 * - `sending`: a process has it and may be talking to the mail server.
 * - `sent`: the server took it. `failed`: it never will. `skipped`: nobody wants it any more, or there was nothing to say.
 * - `unknown`: the process ended, or the line broke, after the letter may have been taken and before the answer came.
 */
export const LETTER_STATES = ['planned', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const
export type LetterState = (typeof LETTER_STATES)[number]

/** A line of the letters' ledger. */
export interface LetterLine {
  readonly id: number
  readonly subscriptionId: string
  readonly email: string
  /** ISO day of the reader's own time zone */
  readonly occasion: string
  /** stable over every attempt, without angle brackets */
  readonly messageId: string
  readonly state: LetterState
  /** how often it may have gone out: handed to the mail server whole and not refused */
  readonly attempts: number
  /** not before */
  readonly nextAt: string
  readonly lastError: string | undefined
  readonly plannedAt: string
  readonly sentAt: string | undefined
}

/** The reader's own day at an instant. */
export function occasionOf({ timeZone }: Pick<Subscription, 'timeZone'>, at: string): string {
  return wallTime(Date.parse(at), timeZone).day
}

const DAY_MS = 86_400_000

/** The first instant after `after` at which a letter falls due. @throws RangeError for an unknown time zone */
export function nextDue({ rhythm, weekday, hour, timeZone }: Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone'>, after: string): string {
  const from = Date.parse(after)
  // A zone's day may begin half a day before or after UTC's.
  for (let n = -1; n <= 9; n++) {
    const { day } = wallTime(from + n * DAY_MS, timeZone)
    const due = instantOf(day, hour * 60, timeZone)
    if (due > from && falls(rhythm, weekday, day)) return new Date(due).toISOString()
  }
  throw new RangeError('A letter has no day on which it falls due.')
}

function falls(rhythm: Rhythm, weekday: number, day: string): boolean {
  const iso = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return rhythm === 'daily' || (rhythm === 'weekdays' ? iso <= 5 : iso === weekday)
}
