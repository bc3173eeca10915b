/** What the tests of fetching work with: a real store in a folder of its own, a clock that the test moves, a log that remembers. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import type { Time } from '../../tools/clock.ts'
import type { FetchParts } from './fetcher.ts'
import type { Taken } from './take-page.ts'

/** Thousands of small commits need not reach a disk. */
const SHARED_MEMORY = '/dev/shm'

export interface TestParts extends FetchParts {
  readonly time: Time & { at: number; readonly slept: number[] }
  readonly infos: { facts: object; message: string }[]
  readonly warnings: { facts: object; message: string }[]
  readonly taken: Taken[]
}

const open = new Set<{ store: Store; folder: string | undefined }>()

afterEach(async () => {
  for (const { store, folder } of open) {
    await store.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  open.clear()
})

/** @param now where the clock stands, as an ISO instant; sleeping moves it on */
export async function testParts(now: string): Promise<TestParts> {
  const folder = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'broadsheet-fetch-'))
  const slept: number[] = []
  const time: TestParts['time'] = {
    at: Date.parse(now),
    slept,
    now: () => time.at,
    sleep: async (ms, signal) => {
      if (signal?.aborted) return
      slept.push(ms)
      time.at += Math.max(0, ms)
    },
  }
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock: time })
  open.add({ store, folder })
  const infos: TestParts['infos'] = []
  const warnings: TestParts['warnings'] = []
  const taken: Taken[] = []
  return {
    store, time, infos, warnings, taken,
    random: () => 0.5,
    log: { info: (facts, message) => void infos.push({ facts, message }), warn: (facts, message) => void warnings.push({ facts, message }) },
    onTaken: (one) => void taken.push(one),
  }
}
