/** Keeps each day's rankings soon after the day has ended, and at the start what was missed. It knows time and the log; not what is kept. */
import type { Time } from '../tools/clock.ts'

const LOOK_MS = 60_000
/** Whoever starts the server wants to read: what was missed can wait. ms */
const FIRST_MS = 20_000
/** Lists of days that ended while the server was away are waited for so long after the start, ms. */
const PATIENT_MS = 3_600_000

interface KeepDaysParts {
  readonly time: Time
  readonly log: { warn(about: object, text: string): void }
  /** keeps what is over at an instant, but while it is patient no day that wants for its lists; doing it again changes nothing */
  readonly keep: (now: number, options: { signal: AbortSignal; patient: boolean }) => Promise<unknown>
}

/** Runs until the signal; never throws. */
export async function keepDays({ time, log, keep }: KeepDaysParts, signal: AbortSignal): Promise<void> {
  const start = time.now()
  await time.sleep(FIRST_MS, signal)
  while (!signal.aborted) {
    await keep(time.now(), { signal, patient: time.now() - start < PATIENT_MS }).catch((cause: unknown) => log.warn({ cause }, 'the day that is over could not be kept as it stood'))
    await time.sleep(LOOK_MS, signal)
  }
}
