/**
 * Fetches by itself while a server runs: each chosen source on its own way, one process at a time. What is due and when is
 * kept in the store, so that sleep, restarts and days without power are caught up with. It knows ingest and time; not
 * what a source is.
 */
import type { Fetcher } from '../ingest/fetch/fetcher.ts'
import type { Fetching } from '../ingest/fetch/fetching.ts'
import { runDue } from '../ingest/fetch/run-due.ts'

/** How often the choice is looked at, and a due thing at the latest noticed after the machine has slept. ms */
const LOOK_MS = 20_000
/** Another process has the lock: it is tried again after so long. ms */
const LOCKED_MS = 15_000

/** Runs until the signal; never throws. */
export async function keepFetching(fetching: Fetching, signal: AbortSignal): Promise<void> {
  const { time, log } = fetching.parts
  let running: { choice: string; stop: AbortController; loops: Promise<unknown> } | undefined
  while (!signal.aborted) {
    try {
      const chosen = await fetching.chosen()
      const choice = JSON.stringify(chosen)
      if (choice !== running?.choice) {
        running?.stop.abort()
        await running?.loops
        // Until the new one stands there is none: the old choice, should it come back, is another.
        running = undefined
        const stop = new AbortController()
        const either = AbortSignal.any([signal, stop.signal])
        const fetchers = chosen === undefined ? [] : await fetching.fetchers(chosen)
        running = { choice, stop, loops: Promise.all(fetchers.map((fetcher) => keepUp(fetching, fetcher, either))) }
      }
    } catch (cause) {
      log.warn({ cause }, 'the chosen sources could not be read')
    }
    await time.sleep(LOOK_MS, signal)
  }
  await running?.loops
}

/** One source: works while something is due, then gives the lock back and sleeps. */
async function keepUp(fetching: Fetching, fetcher: Fetcher, signal: AbortSignal): Promise<void> {
  const { store, time, log } = fetching.parts
  while (!signal.aborted) {
    let nextAt: number | undefined
    try {
      const lock = await store.tryLock(`fetch-${fetcher.key}`)
      if (lock === undefined) nextAt = time.now() + LOCKED_MS
      else {
        try {
          while (!signal.aborted) {
            const ran = await runDue(fetching.parts, fetcher, signal)
            nextAt = ran.nextAt
            if (ran.task === undefined) break
          }
        } finally {
          await lock.release()
        }
      }
    } catch (cause) {
      log.warn({ cause, source: fetcher.key }, 'fetching stopped for a moment')
    }
    const wait = nextAt === undefined ? LOOK_MS : Math.min(LOOK_MS, nextAt - time.now())
    await time.sleep(Math.max(wait, 250), signal)
  }
}
