/** Without network: the page says since when which source is unreachable and when it will be tried again, and no more once it answers. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createEditions } from '../../src/edition/create-editions.ts'
import type { Editions } from '../../src/edition/edition.ts'
import { SERVICE_ZONE, serviceDay } from '../../src/paper/announcements.ts'
import type { SourceStatus } from '../../src/paper/source-status.ts'
import { seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import type { ListeningReplay } from '../../src/replay/listen-replay.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime, type VirtualTime } from '../../src/replay/virtual-time.ts'
import { keepFetching } from '../../src/schedule/schedule.ts'
import type { SearchIndex } from '../../src/search-index/search-index.ts'
import { systemTime, type Time } from '../../src/tools/clock.ts'
import { addDays } from '../../src/tools/dates.ts'
import { instantOf } from '../../src/tools/time-zone.ts'
import { pageApp } from '../page/page-app.ts'
import { type Arrival, openArrival } from '../support/arrival.ts'
import { broadsheet, newInstance, serve, type Server, until } from '../support/broadsheet.ts'

const CATEGORIES = ['cs.LG', 'cs.CL']
const MINUTE = 60_000
const at = (day: string, hour: number): number => instantOf(day, hour * 60, SERVICE_ZONE)

let open: Arrival | undefined
let listening: ListeningReplay | undefined
let server: Server | undefined
afterEach(async () => {
  await server?.stop()
  await open?.close()
  await listening?.close()
  open = listening = server = undefined
})

/** The pages of an instance as a browser gets them, as text. */
function pagesOf(editions: Editions, time: Time): (path: string) => Promise<string> {
  const { app } = pageApp({ editions: editions as never, clock: time })
  return async (path) => text(await (await app.request(path)).text())
}

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').replace(/ ([.,:;])/g, '$1')

async function begin({ start, away, byHand = false }: { start: number; away: readonly [number, number]; byHand?: boolean }) {
  const world = generateWorld({ seed: 9, from: '2026-03-02', to: '2026-03-20', perDay: 10, dailyPerDay: 5, categories: CATEGORIES })
  const time = virtualTime(start, { byHand })
  const faults = seededFaults({ seed: 1, always: (_, now) => (now >= away[0] && now < away[1] ? 'refused' : undefined) })
  const replay = createReplay({ world, time, faults })
  const arrival = (open = await openArrival({ replay, time, chosen: { arxiv: CATEGORIES } }))
  const editions = createEditions({ store: arrival.store, index: {} as SearchIndex, clock: time, fetching: () => true })
  const status = async (key: string): Promise<SourceStatus> => (await editions.sources()).statuses.find((one) => one.key === key)!
  return { world, time, replay, arrival, editions, status, page: pagesOf(editions, time) }
}

describe('in process, on virtual time', () => {
  test('a day without network: said on the front page and under Sources, tried again at least once in 72 minutes, and over', async () => {
    const away = [at('2026-03-10', 9), at('2026-03-11', 9)] as const
    const { world, time, replay, arrival, status, page } = await begin({ start: at('2026-03-06', 8), away })
    await arrival.until(away[0])
    expect(await page('/papers')).not.toMatch(/not answered|out of reach|looked for again/)

    // Hugging Face is asked every hour, arXiv not before the evening's announcement.
    await arrival.until(at('2026-03-10', 12))
    expect(await page('/papers')).toMatch(/Hugging Face has not answered since (09|10):\d\d \(New York\); next try at 1[23]:\d\d\./)
    await arrival.until(at('2026-03-11', 8))
    const front = await page('/papers')
    // The last day that has papers stands there, with what keeps today's away.
    expect(front).toMatch(/Hugging Face has not answered since (09|10):\d\d on 10 March \(New York\), arXiv not since 22:\d\d on 10 March; next try at 0[89]:\d\d\./)
    expect(front).toMatch(/Nothing is listed for today, Wednesday, 11 March 2026\. arXiv has been out of reach since 22:\d\d on 10 March, New York time \(arXiv accepts no connection at 127\.0\.0\.1\)\. It is tried again at 0[89]:\d\d/)
    expect(await page('/papers/date/2026-03-11')).toMatch(/arXiv and Daily Papers not fetched yet · arXiv out of reach since 22:\d\d on 10 March · Hugging Face out of reach since (09|10):\d\d on 10 March · looked for again at 0[89]:\d\d, New York time/)
    const sources = await page('/sources')
    expect(sources).toMatch(/In trouble since 22:\d\d on 10 March, 9 hours ago: arXiv accepts no connection at 127\.0\.0\.1\./)
    expect(sources).toMatch(/In trouble since (09|10):\d\d on 10 March, 2\d hours ago: Hugging Face accepts no connection/)
    for (const key of ['arxiv', 'huggingface']) {
      const { nextAt, okAt, trouble } = await status(key)
      expect(Date.parse(nextAt!) - time.now()).toBeGreaterThan(0)
      expect(Date.parse(nextAt!) - time.now()).toBeLessThanOrEqual(72 * MINUTE)
      expect(okAt! < trouble!.since).toBe(true)
    }
    // Nobody is hammered who does not answer.
    expect(replay.stats.byStatus['0']).toBeLessThan(60)

    await arrival.until(at('2026-03-11', 11))
    for (const path of ['/papers', '/sources']) expect(await page(path)).not.toMatch(/not answered|out of reach|In trouble|no connection/)
    for (const key of ['arxiv', 'huggingface']) expect((await status(key)).trouble).toBeUndefined()
    const { papers } = await arrival.store.listed({ from: '2026-03-11', to: '2026-03-11', source: 'arxiv', limit: 1000 })
    const expected = CATEGORIES.flatMap((category) => Object.values(world.truth.arxiv('2026-03-11', category)).flat())
    expect(papers).toHaveLength(new Set(expected).size)
    expect(await page('/papers/date/2026-03-11')).toContain(`arXiv:${papers[0]!.paper.id}`)
    expect(replay.stats.broken).toEqual([])
  })

  test('a first start without network recovers by its own schedule', async () => {
    const start = at('2026-03-10', 9)
    const { time, arrival, editions, page } = await begin({ start, away: [0, start + 20 * MINUTE], byHand: true })
    const stop = new AbortController()
    const running = keepFetching(arrival.fetching, stop.signal)
    try {
      await advanceUntil(time, async () => (await editions.sources()).statuses.filter(({ trouble }) => trouble !== undefined).length === 2)
      const front = await page('/papers')
      expect(front).toMatch(/arXiv and Daily Papers not fetched yet/)
      expect(front).toMatch(/arXiv out of reach since 09:00 · Hugging Face out of reach since 09:00 · looked for again at 09:0[12], New York time/)
      expect(front).toContain('arXiv accepts no connection')
      await advanceUntil(time, async () => (await arrival.store.count()) > 0 && (await editions.sources()).statuses.every(({ trouble }) => trouble === undefined))
      // The last of 1, 2, 4, 8 minutes, each a fifth more or less, began before the network was back.
      expect(time.now() - start).toBeLessThan(45 * MINUTE)
      expect(await page('/papers')).not.toMatch(/not answered|out of reach|no connection/)
    } finally {
      stop.abort()
      await time.advance(0)
      await running
    }
  })
})

