import { BroadsheetError } from '../paper/errors.ts'
import type { Clock } from '../tools/clock.ts'

/** Papers that one reader may have looked up at a service in an hour: the services' patience is everybody's. */
export const LOOK_UPS_AN_HOUR = 30
const HOUR_MS = 3_600_000

/** Counts a person's look-ups. @returns what to call before each. @throws BroadsheetError too-many */
export function lookUpLimit(clock: Clock): (personId: string) => void {
  const made = new Map<string, number[]>()
  return (personId) => {
    const now = clock.now()
    // Who has not looked anything up for an hour is forgotten; a clock that was put back forgets all.
    for (const [id, times] of made) if (times.at(-1)! <= now - HOUR_MS || times[0]! > now) made.delete(id)
    const recent = (made.get(personId) ?? []).filter((at) => at > now - HOUR_MS)
    if (recent.length >= LOOK_UPS_AN_HOUR) {
      const minutes = Math.ceil((recent[0]! + HOUR_MS - now) / 60_000)
      throw new BroadsheetError('too-many', `You have had ${LOOK_UPS_AN_HOUR} papers looked up within an hour, which is as many as a reader may. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or submit a paper that is held.`)
    }
    made.set(personId, [...recent, now])
  }
}
