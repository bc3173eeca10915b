/** What a power cut can leave behind is what stands between two commits: each of those states is gone on from. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBackfill } from '../../src/ingest/fetch/arxiv/backfill.ts'
import { fetchNow } from '../../src/ingest/fetch/fetch-now.ts'
import { Fetching } from '../../src/ingest/fetch/fetching.ts'
import { DEFAULT_SOURCES } from '../../src/paper/chosen-sources.ts'
import { seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { differing, type InstanceState, stateOf } from '../support/instance-state.ts'

/** `ARRIVAL_COMMITS=1` cuts at every commit; CI at every so many. */
const EVERY = Number(process.env['ARRIVAL_COMMITS'] ?? 8)
const CATEGORIES = ['cs.LG', 'cs.CL']
const CHOSEN = { ...DEFAULT_SOURCES, arxiv: CATEGORIES, huggingface: false }
/** Between the two papers come, are cross-listed, replaced and deleted. */
const [BEFORE, AFTER] = [Date.parse('2026-03-03T15:00:00Z'), Date.parse('2026-03-11T15:00:00Z')]
const FROM = '2026-02-20'
const FROM_BEFORE = '2026-02-19'
const world = generateWorld({ seed: 11, from: '2026-02-09', to: '2026-03-11', perDay: 12, dailyPerDay: 0, categories: CATEGORIES })

const places = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-commits-'))
afterAll(() => rmSync(places, { recursive: true, force: true }))

const COMMITS: ReadonlySet<string | symbol> = new Set<keyof Store>(['write', 'setSetting', 'saveLedger'])

/** A store that is gone for whoever uses it from its n-th commit on, which is not made. */
function mortal(store: Store, dies: number): { store: Store; commits: () => number; dead: () => boolean } {
  let commits = 0
  const proxy = new Proxy(store, {
    get: (_, name: keyof Store) => (...words: unknown[]) => {
      if (commits < dies && COMMITS.has(name)) commits++
      if (commits >= dies) throw new Error('a power cut')
      return (store[name] as (...all: unknown[]) => unknown)(...words)
    },
  })
  return { store: proxy, commits: () => commits, dead: () => commits >= dies }
}

/** One fetching by hand. A token has expired now and then, so that days are listed again. */
async function fetchOnce(store: Store, time: ReturnType<typeof virtualTime>, from = FROM): Promise<void> {
  let requests = 0
  const faults = seededFaults({ always: (asked) => (asked.service === 'arxiv-oai' && asked.token && ++requests % 7 === 0 ? 'expired-token' : undefined) })
  const replay = createReplay({ world, time, faults, pageSize: 30 })
  const log = { info: () => {}, warn: () => {} }
  const fetching = new Fetching({ store, time, log, random: () => 0.5, version: '0', fetch: replay.fetch, base: 'http://127.0.0.1' })
  const { failed } = await fetchNow(fetching, CHOSEN, { source: 'arxiv', from })
  expect([failed, replay.stats.broken]).toEqual([[], []])
}

/** An instance as it was before, brought up to what came since. @param dies the commit before which the power is cut; none for never */
async function instance(name: string, dies = Infinity): Promise<{ folder: string; commits: number }> {
  const folder = join(places, name)
  const time = virtualTime(name === 'before' ? BEFORE : AFTER)
  if (name !== 'before') cpSync(join(places, 'before'), folder, { recursive: true })
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock: time })
  try {
    const first = mortal(store, dies)
    await fetchOnce(first.store, time, name === 'before' ? FROM_BEFORE : FROM).catch((error: unknown) => {
      if (!first.dead()) throw error
    })
    // Asked for once more after its end, all of it would be told once more.
    const over = (await readBackfill(store)).every(({ from, finished }) => from === FROM && finished === true)
    if (first.dead() && !over) await fetchOnce(store, time)
    return { folder, commits: first.commits() }
  } finally {
    await store.close()
  }
}

let whole: Awaited<ReturnType<typeof instance>>
let undisturbed: InstanceState
/** How a listing was cut into pages is its own affair. */
const OWN = ['records', 'seams', 'restarts']

beforeAll(async () => {
  await instance('before')
  whole = await instance('whole')
  undisturbed = await stateOf(whole.folder, OWN)
  expect(undisturbed.problems).toEqual([])
  expect(undisturbed.papers.size).toBeGreaterThan(100)
})

test(`a power cut before ${EVERY === 1 ? 'every commit' : `one commit in ${EVERY}`}: the same in the end`, { timeout: 900_000 }, async () => {
  let cuts = 0
  for (let dies = 1; dies <= whole.commits; dies += EVERY) {
    const { folder } = await instance(`cut-${dies}`, dies)
    const state = await stateOf(folder, OWN)
    const what = `cut before commit ${dies} of ${whole.commits}`
    expect(state.problems, what).toEqual([])
    expect(state.settings, what).toEqual(undisturbed.settings)
    expect(state.ledger, what).toEqual(undisturbed.ledger)
    if ([...state.papers].some(([id, digest]) => undisturbed.papers.get(id) !== digest)) expect(await differing(whole.folder, folder), what).toEqual([])
    expect(state.papers.size, what).toBe(undisturbed.papers.size)
    rmSync(folder, { recursive: true })
    cuts++
  }
  if (process.env['ARRIVAL_COMMITS'] !== undefined) console.log(`${cuts} power cuts between ${whole.commits} commits, ${undisturbed.papers.size} papers`)
  expect(cuts).toBeGreaterThanOrEqual(8)
})
