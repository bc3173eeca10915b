/** The same over real connections, with the platform's own fetch. */
import { afterEach, describe, expect, it } from 'vitest'
import { instantOf } from '../tools/time-zone.ts'
import { seededFaults, type FaultKind } from './faults.ts'
import { generateWorld } from './generate-world.ts'
import { createReplay } from './replay.ts'
import type { ListeningReplay } from './listen-replay.ts'
import { virtualTime } from './virtual-time.ts'

const world = generateWorld({ from: '2026-03-02', to: '2026-03-20', perDay: 20 })
const HEADERS = { 'user-agent': 'test (a@b.example)' }
let server: ListeningReplay | undefined
afterEach(() => server?.close())

async function serving(kind?: FaultKind) {
  const replay = createReplay({ world, time: virtualTime(instantOf('2026-03-18', 720, 'America/New_York')), faults: seededFaults({ always: () => kind }), slowMs: 30 })
  server = await replay.listen(0)
  return { replay, ask: (signal?: AbortSignal) => fetch(`${server!.url}/arxiv-feed/rss/cs.LG`, { headers: HEADERS, ...(signal ? { signal } : {}) }) }
}

describe('over HTTP', () => {
  it('answers as in process, and counts', async () => {
    const { replay, ask } = await serving()
    const text = await (await ask()).text()
    expect(text).toBe(await (await replay.fetch('http://x.test/arxiv-feed/rss/cs.LG', { headers: HEADERS })).text())
    expect([replay.stats.requests, replay.stats.broken]).toEqual([2, [expect.stringContaining('0 ms after')]])
  })
  it.each(['cut', 'cut-length'] as const)('%s: the connection ends before the body does', async (kind) => {
    const { ask } = await serving(kind)
    const answer = await ask()
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
  })
  it('refused: no answer at all', async () => {
    const { ask, replay } = await serving('refused')
    await expect(ask()).rejects.toThrow('fetch failed')
    expect(replay.stats.byStatus).toEqual({ 0: 1 })
  })
  it('too-slow: waits until the client goes', async () => {
    const { ask } = await serving('too-slow')
    await expect(ask(AbortSignal.timeout(100))).rejects.toThrow(/aborted|timeout/)
  })
  it('slow: answers after a while', async () => {
    const { ask } = await serving('slow')
    expect((await ask()).status).toBe(200)
  })
  it('latin1: sends the very bytes', async () => {
    const { ask } = await serving('latin1')
    const body = Buffer.from(await (await ask()).arrayBuffer())
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow()
  })
})
