/** Power cuts, Ctrl-C and second processes while papers are fetched: the built program against made-up services on a port. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FetchReport } from '../../src/ingest/fetch/fetch-now.ts'
import { readBackfill } from '../../src/ingest/fetch/arxiv/backfill.ts'
import { seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { broadsheet, ended, type Ended, killedAt, serve, start, until } from '../support/broadsheet.ts'
import { differing, stateOf } from '../support/instance-state.ts'
import { seeded } from '../../src/replay/random.ts'
import { CATEGORIES, replayed, type Replayed } from '../support/replayed.ts'

/** `ARRIVAL_KILLS=50 ARRIVAL_KILL_RECORDS=50000 npx vitest run test/arrival/kill` is the whole of it; CI does as much as it has time for. */
const KILLS = Number(process.env['ARRIVAL_KILLS'] ?? 10)
const RECORDS = Number(process.env['ARRIVAL_KILL_RECORDS'] ?? 6_000)
const SEED = Number(process.env['ARRIVAL_KILL_SEED'] ?? 20_241_018)
const TOLD = process.env['ARRIVAL_KILLS'] !== undefined
const PATIENCE_MS = 300_000

const FROM = '2025-11-01'
const FETCH = ['fetch', 'arxiv', '--from', FROM, '--json', '--data'] as const
/** Records of the lists for a paper of the world: those in two categories are in two lists, and the last week is listed twice. */
const LISTINGS = 1.34
const DAYS = 88

const worldOf = (records: number) => generateWorld({ seed: 7, from: '2025-11-03', to: '2026-03-11', perDay: records / LISTINGS / DAYS, dailyPerDay: 0, categories: CATEGORIES })

const run = (folder: string, env: Replayed['env']): Promise<Ended> => ended(startFetch(folder, env), PATIENCE_MS)

function startFetch(folder: string, env: Replayed['env']): ReturnType<typeof start> {
  const child = start([...FETCH, folder], { env })
  child.stdin?.end()
  return child
}

const killed = (child: ReturnType<typeof start>, moment: () => boolean): Promise<boolean> => killedAt(child, moment, PATIENCE_MS)

/** The same papers, ledger and settings in two instances, and both sound. @param more fields of settings that may differ */
async function expectSame(folder: string, undisturbed: string, more: readonly string[] = []): Promise<void> {
  const [after, before] = [await stateOf(folder, more), await stateOf(undisturbed, more)]
  expect(after.problems).toEqual([])
  expect(after.settings).toEqual(before.settings)
  expect(after.ledger).toEqual(before.ledger)
  expect(after.papers.size).toBe(before.papers.size)
  expect([...after.papers].every(([id, digest]) => before.papers.get(id) === digest) ? [] : await differing(undisturbed, folder)).toEqual([])
}

async function expectSound(folder: string): Promise<void> {
  const doctor = await broadsheet(['doctor', '--json', '--data', folder])
  expect(doctor.json<{ checks: { ok: boolean }[] }>().checks.filter(({ ok }) => !ok)).toEqual([])
  expect(doctor.code).toBe(0)
}

