/** Made-up services on a port of this machine, and instances of the built program that fetch from them, all on one day of the test's choosing. */
import { fileURLToPath } from 'node:url'
import type { Faults } from '../../src/replay/faults.ts'
import type { ListeningReplay } from '../../src/replay/listen-replay.ts'
import { createReplay, type Replay } from '../../src/replay/replay.ts'
import type { World } from '../../src/replay/world.ts'
import { systemTime } from '../../src/tools/clock.ts'
import { broadsheet, newInstance } from './broadsheet.ts'

/** A Wednesday morning in New York, hours after the announcement and hours before the next: nothing changes while a test runs. */
const BEGIN = Date.parse('2026-03-11T15:00:00Z')
const CLOCK = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url))

export const CATEGORIES = ['cs.LG', 'cs.CL'] as const

export interface Replayed {
  readonly replay: Replay
  /** for the processes that are to fetch from it */
  readonly env: Readonly<Record<string, string>>
  /** every request so far: its path and query */
  readonly asked: string[]
  /** an instance that has chosen the categories and has asked for nothing yet */
  instance(): Promise<string>
  close(): Promise<void>
}

/** @param everyMs ms between two requests, as the instances keep to */
export async function replayed({ world, faults, pageSize, gateMs = 0, everyMs = 0 }: { world: World; faults?: Faults; pageSize?: number; gateMs?: number; everyMs?: number }): Promise<Replayed> {
  const shift = BEGIN - Date.now()
  const asked: string[] = []
  const replay = createReplay({
    world, gateMs, time: { ...systemTime, now: () => Date.now() + shift }, onRequest: ({ pathname, search }) => void asked.push(pathname + search),
    ...(faults === undefined ? {} : { faults }), ...(pageSize === undefined ? {} : { pageSize }),
  })
  const server: ListeningReplay = await replay.listen(0)
  const env = {
    BROADSHEET_SERVICES_URL: server.url, BROADSHEET_REQUEST_EVERY_MS: String(everyMs), BROADSHEET_SHELF: '0', BROADSHEET_SEARCH_THREADS: '1',
    TEST_CLOCK_SHIFT_MS: String(shift), NODE_OPTIONS: `--import ${CLOCK}`,
  }
  return {
    replay, env, asked,
    instance: async () => {
      const folder = newInstance()
      const { code, err } = await broadsheet(['sources', 'set', '--arxiv', CATEGORIES.join(), '--huggingface', 'no', '--data', folder], { env })
      if (code !== 0) throw new Error(err)
      return folder
    },
    close: () => server.close(),
  }
}
