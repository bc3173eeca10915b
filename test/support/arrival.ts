/** An instance without pages, fetching from replayed services on virtual time. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChosenSources } from '../../src/paper/chosen-sources.ts'
import { DEFAULT_SOURCES, SOURCES_SETTING } from '../../src/paper/chosen-sources.ts'
import { Fetching } from '../../src/ingest/fetch/fetching.ts'
import type { Fetcher } from '../../src/ingest/fetch/fetcher.ts'
import { runDue } from '../../src/ingest/fetch/run-due.ts'
import type { Replay } from '../../src/replay/replay.ts'
import type { VirtualTime } from '../../src/replay/virtual-time.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { seeded } from '../../src/replay/random.ts'

/** Thousands of small commits: where the system has a folder in memory they need not reach a disk. */
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export interface Arrival {
  readonly store: Store
  readonly fetching: Fetching
  /** days announced as complete, `source day`, in order */
  readonly announced: string[]
  /** warnings of the log */
  readonly warnings: { facts: object; message: string }[]
  /**
   * fetches whatever becomes due until an instant, ms since 1970
   * @param after called after every request and what followed from it
   */
  until(instant: number, after?: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Opens an instance that has chosen its sources. The folder goes with it unless it is given. */
export async function openArrival(options: { replay: Replay; time: VirtualTime; chosen?: Partial<ChosenSources>; seed?: number; folder?: string }): Promise<Arrival> {
  const { replay, time, seed = 1 } = options
  const folder = options.folder ?? mkdtempSync(join(IN_MEMORY, 'broadsheet-arrival-'))
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock: time })
  const announced: string[] = []
  const warnings: { facts: object; message: string }[] = []
  const next = seeded(seed)
  const fetching = new Fetching({
    store, time, random: () => next(), version: '0', fetch: replay.fetch, base: 'http://127.0.0.1',
    log: { info: () => {}, warn: (facts, message) => void warnings.push({ facts, message }) },
    onComplete: (source, day) => void announced.push(`${source} ${day}`),
  })
  const chosen: ChosenSources = { ...DEFAULT_SOURCES, ...options.chosen }
  await store.setSetting(SOURCES_SETTING, chosen)
  const fetchers = await fetching.fetchers(chosen)
  return {
    store, fetching, announced, warnings,
    until: (instant, after) => runUntil(fetching, fetchers, instant, after),
    close: async () => {
      await store.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One source after the other, so that a run is the same every time. */
async function runUntil(fetching: Fetching, fetchers: readonly Fetcher[], instant: number, after?: () => Promise<void>): Promise<void> {
  const { time } = fetching.parts
  while (time.now() < instant) {
    let next = instant
    for (const fetcher of fetchers) {
      const ran = await runDue(fetching.parts, fetcher)
      if (ran.task !== undefined) await after?.()
      next = Math.min(next, ran.task === undefined ? (ran.nextAt ?? instant) : time.now())
    }
    if (next > time.now()) await time.sleep(next - time.now())
  }
}
