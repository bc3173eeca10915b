import { describe, expect, it } from 'vitest'
import { seededFaults } from './faults.ts'
import { generateWorld } from './generate-world.ts'
import { politeness } from './politeness.ts'
import { createReplay } from './replay.ts'
import { virtualTime } from './virtual-time.ts'

const world = generateWorld({ from: '2026-03-02', to: '2026-03-06', perDay: 5 })
const NAMED = { headers: { 'user-agent': 'test (a@b.example)' } }

function visitor(kind?: 'busy' | 'busy-retry-after' | 'unavailable' | 'slow') {
  const time = virtualTime(Date.parse('2026-03-04T15:00:00Z'))
  const faults = seededFaults({ seed: 2, always: () => kind })
  const { fetch, stats } = createReplay({ world, time, faults })
  return { time, faults, stats, ask: (path: string, init: RequestInit = NAMED) => fetch(`http://x.test${path}`, init) }
}
const FEED = '/arxiv-feed/rss/cs.LG'
const OAI = '/arxiv-oai?verb=Identify'

describe('the record of politeness', () => {
  it('has nothing to say of who waits, names himself and asks for little', async () => {
    const { time, stats, ask } = visitor()
    for (const path of [FEED, OAI, '/arxiv-api?id_list=2603.00001', FEED]) {
      await ask(path)
      await time.advance(3000)
    }
    for (let count = 0; count < 5; count++) await ask('/huggingface/api/daily_papers')
    expect([stats.requests, stats.broken]).toEqual([9, []])
  })
  it('counts the gap over all of arXiv’s services', async () => {
    const { time, stats, ask } = visitor()
    await ask(FEED)
    await time.advance(2999)
    await ask(OAI)
    expect(stats.broken).toEqual([expect.stringContaining('/arxiv-oai?verb=Identify: 2999 ms after the request before it')])
  })
  it('sees two at once, though they began far enough apart', async () => {
    const { time } = visitor()
    const slow = createReplay({ world, time, faults: seededFaults({ always: () => 'slow' }), slowMs: 1e9 })
    const first = slow.fetch(`http://x.test${FEED}`, NAMED).catch(() => undefined)
    await time.sleep(5000)
    await slow.fetch(`http://x.test${OAI}`, NAMED).catch(() => undefined)
    await first
    expect(slow.stats.broken).toEqual([expect.stringContaining('while another request was under way')])
  })
  it('wants ten minutes of quiet after a 429, and no less where Retry-After is shorter', async () => {
    for (const kind of ['busy', 'busy-retry-after'] as const) {
      const { time, faults, stats, ask } = visitor(kind)
      const said = (await ask(FEED)).headers.get('retry-after')
      const wait = Math.max(600_000, said === null ? 0 : /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - time.now())
      faults.on = false
      await time.advance(wait - 1000)
      await ask(OAI)
      expect(stats.broken).toEqual([expect.stringContaining('too early after a 429')])
      await time.advance(3000)
      await ask(OAI)
      expect(stats.broken).toHaveLength(1)
    }
  })
  it('holds Hugging Face’s visitors to Retry-After, and to no more than 500 requests in five minutes', () => {
    const record = politeness({ gateMs: 3000, slackMs: () => 0 })
    const visit = (at: number) => record.visit({ service: 'huggingface', url: '/', at, userAgent: 'test' }).done()
    record.turnedAway('huggingface', 0, 429, 60)
    visit(59_999)
    expect(record.broken).toEqual([expect.stringContaining('1 s too early after a 429 with Retry-After 60')])
    for (let count = 1; count <= 500; count++) visit(60_000 + count)
    expect(record.broken).toHaveLength(2)
    expect(record.broken[1]).toContain('501 requests in five minutes')
  })
  it('sees who gives no name, and who asks for too many ids', async () => {
    const { time, stats, ask } = visitor()
    await ask(FEED, {})
    await time.advance(3000)
    await ask(FEED, { headers: { 'user-agent': 'node' } })
    await time.advance(3000)
    await ask(`/arxiv-api?id_list=${Array.from({ length: 2001 }, () => '2603.00001').join(',')}`)
    expect(stats.broken).toEqual([expect.stringContaining('no User-Agent'), expect.stringContaining('no User-Agent'), expect.stringContaining('2001 ids at once')])
  })
})
