/** Looks for news soon after papers came or people did something, and now and then without that; sends what is due. It knows time and the log. */
import type { Time } from '../tools/clock.ts'

const LOOK_MS = 60_000
/** Trending changes with the hour alone, ms. */
const ANYWAY_MS = 900_000
/** Whoever starts the server wants to read. ms */
const FIRST_MS = 30_000

interface Parts {
  readonly time: Time
  readonly log: { warn(about: object, text: string): void }
  readonly rounds: { look(signal?: AbortSignal): Promise<void>; send(signal?: AbortSignal): Promise<void> }
  /** changes whenever lists may have */
  readonly stamp: () => Promise<string>
  /** one process of an instance looks after alerts; undefined where another does */
  readonly lock: () => Promise<{ release(): Promise<void> } | undefined>
}

/** Runs until the signal; never throws. */
export async function keepAlerts({ time, log, rounds, stamp, lock }: Parts, signal: AbortSignal): Promise<void> {
  let [seen, lookedAt] = ['', -Infinity]
  await time.sleep(FIRST_MS, signal)
  while (!signal.aborted) {
    try {
      const held = await lock()
      try {
        if (held !== undefined) {
          const now = await stamp()
          if (now !== seen || time.now() - lookedAt >= ANYWAY_MS) {
            await rounds.look(signal)
            ;[seen, lookedAt] = [now, time.now()]
          }
          await rounds.send(signal)
        }
      } finally {
        await held?.release()
      }
    } catch (cause) {
      log.warn({ cause }, 'alerts could not be looked after')
    }
    await time.sleep(LOOK_MS, signal)
  }
}