test(`${KILLS} kills -9 of a backfill of ${RECORDS.toLocaleString('en')} records: the same in the end as if nobody had disturbed it`, { timeout: 900_000 }, async () => {
  const site = await replayed({ world: worldOf(RECORDS), pageSize: Math.min(1300, Math.ceil(RECORDS / 40)) })
  const whole = await site.instance()
  const begun = performance.now()
  const first = startFetch(whole, site.env)
  const end = ended(first, PATIENCE_MS)
  const startMs = await until('the first request', () => (site.asked.length > 0 ? performance.now() - begun : undefined))
  let lastAt = begun
  for (let over = false, seen = 0; !over; ) {
    if (site.asked.length > seen) [seen, lastAt] = [site.asked.length, performance.now()]
    over = await Promise.race([end.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 5, false))])
  }
  const report = (await end).json<FetchReport>()
  expect(report).toMatchObject({ rejected: 0, failed: [], interrupted: false })
  expect(report.added + report.updated + report.unchanged).toBeGreaterThanOrEqual(RECORDS * 0.98)
  const [wholeMs, fetchMs] = [performance.now() - begun, lastAt - begun - startMs]
  const pages = site.asked.length
  expect(new Set(site.asked).size, 'nothing is asked twice').toBe(pages)

  const folder = await site.instance()
  const next = seeded(SEED)
  const from = site.asked.length
  const asked = (): number => new Set(site.asked.slice(from)).size
  const pageMs = fetchMs / pages
  const places: number[] = []
  const killing = performance.now()
  for (let kill = 0; kill < KILLS; kill++) {
    // A fifth of them while the process starts, the others spread over all pages, and anywhere within one.
    const early = next() < 0.2 ? next() * startMs : Infinity
    const place = Math.min(pages - 1, Math.ceil(((kill + next()) / KILLS) * pages))
    const within = next() * 1.5 * pageMs
    const [before, started] = [site.asked.length, performance.now()]
    let reachedAt = Infinity
    const moment = (): boolean => {
      const now = performance.now()
      if (now - started >= early) return true
      if (site.asked.length === before || asked() < place) return false
      reachedAt = Math.min(reachedAt, now)
      // The last page is left for the end: whoever asks again after it asks for everything anew.
      return now - reachedAt >= within || asked() >= pages - 1
    }
    expect(await killed(startFetch(folder, site.env), moment), 'the kill came before the end').toBe(true)
    places.push(asked())
  }
  const killingMs = performance.now() - killing
  const last = (await run(folder, site.env)).json<FetchReport>()
  expect(last).toMatchObject({ rejected: 0, failed: [], interrupted: false })
  const requests = site.asked.length - from
  const again = requests - asked()
  if (TOLD) {
    console.log(
      `undisturbed: ${report.added + report.updated + report.unchanged} records in ${pages} requests, ${Math.round(wholeMs)} ms (${Math.round(startMs)} to the first request, ${Math.round(fetchMs)} to the last)\n` +
        `${KILLS} kills in ${Math.round(killingMs)} ms, by requests made until then: ${places.join(' ')} of ${pages}\n` +
        `${requests} requests in all; ${again} pages were asked for again, at most ${again * Math.min(1300, Math.ceil(RECORDS / 40))} records fetched twice; ${Math.round(performance.now() - begun)} ms so far`,
    )
  }
  // No page that is in is fetched again: what is asked twice is what was under way, once for each kill.
  expect(again).toBeLessThanOrEqual(KILLS)
  expect(site.asked.slice(from).every((one) => site.asked.slice(0, from).includes(one)), 'nothing is asked that the undisturbed run did not ask').toBe(true)
  // Kills before the first page and after the last would prove little.
  expect(places.filter((place) => place > 0 && place < pages).length).toBeGreaterThanOrEqual(KILLS * 0.7)
  await expectSame(folder, whole)
  await expectSound(folder)
  expect(site.replay.stats.broken).toEqual([])
  await site.close()
})

