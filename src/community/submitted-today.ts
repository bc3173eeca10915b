import { z } from 'zod'
import type { People } from '../store/people.ts'

/** How many papers a person put into days or brought here, on the UTC day on which they last did. What is taken back stays counted. */
export const SUBMITTED_SETTING = 'submitted'

const Submitted = z.object({ day: z.iso.date(), papers: z.int().min(0) })

/** @param now ms since 1970 */
export async function submittedToday(people: Pick<People, 'settings'>, personId: string, now: number): Promise<number> {
  const kept = Submitted.safeParse((await people.settings(personId))[SUBMITTED_SETTING]).data
  return kept?.day === utcDay(now) ? kept.papers : 0
}

/** Counts one paper more; inside a transaction, that of its submission where there is one. */
export async function countSubmitted(inside: Pick<People, 'settings' | 'setSetting'>, personId: string, now: number): Promise<void> {
  await inside.setSetting(personId, SUBMITTED_SETTING, { day: utcDay(now), papers: (await submittedToday(inside, personId, now)) + 1 })
}

function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}
