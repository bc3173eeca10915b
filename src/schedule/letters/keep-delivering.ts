/** Sends letters by itself while a server runs: every minute what has fallen due. */
import type { LetterTally } from '../../paper/letter-tally.ts'
import type { Time } from '../../tools/clock.ts'
import { Delivery, type DeliverParts } from './deliver.ts'
import { planDue, type PlanParts } from './plan-due.ts'

const LOOK_MS = 60_000
/** Whoever starts the server wants to read first. ms */
const FIRST_MS = 10_000
const TELL_EVERY_MS = 30_000

/** Runs until the signal; never throws. @param everyMs how often it looks */
export async function keepDelivering(parts: DeliverParts & PlanParts, signal: AbortSignal, everyMs = LOOK_MS): Promise<void> {
  const { time, log } = parts
  const delivery = new Delivery(parts)
  await time.sleep(Math.min(FIRST_MS, everyMs), signal)
  while (!signal.aborted) {
    try {
      const planned = await planDue(parts, new Date(time.now()).toISOString(), signal)
      if (planned > 0) log.info({ planned }, 'letters fell due')
      const tally = await delivery.deliver(signal, teller(time, (so) => log.info({ ...so }, 'letters are being sent')))
      if (Object.values(tally).some((count) => count > 0)) log.info({ ...tally }, 'letters were sent')
    } catch (cause) {
      log.warn({ cause }, 'letters stopped for a moment')
    }
    await time.sleep(everyMs, signal)
  }
}

function teller(time: Time, tell: (tally: Readonly<LetterTally>) => void): (tally: Readonly<LetterTally>) => void {
  let last = time.now()
  return (tally) => {
    if (time.now() - last < TELL_EVERY_MS) return
    last = time.now()
    tell(tally)
  }
}
