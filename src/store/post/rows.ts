/** Rows of the letters' tables as nouns. */
import type { Insertable, Selectable } from 'kysely'
import type { LetterLine, LetterState, Rhythm, StoppedWhy, Subscription, SubscriptionState } from '../../paper/subscription.ts'
import { cleanText } from '../clean-text.ts'
import type { LettersTable, SubscriptionsTable } from './post-tables.ts'

/** An address as it is kept and looked for. */
export const foldEmail = (email: string): string => cleanText(email).trim().toLowerCase()

export function subscriptionOf(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    id: row.id,
    personId: row.person_id ?? undefined,
    email: row.email,
    view: row.view,
    rhythm: row.rhythm as Rhythm,
    weekday: row.weekday,
    hour: row.hour,
    timeZone: row.time_zone,
    papers: row.papers,
    state: row.state as SubscriptionState,
    stoppedWhy: (row.stopped_why ?? undefined) as StoppedWhy | undefined,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at ?? undefined,
    dueAt: row.due_at ?? undefined,
  }
}

/** Only what is active falls due; only what is stopped says why. */
export function subscriptionRow(one: Subscription): Insertable<SubscriptionsTable> {
  return {
    id: one.id,
    person_id: one.personId ?? null,
    email: foldEmail(one.email),
    view: cleanText(one.view),
    rhythm: one.rhythm,
    weekday: one.weekday,
    hour: one.hour,
    time_zone: one.timeZone,
    papers: one.papers,
    state: one.state,
    stopped_why: one.state === 'stopped' ? (one.stoppedWhy ?? 'reader') : null,
    created_at: one.createdAt,
    confirmed_at: one.confirmedAt ?? null,
    due_at: one.state === 'active' ? (one.dueAt ?? null) : null,
  }
}

export function letterOf(row: Selectable<LettersTable>): LetterLine {
  return {
    id: Number(row.id),
    subscriptionId: row.subscription_id,
    email: row.email,
    occasion: row.occasion,
    messageId: row.message_id,
    state: row.state as LetterState,
    attempts: row.attempts,
    nextAt: row.next_at,
    lastError: row.last_error ?? undefined,
    plannedAt: row.planned_at,
    sentAt: row.sent_at ?? undefined,
  }
}
