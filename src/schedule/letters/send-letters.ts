import { type LetterTally, noLetters, type SendLettersRequest } from '../../paper/letter-tally.ts'
import type { Post } from '../../store/post.ts'
import { occasionOf, type Subscription } from '../../paper/subscription.ts'
import { Delivery, type DeliverParts } from './deliver.ts'
import { messageIdOf, owed, planDue, planToday, type PlanParts } from './plan-due.ts'

/** Written at once in a dry run. */
const AT_ONCE = 100

/** Sends what is due now, and answers what became of it; in a dry run `sent` counts what would be. */
export async function sendLetters(parts: DeliverParts & PlanParts & { readonly post: Post }, { now, dryRun, onProgress, signal = new AbortController().signal }: SendLettersRequest): Promise<LetterTally> {
  const at = new Date(parts.time.now()).toISOString()
  if (dryRun) return rehearse(parts, at, now, signal, onProgress)
  const planned = now ? await planToday(parts, at, signal) : await planDue(parts, at, signal)
  return new Delivery(parts).deliver(signal, (tally) => onProgress?.(tally, planned))
}

async function rehearse({ post, compose, host }: DeliverParts & PlanParts, at: string, all: boolean, signal: AbortSignal, onProgress: SendLettersRequest['onProgress']): Promise<LetterTally> {
  const tally = noLetters()
  const isDue = (one: Subscription): boolean => all || (one.dueAt !== undefined && one.dueAt <= at && !owed(one, at).late)
  for (let after = ''; !signal.aborted; ) {
    const page = await post.allSubscriptions({ after, state: 'active', limit: AT_ONCE })
    if (page.length === 0) break
    after = page.at(-1)!.id
    const asked = page.filter(isDue).map((subscription) => {
      const occasion = occasionOf(subscription, all ? at : owed(subscription, at).last)
      const messageId = messageIdOf(subscription.id, occasion, host)
      return {
        subscription,
        letter: { id: 0, subscriptionId: subscription.id, email: subscription.email, occasion, messageId, state: 'planned' as const, attempts: 0, nextAt: at, lastError: undefined, plannedAt: at, sentAt: undefined },
      }
    })
    for (const { letter } of asked.slice()) {
      const held = await post.letterBy(letter.messageId)
      if (held !== undefined && held.state !== 'planned') asked.splice(asked.findIndex((one) => one.letter === letter), 1)
    }
    for (const made of await compose(asked, at)) {
      if (made instanceof Error) tally.failed++
      else tally[made.kind === 'letter' ? 'sent' : made.kind === 'wait' ? 'waiting' : 'empty']++
    }
    onProgress?.(tally, 0)
  }
  return tally
}
