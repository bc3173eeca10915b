import { describe, expect, it } from 'vitest'
import { instantOf } from '../tools/time-zone.ts'
import { FAULT_KINDS, seededFaults, type FaultKind } from './faults.ts'
import { generateWorld } from './generate-world.ts'
import { createReplay } from './replay.ts'
import { virtualTime } from './virtual-time.ts'

const world = generateWorld({ seed: 5, from: '2026-03-02', to: '2026-03-20', perDay: 40, dailyPerDay: 30 })
const FEED = '/arxiv-feed/rss/cs.LG'
const OAI = '/arxiv-oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2026-03-10'
const DAILY = '/huggingface/api/daily_papers?date=2026-03-18&limit=100'
const noon = instantOf('2026-03-18', 12 * 60, 'America/New_York')

/** One answer with a fault and the same without. */
async function both(path: string, kind: FaultKind, seed = 1) {
  const time = virtualTime(noon)
  const faults = seededFaults({ seed, always: () => kind })
  const replay = createReplay({ world, time, faults, pageSize: 20 })
  const ask = async () => {
    const began = time.now()
    try {
      const response = await replay.fetch(`http://x.test${path}`, { headers: { 'user-agent': 'test (a@b.example)' } })
      const { status, headers } = response
      const tookMs = time.now() - began
      try {
        return { status, headers, tookMs, body: Buffer.from(await response.arrayBuffer()), failure: undefined }
      } catch (failure) {
        return { status, headers, tookMs, body: undefined, failure: failure as Error }
      }
    } catch (failure) {
      return { status: 0, headers: new Headers(), tookMs: time.now() - began, body: undefined, failure: failure as Error }
    }
  }
  const wrong = await ask()
  expect(faults.drawn[kind]).toBe(1)
  faults.on = false
  const right = await ask()
  expect(right.status).toBe(200)
  return { wrong, right: { ...right, text: right.body!.toString() }, replay, faults }
}
const ids = (text: string): string[] => [...text.matchAll(/oai:arXiv\.org:([\d.]+)/g)].map(([, id]) => id!)
const dailyIds = (text: string): string[] => (JSON.parse(text) as { paper: { id: string } }[]).map(({ paper }) => paper.id)

