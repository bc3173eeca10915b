import { createHash } from 'node:crypto'
import { nextDue, occasionOf, type Subscription } from '../../paper/subscription.ts'
import type { Post } from '../../store/post.ts'

type Clocks = Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone'>

/** Subscriptions read at once. */
const AT_ONCE = 500
const DAY_MS = 86_400_000
/** No rhythm is longer than a week. */
const LONGEST_MS = 8 * DAY_MS

export interface PlanParts {
  readonly post: Pick<Post, 'due' | 'plan' | 'changeSubscription'>
  /** the right side of every Message-ID */
  readonly host: string
}

/** The same for the same letter, whichever process sends it and however often. @param host what follows the @ */
export function messageIdOf(subscriptionId: string, occasion: string, host: string): string {
  return `${createHash('sha256').update(`${subscriptionId}\n${occasion}`).digest('hex').slice(0, 32)}.${occasion}@${host}`
}

/**
 * The last time a letter fell due, of those since `dueAt`, and the next one after it (ISO). A machine that slept over several
 * owes the last one only; `late` when the next is nearer than that one: then not even that.
 */
export function owed(subscription: Clocks & Pick<Subscription, 'dueAt'>, now: string): { readonly last: string; readonly next: string; readonly late: boolean } {
  const { dueAt = now } = subscription
  const from = new Date(Date.parse(now) - LONGEST_MS).toISOString()
  let last = dueAt < from ? nextDue(subscription, from) : dueAt
  let next = nextDue(subscription, last)
  while (next <= now) [last, next] = [next, nextDue(subscription, next)]
  return { last, next, late: isLate(last, next, now) }
}

/** A letter is sent while its own time is nearer than that of the next: twelve hours of a daily one. */
export function isLate(due: string, next: string, now: string): boolean {
  return Date.parse(now) - Date.parse(due) > (Date.parse(next) - Date.parse(due)) / 2
}

/** Plans what is due and moves on what is too late. Answers how many letters are new. @param now ISO */
export async function planDue({ post, host }: PlanParts, now: string, signal?: AbortSignal): Promise<number> {
  let planned = 0
  while (!signal?.aborted) {
    const due = await post.due(now, AT_ONCE)
    if (due.length === 0) break
    const letters: Parameters<Post['plan']>[0][number][] = []
    for (const subscription of due) {
      const { last, next, late } = owed(subscription, now)
      if (late) await post.changeSubscription(subscription.id, { dueAt: next })
      else letters.push(planOf(subscription, occasionOf(subscription, last), next, now, host))
    }
    planned += await post.plan(letters, now)
  }
  return planned
}

/** Plans today's letter of everybody whose letters are active, whatever their hour; who has it already gets no second. */
export async function planToday({ post, host }: { post: Pick<Post, 'allSubscriptions' | 'plan'>; host: string }, now: string, signal?: AbortSignal): Promise<number> {
  let planned = 0
  for (let after = ''; !signal?.aborted; ) {
    const page = await post.allSubscriptions({ after, state: 'active', limit: AT_ONCE })
    if (page.length === 0) break
    after = page.at(-1)!.id
    planned += await post.plan(page.map((one) => planOf(one, occasionOf(one, now), afterToday(one, now), now, host)), now)
  }
  return planned
}

function planOf({ id: subscriptionId }: Subscription, occasion: string, dueAt: string, now: string, host: string) {
  return { subscriptionId, occasion, messageId: messageIdOf(subscriptionId, occasion, host), nextAt: now, dueAt }
}

/** The first due time that is of another day than today, by the reader's clocks. */
function afterToday(subscription: Subscription, now: string): string {
  let due = nextDue(subscription, now)
  if (occasionOf(subscription, due) === occasionOf(subscription, now)) due = nextDue(subscription, due)
  return due
}
