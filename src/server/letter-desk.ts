import { randomUUID } from 'node:crypto'
import type { Digests } from '../edition/create-digests.ts'
import type { DigestRequest } from '../edition/digest.ts'
import type { Editions } from '../edition/edition.ts'
import { composeLetter, type ComposedLetter } from '../mail/letter/compose-letter.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { View } from '../paper/view.ts'
import { addDays } from '../tools/dates.ts'
import type { Clock } from '../tools/clock.ts'

export interface PreviewRequest {
  readonly view: View
  readonly email: string
  readonly person?: { readonly id: string } | undefined
  /** at most so many papers; 20 unless given */
  readonly papers?: number | undefined
  /** somebody sends it themselves, instead of a preview of what would come by itself */
  readonly byHand?: boolean | undefined
}

/** Undefined where the list has nothing at all to tell. */
export type PreviewLetter = (request: PreviewRequest) => Promise<ComposedLetter | undefined>

interface Parts {
  readonly digests: Digests
  readonly editions: Pick<Editions, 'status'>
  readonly clock: Clock
  readonly publicUrl: string
}

/**
 * The letter that somebody who asks for a view now would be sent first, without waiting for a complete day. Where there is nothing
 * today, the letter of the last day that has papers, to show what letters look like.
 * @throws BroadsheetError as `Digests.plan`
 */
export function letterPreview({ digests, editions, clock, publicUrl }: Parts): PreviewLetter {
  return async ({ view, email, person, papers = 20, byHand = false }) => {
    if (papers < 1 || papers > 50) throw new BroadsheetError('bad-input', 'A letter has from 1 to 50 papers.')
    const asked: Omit<DigestRequest, 'plannedAt'> = { view, person, papers, rhythm: 'daily', timeZone: 'UTC', shown: new Set(), impatient: true }
    const { lastDay } = await editions.status()
    const instants = [new Date(clock.now()).toISOString(), ...(lastDay === undefined ? [] : [`${addDays(lastDay, 1)}T12:00:00.000Z`, `${lastDay}T12:00:00.000Z`])]
    for (const plannedAt of instants) {
      const plan = await digests.plan({ ...asked, plannedAt })
      if (plan.state !== 'ready') continue
      const { hostname } = new URL(publicUrl)
      return composeLetter(plan.digest, { email, rhythm: byHand ? undefined : 'daily', publicUrl, messageId: `${randomUUID()}@${hostname.replace(/^\[|\]$/g, '')}` })
    }
    return undefined
  }
}