describe('each fault', () => {
  it('busy: 429 without Retry-After', async () => {
    const { wrong } = await both(FEED, 'busy')
    expect([wrong.status, wrong.headers.get('retry-after')]).toEqual([429, null])
  })
  it('busy-retry-after: 429 that says when, in seconds or as a date', async () => {
    const said = new Set<string>()
    for (let seed = 1; seed <= 12; seed++) {
      const { wrong } = await both(DAILY, 'busy-retry-after', seed)
      expect(wrong.status).toBe(429)
      const when = wrong.headers.get('retry-after')!
      said.add(/^\d+$/.test(when) ? 'seconds' : Date.parse(when) > noon ? 'date' : 'wrong')
    }
    expect([...said].sort()).toEqual(['date', 'seconds'])
  })
  it('unavailable: 503', async () => expect((await both(OAI, 'unavailable')).wrong.status).toBe(503))
  it('slow: late, and right', async () => {
    const { wrong, right } = await both(FEED, 'slow')
    expect(wrong.tookMs).toBeGreaterThan(0)
    expect(wrong.tookMs).toBeLessThanOrEqual(5000)
    expect(wrong.body!.toString()).toBe(right.text)
  })
  it('too-slow: given up after the time-out', async () => {
    const { wrong } = await both(FEED, 'too-slow')
    expect([wrong.status, wrong.failure?.name, wrong.tookMs]).toEqual([0, 'TimeoutError', 30_000])
  })
  it('refused: no connection', async () => {
    const { wrong } = await both(FEED, 'refused')
    expect([wrong.status, (wrong.failure?.cause as { code?: string }).code]).toEqual([0, 'ECONNREFUSED'])
  })
  it('cut: breaks in the middle of the body', async () => {
    const { wrong } = await both(OAI, 'cut')
    expect([wrong.status, wrong.failure?.message]).toEqual([200, 'terminated'])
  })
  it('cut-length: ends before Content-Length', async () => {
    const { wrong, right } = await both(OAI, 'cut-length')
    expect(Number(wrong.headers.get('content-length'))).toBe(right.body!.length)
    expect(wrong.body!.length).toBeLessThan(right.body!.length)
    expect(right.text.startsWith(wrong.body!.toString())).toBe(true)
  })
  it('cut-whole: as long as Content-Length says, but a part', async () => {
    const { wrong, right } = await both(DAILY, 'cut-whole')
    expect(Number(wrong.headers.get('content-length'))).toBe(wrong.body!.length)
    expect(wrong.body!.length).toBeLessThan(right.body!.length)
    expect(() => JSON.parse(wrong.body!.toString()) as unknown).toThrow()
  })
  it('stale: the day before under the date of today', async () => {
    const { wrong, right } = await both(FEED, 'stale')
    const text = wrong.body!.toString()
    const dateOf = (feed: string) => [/<pubDate>[^<]*/.exec(feed)![0], /<lastBuildDate>[^<]*/.exec(feed)![0]]
    expect(dateOf(text)).toEqual(dateOf(right.text))
    const said = new Set(ids(text))
    const { arxiv } = world.truth
    for (const id of arxiv('2026-03-17', 'cs.LG').new) expect(said.has(id)).toBe(true)
    for (const id of arxiv('2026-03-18', 'cs.LG').new) expect(said.has(id)).toBe(false)
    expect(arxiv('2026-03-17', 'cs.LG').new.length).toBeGreaterThan(2)
    expect(wrong.headers.get('etag')).not.toBe(right.headers.get('etag'))
  })
  it('empty: a feed, a day and a page without entries, the last with a token', async () => {
    expect(ids((await both(FEED, 'empty')).wrong.body!.toString())).toEqual([])
    expect((await both(DAILY, 'empty')).wrong.body!.toString()).toBe('[]')
    const page = (await both(OAI, 'empty')).wrong.body!.toString()
    expect(page).not.toContain('<record>')
    expect(page).toMatch(/<resumptionToken expires='2026-03-19T00:00:00Z'>[^<]+</)
  })
  it('short: the last entries are missing', async () => {
    const { wrong, right } = await both(DAILY, 'short')
    const all = dailyIds(right.text)
    const some = dailyIds(wrong.body!.toString())
    expect(some.length).toBeLessThan(all.length)
    expect(some).toEqual(all.slice(0, some.length))
  })
  it('expired-token: only where there is one', async () => {
    const { right } = await both(OAI, 'html')
    const token = /<resumptionToken[^>]*>([^<]+)</.exec(right.text)![1]!
    const { wrong, right: after } = await both(`/arxiv-oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`, 'expired-token')
    expect(wrong.body!.toString()).toContain('<error code="badResumptionToken">')
    expect(ids(after.text)).toHaveLength(20)
    expect(seededFaults({ always: () => 'expired-token' }).draw({ service: 'arxiv-oai', what: 'ListRecords', token: false, set: undefined }, noon)).toBeUndefined()
  })
  it('page-size: fewer than asked for, and more to come', async () => {
    const { wrong, right } = await both(OAI, 'page-size')
    expect(ids(wrong.body!.toString()).length).toBeLessThan(ids(right.text).length)
    const daily = await both(DAILY, 'page-size')
    expect(dailyIds(daily.wrong.body!.toString()).length).toBeLessThan(dailyIds(daily.right.text).length)
    expect([daily.wrong.headers.get('link'), daily.right.headers.get('link')]).toEqual([expect.stringContaining('p=1>; rel="next"'), null])
  })
  it('invalid: JSON that cannot be read, XML whose tags do not match', async () => {
    for (let seed = 1; seed < 20; seed++) {
      const text = (await both(DAILY, 'invalid', seed)).wrong.body!.toString()
      expect(() => JSON.parse(text) as unknown).toThrow()
      const xml = (await both(FEED, 'invalid', seed)).wrong.body!.toString()
      const count = (pattern: RegExp): number => [...xml.matchAll(pattern)].length
      expect(['title', 'item'].some((name) => count(new RegExp(`<${name}>`, 'g')) !== count(new RegExp(`</${name}>`, 'g')))).toBe(true)
    }
  })
  it('latin1: bytes that are no UTF-8 though they are said to be', async () => {
    const { wrong, right } = await both(DAILY, 'latin1')
    expect(wrong.headers.get('content-type')).toBe(right.headers.get('content-type'))
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(wrong.body)).toThrow()
  })
  it('utf8: UTF-8 that is said to be Latin-1', async () => {
    const { wrong, right } = await both(FEED, 'utf8')
    expect(wrong.headers.get('content-type')).toContain('iso-8859-1')
    expect(wrong.body!.toString()).toContain("encoding='ISO-8859-1'")
    expect(ids(wrong.body!.toString())).toEqual(ids(right.text))
  })
  it('duplicates and shuffled: the same papers, some twice or in another order', async () => {
    for (const path of [FEED, OAI]) {
      const twice = await both(path, 'duplicates')
      const found = ids(twice.wrong.body!.toString())
      expect(found.length).toBeGreaterThan(ids(twice.right.text).length)
      expect([...new Set(found)]).toEqual(ids(twice.right.text))
      const mixed = await both(path, 'shuffled')
      expect(ids(mixed.wrong.body!.toString())).not.toEqual(ids(mixed.right.text))
      expect(ids(mixed.wrong.body!.toString()).sort()).toEqual(ids(mixed.right.text).sort())
    }
  })
  it('html: a page for people with status 200', async () => {
    const { wrong } = await both(FEED, 'html')
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })
})

describe('a plan', () => {
  const run = (seed: number) => {
    const faults = seededFaults({ seed, rate: 0.03 })
    const kinds = Array.from({ length: 4000 }, (_, place) => faults.draw(place % 2 === 0 ? { service: 'arxiv-oai', what: 'ListRecords', token: true, set: undefined } : { service: 'arxiv-feed', what: 'rss', categories: ['cs.LG'] }, noon)?.kind)
    return { kinds, faults }
  }
  it('is the same for the same seed, and has every kind in its time', () => {
    const { kinds, faults } = run(7)
    expect(run(7).kinds).toEqual(kinds)
    expect(run(8).kinds).not.toEqual(kinds)
    for (const kind of FAULT_KINDS) expect([kind, faults.drawn[kind] > 30]).toEqual([kind, true])
    expect(kinds.filter((kind) => kind === undefined).length).toBeGreaterThan(1000)
  })
  it('can be switched off', () => {
    const faults = seededFaults({ rate: 0.05, always: () => 'html' })
    faults.on = false
    expect(faults.draw({ service: 'huggingface', day: undefined, page: 0 }, noon)).toBeUndefined()
  })
})
