import { setImmediate as breathe } from 'node:timers/promises'
import type { DigestPlan, DigestRequest } from '../../edition/digest.ts'
import { composeLetter } from '../../mail/letter/compose-letter.ts'
import { PaperParts } from '../../mail/letter/paper-part.ts'
import { viewOfPath } from '../../paper/view.ts'
import type { Post, TakenLetter } from '../../store/post.ts'
import type { Compose, Composed } from './compose.ts'

export interface WriteParts {
  readonly post: Pick<Post, 'letters' | 'papersShown' | 'papersOf'>
  readonly digest: (request: DigestRequest) => Promise<DigestPlan>
  readonly links: { unsubscribe(subscriptionId: string): string; manage(subscriptionId: string): string }
  /** origin that readers use */
  readonly publicUrl: string
}

const DAY_MS = 86_400_000
/** What letters showed longer ago may be shown again. */
const SHOWN_DAYS = 180
/** Of a subscription's letters the last that went is among so many. */
const EARLIER = 14

/** Writes letters about views. What does not depend on the reader is made once for all of them. */
export function writeLetters({ post, digest, links, publicUrl }: WriteParts): Compose {
  const parts = new PaperParts(publicUrl)
  const write = async ({ letter, subscription }: TakenLetter): Promise<Composed> => {
    const view = viewOfPath(subscription.view)
    if (view === undefined) return { kind: 'nothing', why: 'Its list is no longer known here.' }
    const since = new Date(Date.parse(letter.plannedAt) - SHOWN_DAYS * DAY_MS).toISOString()
    const [earlier, shown] = await Promise.all([post.letters({ subscriptionId: subscription.id, limit: EARLIER }), post.papersShown(letter.email, since, letter.id)])
    // What may have arrived counts as an earlier letter too: it is not told twice.
    const previous = earlier.find(({ id, state }) => id !== letter.id && (state === 'sent' || state === 'unknown'))
    const had = letter.attempts > 0 ? await post.papersOf(letter.id) : []
    const plan = await digest({
      view,
      rhythm: subscription.rhythm,
      papers: subscription.papers,
      timeZone: subscription.timeZone,
      plannedAt: letter.plannedAt,
      shown,
      ...(had.length > 0 && { again: had }),
      ...(subscription.personId !== undefined && { person: { id: subscription.personId } }),
      ...(previous && { previous: { plannedAt: previous.plannedAt, sentAt: previous.sentAt ?? previous.plannedAt } }),
    })
    if (plan.state === 'wait') return { kind: 'wait', until: plan.until, why: plan.why }
    if (plan.state === 'empty') return { kind: 'nothing', why: plan.why }
    const { papers, leftOut: _, ...made } = composeLetter(plan.digest, {
      email: letter.email,
      rhythm: subscription.rhythm,
      publicUrl,
      messageId: letter.messageId,
      links: { unsubscribe: links.unsubscribe(subscription.id), manage: links.manage(subscription.id) },
      parts,
    })
    return papers.length === 0 ? { kind: 'nothing', why: 'None of its papers could be shown.' } : { kind: 'letter', letter: made, paperKeys: papers }
  }
  return async (asked) => {
    const made: (Composed | Error)[] = []
    for (const one of asked) {
      made.push(await write(one).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))))
      // A hundred at a stretch would keep readers' pages waiting, and a mail server's answers unread until they seem lost.
      await breathe()
    }
    return made
  }
}