describe('a smaller backfill', () => {
  const world = worldOf(2_000)
  let whole: string
  let pages: readonly string[]

  beforeAll(async () => {
    const site = await replayed({ world, pageSize: 100 })
    whole = await site.instance()
    expect((await run(whole, site.env)).code).toBe(0)
    pages = [...site.asked]
    await site.close()
  }, PATIENCE_MS)

  test('that a server goes on with, killed at any moment, comes to the same', { timeout: PATIENCE_MS }, async () => {
    const site = await replayed({ world, pageSize: 100 })
    const folder = await site.instance()
    const asked = (): number => new Set(site.asked).size
    const child = startFetch(folder, site.env)
    expect(await killed(child, () => asked() >= 8)).toBe(true)
    const next = seeded(SEED)
    for (const place of [0.5, 0.65, 0.8]) {
      const server = await serve(folder, site.env)
      const gone = new Promise((resolve) => server.process.once('exit', resolve))
      const before = asked()
      await until('it to fetch', () => (asked() >= Math.max(before + 1, pages.length * place) ? true : undefined))
      await new Promise((resolve) => setTimeout(resolve, next() * 60))
      server.process.kill('SIGKILL')
      await gone
      expect(asked()).toBeLessThan(pages.length)
    }
    const server = await serve(folder, site.env)
    const store = await openSqlite(join(folder, 'broadsheet.db'))
    await until('the backfill to end', async () => ((await readBackfill(store)).every(({ finished }) => finished === true) ? true : undefined))
    await store.close()
    await until('the index to be whole', async () => {
      const status = await server.json<{ papers: number; indexed: number; indexing: boolean }>('/api/status')
      return status.papers === status.indexed && !status.indexing ? true : undefined
    })
    expect(await server.stop()).toBe(0)
    await expectSame(folder, whole)
    await expectSound(folder)
    await site.close()
  })

  test('whose places in the list have expired whenever it starts again, in days longer than a page, comes to the same', { timeout: PATIENCE_MS }, async () => {
    let started = false
    const faults = seededFaults({
      always: (asked) => {
        if (!started || asked.service !== 'arxiv-oai' || !asked.token) return undefined
        started = false
        return 'expired-token'
      },
    })
    const site = await replayed({ world, faults, pageSize: 15 })
    const folder = await site.instance()
    for (const place of [8, 25, 45]) {
      started = true
      expect(await killed(startFetch(folder, site.env), () => new Set(site.asked).size >= place), 'the kill came before the end').toBe(true)
    }
    started = true
    const last = await run(folder, site.env)
    expect({ code: last.code, err: last.err }).toEqual({ code: 0, err: '' })
    expect(faults.drawn['expired-token']).toBe(4)
    // How a listing came to its end, in pages of which size and how often begun anew, is its own affair.
    await expectSame(folder, whole, ['records', 'seams', 'restarts'])
    await site.close()
  })

  test('stops at Ctrl-C, also while an answer is waited for, with 130; the same command goes on from there', { timeout: PATIENCE_MS }, async () => {
    let hang = false
    const faults = seededFaults({ always: () => (hang ? 'too-slow' : undefined) })
    const site = await replayed({ world, faults, pageSize: 100 })
    const folder = await site.instance()
    const interrupt = async (place: number): Promise<void> => {
      const child = startFetch(folder, site.env)
      const end = ended(child)
      await until('it to fetch', () => (site.asked.length >= place ? true : undefined))
      child.kill('SIGINT')
      const before = site.asked.length
      const { code, signal, err, json } = await end
      expect({ code, signal }).toEqual({ code: 130, signal: null })
      expect(json<FetchReport>()).toMatchObject({ interrupted: true, failed: [] })
      expect(err).toContain('the same command goes on from there')
      expect(site.asked.length - before, 'nothing more is asked').toBeLessThanOrEqual(1)
    }
    await interrupt(8)
    hang = true
    // The first request of the second process is never answered.
    await interrupt(site.asked.length + 1)
    hang = false
    expect(existsSync(join(folder, 'index', 'manifest.json')), 'who stops it does not wait for the index').toBe(false)
    expect((await run(folder, site.env)).code).toBe(0)
    expect(site.asked.length).toBeLessThanOrEqual(pages.length + 2)
    await expectSame(folder, whole)
    await site.close()
  })
})

describe('the gate', () => {
  const EVERY_MS = 1_500
  let site: Replayed
  beforeAll(async () => {
    site = await replayed({ world: worldOf(400), pageSize: 40, gateMs: EVERY_MS - 400, everyMs: EVERY_MS })
  })
  afterAll(() => site.close())

  test('holds over kills and restarts, and a second process is turned away', { timeout: PATIENCE_MS }, async () => {
    const folder = await site.instance()
    for (let kills = 0; kills < 5; kills++) {
      const before = site.asked.length
      let turnedAway = kills !== 2
      // A new process is ready sooner than the service may be asked again.
      const gone = killed(startFetch(folder, site.env), () => turnedAway && site.asked.length > before)
      if (!turnedAway) {
        await until('it to fetch', () => (site.asked.length > before ? true : undefined))
        const second = await run(folder, site.env)
        expect(second.code).toBe(1)
        expect(second.err).toContain('Another Broadsheet is fetching from it at this moment, and takes over what was asked for.')
        expect(second.json<FetchReport>()).toMatchObject({ requests: 0, failed: [{ label: 'arXiv' }], interrupted: false })
        turnedAway = true
      }
      expect(await gone).toBe(true)
    }
    expect(site.asked.length).toBeGreaterThanOrEqual(5)
    expect(site.replay.stats.broken).toEqual([])
  })
})