/** Moves the clock on a little at a time until something is so. */
async function advanceUntil(time: VirtualTime, so: () => Promise<boolean>): Promise<void> {
  const end = time.now() + 120 * MINUTE
  while (!(await so())) {
    if (time.now() > end) throw new Error('Waited two hours in vain.')
    await time.advance(2_000)
    // Files are waited for by the system's time.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

describe('the built program', () => {
  test('says what it cannot reach, also to whoever fetches by hand, and no more once the service is there', async () => {
    const port = await closedPort()
    const env = { BROADSHEET_SERVICES_URL: `http://127.0.0.1:${port}`, BROADSHEET_REQUEST_EVERY_MS: '0' }
    const data = newInstance()
    expect((await broadsheet(['sources', 'set', '--arxiv', CATEGORIES.join(','), '--huggingface', 'on', '--data', data], { env })).code).toBe(0)
    const running = (server = await serve(data, env))
    const page = async (path: string): Promise<string> => text(await (await running.get(path)).text())
    interface Sources { readonly sources: readonly { readonly key: string; readonly trouble: { readonly since: string; readonly sentence: string } | null; readonly nextAt: string | null }[] }
    const troubles = async () => (await running.json<Sources>('/api/sources')).sources.filter(({ trouble }) => trouble !== null)

    const inTrouble = await until('both sources are in trouble', async () => {
      const found = await troubles()
      return found.length === 2 ? found : undefined
    })
    for (const { trouble, nextAt } of inTrouble) {
      expect(trouble!.sentence).toMatch(/^(arXiv|Hugging Face) accepts no connection at 127\.0\.0\.1\.$/)
      expect(nextAt! > trouble!.since).toBe(true)
    }
    const front = await page('/papers')
    for (const label of ['arXiv', 'Hugging Face']) expect(front).toMatch(new RegExp(`${label} (has not answered since|not since|out of reach since) \\d\\d:\\d\\d`))
    expect(front).toMatch(/(next try at|looked for again at) \d\d:\d\d/)
    const sources = await page('/sources')
    expect(sources.match(/In trouble since \d\d:\d\d, just now|In trouble since \d\d:\d\d, \d+ minutes? ago/g)).toHaveLength(2)
    expect(sources.match(/Next try \d\d:\d\d/g)).toHaveLength(2)
    const inVain = await broadsheet(['fetch', '--data', data], { env })
    expect(inVain.code).not.toBe(0)
    expect(inVain.out + inVain.err).toMatch(/arXiv accepts no connection/)

    const today = serviceDay(Date.now())
    const world = generateWorld({ seed: 2, from: addDays(today, -8), to: today, perDay: 12, dailyPerDay: 5, categories: CATEGORIES })
    const replay = createReplay({ world, time: systemTime, gateMs: 0 })
    listening = await replay.listen(port)
    await until('the papers are fetched by hand', async () => {
      const done = await broadsheet(['fetch', '--data', data], { env })
      // The server may be at it at this very moment.
      return done.code === 0 ? done : undefined
    })
    await until('the trouble is over', async () => ((await troubles()).length === 0 ? true : undefined))
    expect(await page('/papers')).not.toMatch(/not answered|out of reach|no connection/)
    expect(await page('/sources')).not.toMatch(/In trouble/)
    const { papers } = await running.json<{ papers: number }>('/api/status')
    // A first start begins with the last seven days.
    const from = addDays(today, -6)
    const offered = new Set(world.truth.offered(Date.now(), CATEGORIES))
    const announced = world.truth.arxivDays.filter((day) => day >= from && day <= today).flatMap((day) => CATEGORIES.flatMap((category) => world.truth.arxiv(day, category).new)).filter((id) => offered.has(id))
    const listed = world.truth.dailyDays.filter((day) => day >= from).flatMap((day) => world.truth.daily(day, Date.now()))
    expect(announced.length).toBeGreaterThan(0)
    expect(papers).toBeGreaterThanOrEqual(new Set([...announced, ...listed]).size)
  }, 180_000)
})

/** A port of the loopback interface on which nobody listens at the moment. */
async function closedPort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
