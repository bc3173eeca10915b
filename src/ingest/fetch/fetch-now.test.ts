import { beforeEach, describe, expect, it } from 'vitest'
import { type ChosenSources, DEFAULT_SOURCES } from '../../paper/chosen-sources.ts'
import { SourceTrouble, type TroubleKind } from '../../source/http/http.ts'
import type { Fetcher, Task } from './fetcher.ts'
import { testParts, type TestParts } from './fetch-parts.test-helper.ts'
import { type FetchProgress, fetchNow, type FetchRequest } from './fetch-now.ts'
import { Fetching } from './fetching.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let parts: TestParts
let begun: number
let done: string[]
let told: FetchProgress[]
/** what the next attempts of a task throw, by its key; it goes well once they are used up */
let troubles: Map<string, unknown[]>
beforeEach(async () => {
  parts = await testParts('2026-03-02T12:00:00Z')
  begun = parts.time.at
  done = []
  told = []
  troubles = new Map()
})

const trouble = (kind: TroubleKind, retryAt?: number): SourceTrouble => new SourceTrouble(kind, `It is ${kind}.`, { retryAt })

/** A fetcher whose tasks are done once each: `at` ms from the beginning, by key; then they are due again in a day. */
function fetcherOf(key: string, at: Readonly<Record<string, number>>): Fetcher {
  const left = new Map(Object.entries(at))
  const task = (name: string, from: number): Task => ({
    key: `${key}/${name}`, at: begun + from, what: `the feed of ${name}`,
    step: async () => {
      done.push(`${key}/${name}`)
      const next = troubles.get(`${key}/${name}`)?.shift()
      if (next !== undefined) throw next
      left.set(name, 24 * HOUR)
      parts.onTaken?.({ added: 1, updated: 0, unchanged: 0, rejected: 0 })
    },
  })
  return { key, label: `The ${key}`, tasks: async () => [...left].map(([name, from]) => task(name, from)) }
}

/** Fetches from made-up fetchers in the place of the real ones. */
async function run(fetchers: readonly Fetcher[], request: FetchRequest = {}, signal?: AbortSignal, chosen: ChosenSources | 'nothing' = DEFAULT_SOURCES) {
  const fetching = new Fetching({ ...parts, version: '0' })
  fetching.fetchers = async () => fetchers
  return fetchNow(fetching, chosen === 'nothing' ? undefined : chosen, request, { signal, onProgress: (one) => void told.push(one) })
}

describe('without a span', () => {
  it('does what is due or will be within hours, each once, of every source', async () => {
    const report = await run([fetcherOf('a', { x: -HOUR, y: 12 * HOUR, z: 14 * HOUR }), fetcherOf('b', { x: -1 })])
    expect(done).toEqual(['a/x', 'a/y', 'b/x'])
    expect(report).toEqual({ added: 0, updated: 0, unchanged: 0, rejected: 0, requests: 3, failed: [], later: [], interrupted: false })
    expect(told.map(({ label, what }) => `${label}: ${what}`)).toEqual(['The a: the feed of x', 'The a: the feed of y', 'The b: the feed of x'])
  })

  it('asks only the source that was named, with all that belong to it', async () => {
    const fetchers = () => [fetcherOf('arxiv', { x: -1 }), fetcherOf('openreview:ICLR', { x: -1 }), fetcherOf('openreview:ICML', { x: -1 }), fetcherOf('open', { x: -1 })]
    await run(fetchers(), { source: 'openreview' })
    expect(done).toEqual(['openreview:ICLR/x', 'openreview:ICML/x'])
    done.length = 0
    await run(fetchers(), { source: 'openreview:ICML' })
    expect(done).toEqual(['openreview:ICML/x'])
    await expect(run(fetchers(), { source: 'biorxiv' })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/^biorxiv is not among the chosen sources \(arxiv, openreview:ICLR/) })
    await expect(run([], {})).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('asks nobody before anything is chosen, but whom the request names', async () => {
    const fetchers = () => [fetcherOf('arxiv', { x: -1 }), fetcherOf('huggingface', { x: -1 })]
    for (const request of [{}, { from: '2026-02-01' }]) {
      await expect(run(fetchers(), request, undefined, 'nothing')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/^Nothing is chosen yet.*`broadsheet sources set …`/) })
    }
    await expect(run(fetchers(), { source: 'nonsense' }, undefined, 'nothing')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/^nonsense is not among the sources that can be asked before any is chosen \(arxiv, huggingface\)/) })
    expect(done).toEqual([])
    await run(fetchers(), { source: 'arxiv' }, undefined, 'nothing')
    expect(done).toEqual(['arxiv/x'])
  })

  it('tries what failed shortly before the command at once', async () => {
    troubles.set('a/x', [trouble('refused')])
    const fetcher = fetcherOf('a', { x: -1 })
    await run([fetcher])
    parts.time.at += MINUTE
    expect(await run([fetcher])).toMatchObject({ requests: 1, failed: [] })
  })

  it('waits a little where a service wants a pause between two requests', async () => {
    let [left, at] = [3, begun]
    const step = async (): Promise<void> => void (at = --left > 0 ? parts.time.at + 6000 : begun + 24 * HOUR)
    const report = await run([{ key: 'a', label: 'A', tasks: async () => [{ key: 'a', at, what: 'citations', step }] }])
    expect(report.requests).toBe(3)
    expect(parts.time.slept).toEqual([6000, 6000])
    expect(told.every(({ waitingUntil }) => waitingUntil === undefined)).toBe(true)
  })
})

describe('when something fails', () => {
  it('does the rest, waits for what failed, and tells that it does', async () => {
    troubles.set('a/x', [trouble('cut'), trouble('cut')])
    expect(await run([fetcherOf('a', { x: -1, y: -1 })])).toMatchObject({ failed: [], requests: 4 })
    expect(done).toEqual(['a/x', 'a/y', 'a/x', 'a/x'])
    expect(parts.time.slept).toEqual([MINUTE, 2 * MINUTE])
    expect(told.filter(({ waitingUntil }) => waitingUntil !== undefined).map(({ waitingUntil }) => waitingUntil! - begun)).toEqual([MINUTE, 3 * MINUTE])
  })

  it('gives up after four attempts of one thing, with the last sentence, and goes on with the next source', async () => {
    troubles.set('a/x', [trouble('cut'), trouble('cut'), trouble('cut'), trouble('broken'), trouble('cut')])
    const report = await run([fetcherOf('a', { x: -1, y: -1 }), fetcherOf('b', { x: -1 })])
    expect(report.failed).toEqual([{ label: 'The a', sentence: 'It is broken.' }])
    expect(done).toEqual(['a/x', 'a/y', 'a/x', 'a/x', 'a/x', 'b/x'])
  })

  it('gives up at once when nobody answers from the beginning', async () => {
    troubles.set('a/x', Array.from({ length: 9 }, () => trouble('unreachable')))
    expect((await run([fetcherOf('a', { x: -1 })])).failed).toEqual([{ label: 'The a', sentence: 'It is unreachable.' }])
    expect(parts.time.slept).toEqual([])
  })

  it('gives up sooner when nobody answers any more, whichever thing is asked for', async () => {
    for (const name of ['x', 'y', 'z', 'v', 'w']) troubles.set(`a/${name}`, Array.from({ length: 9 }, () => trouble('unreachable')))
    const report = await run([fetcherOf('a', { first: -1, x: -1, y: -1, z: -1, v: -1, w: -1 })])
    expect(report.failed).toEqual([{ label: 'The a', sentence: 'It is unreachable.' }])
    expect(done).toHaveLength(5)
    expect(parts.time.at - begun).toBe(7 * MINUTE)
  })

  it('does not wait for what was refused, nor for a service that wants to be left alone for long, but does the rest', async () => {
    troubles.set('a/x', [trouble('refused')]).set('b/x', [trouble('busy', begun + HOUR)])
    const report = await run([fetcherOf('a', { x: -1, y: -1 }), fetcherOf('b', { x: -1, y: -1 })])
    expect(report.failed.map(({ sentence }) => sentence)).toEqual(['It is refused.', 'It is busy.'])
    expect(done).toEqual(['a/x', 'a/y', 'b/x'])
    expect(parts.time.slept).toEqual([])
  })

  it('waits until the time that a service names, if that is soon', async () => {
    troubles.set('a/x', [trouble('busy', begun + 10 * MINUTE)])
    expect(await run([fetcherOf('a', { x: -1, y: -1 })])).toMatchObject({ failed: [] })
    expect(parts.time.at).toBe(begun + 10 * MINUTE)
    expect(done.sort()).toEqual(['a/x', 'a/x', 'a/y'])
  })

  it('tries again what was only to be done in some hours', async () => {
    troubles.set('a/x', [trouble('cut')])
    expect(await run([fetcherOf('a', { x: 3 * HOUR })])).toMatchObject({ failed: [] })
    expect(done).toEqual(['a/x', 'a/x'])
  })

  it('says so where another Broadsheet is at it, and asks nothing', async () => {
    const lock = await parts.store.tryLock('fetch-a')
    const report = await run([fetcherOf('a', { x: -1 }), fetcherOf('b', { x: -1 })])
    expect(report.failed).toEqual([{ label: 'The a', sentence: 'Another Broadsheet is fetching from it at this moment.' }])
    expect(done).toEqual(['b/x'])
    await lock!.release()
    expect(await run([fetcherOf('a', { x: -1 })])).toMatchObject({ failed: [] })
  })

  it('gives its locks back, also when it fails itself', async () => {
    await expect(run([{ key: 'a', label: 'A', tasks: async () => { throw new Error('no tasks today') } }])).rejects.toThrow('no tasks today')
    const lock = await parts.store.tryLock('fetch-a')
    expect(lock).toBeDefined()
    await lock!.release()
  })
})

describe('when it is stopped', () => {
  it('ends after the answer under way and asks no further source', async () => {
    const stop = new AbortController()
    const first = fetcherOf('a', { x: -1, y: -1 })
    const stopping: Fetcher = { ...first, tasks: async (now) => (await first.tasks(now)).map((task) => ({ ...task, step: async () => (stop.abort(), task.step()) })) }
    expect(await run([stopping, fetcherOf('b', { x: -1 })], {}, stop.signal)).toMatchObject({ interrupted: true, failed: [], requests: 1 })
    expect(done).toEqual(['a/x'])
    expect(await parts.store.tryLock('fetch-a')).toBeDefined()
  })

  it('waits for nothing any more', async () => {
    const stop = new AbortController()
    troubles.set('a/x', [trouble('cut')])
    parts.time.sleep = async (ms) => void (parts.time.slept.push(ms), stop.abort())
    expect(await run([fetcherOf('a', { x: -1 })], {}, stop.signal)).toMatchObject({ interrupted: true })
    expect(done).toEqual(['a/x'])
  })
})

describe('with a span', () => {
  const all: ChosenSources = { ...DEFAULT_SOURCES, arxiv: ['cs.LG', 'hep-th'], biorxiv: ['all'], feeds: ['https://example.org/feed.xml'], openalex: true }
  /** Asks with the real fetchers, of which none gets as far as a request. */
  async function ask(request: FetchRequest) {
    const keys: string[] = []
    const fetching = new Fetching({ ...parts, version: '0' })
    const real = fetching.fetchers.bind(fetching)
    fetching.fetchers = async (chosen) => (await real(chosen)).map((fetcher) => (keys.push(fetcher.key), { ...fetcher, tasks: async () => [] }))
    await fetchNow(fetching, all, request)
    return { keys, asked: { ...(await parts.store.settingsUnder('fetch/')), 'fetch/jitter': undefined } }
  }
  const spans = (asked: Readonly<Record<string, unknown>>): string[] => Object.entries(asked).filter(([name, value]) => name.includes('/asked/') && value !== undefined).map(([, value]) => JSON.stringify(value))

  it('asks every source for it, and OpenAlex, which knows no days, for nothing', async () => {
    const { keys, asked } = await ask({ from: '2026-02-01', to: '2026-02-10' })
    expect(keys.map((key) => key.split(':')[0])).toEqual(['arxiv', 'huggingface', 'biorxiv', 'feed', 'openalex'])
    const names = Object.keys(asked).filter((name) => name.includes('/asked/')).map((name) => name.split('/')[1]!.split(':')[0])
    expect([...new Set(names)].sort()).toEqual(['arxiv', 'biorxiv', 'feed', 'huggingface'])
    for (const span of spans(asked)) expect(span).toMatch(/2026-02-01.*2026-02-10|cs\.LG|hep-th/)
  })

  it('asks up to today without an end, or with one that is still to come', async () => {
    expect(spans((await ask({ source: 'huggingface', from: '2026-02-01' })).asked)).toEqual(['{"from":"2026-02-01","to":"2026-03-02"}'])
    expect(spans((await ask({ source: 'biorxiv', from: '2026-02-20', to: '2031-01-01' })).asked)).toContain('{"from":"2026-02-20","to":"2026-03-02"}')
  })

  it('refuses a first day that is still to come', async () => {
    await expect(ask({ from: '2026-03-03' })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('it is 2026-03-02') })
    expect(spans({ ...(await parts.store.settingsUnder('fetch/')) })).toEqual([])
  })

  it('does what is due, and not what is only due in some hours', async () => {
    await run([fetcherOf('openalex', { x: -1, y: HOUR })], { from: '2026-02-01' })
    expect(done).toEqual(['openalex/x'])
  })

  it('keeps what was asked for, for the Broadsheet that is at it', async () => {
    const lock = await parts.store.tryLock('fetch-biorxiv')
    const report = await run([fetcherOf('biorxiv', { x: -1 })], { from: '2026-02-01', to: '2026-02-03' })
    expect(report.failed).toEqual([{ label: 'The biorxiv', sentence: 'Another Broadsheet is fetching from it at this moment, and takes over what was asked for.' }])
    expect(spans(await parts.store.settingsUnder('fetch/'))).toEqual(['{"from":"2026-02-01","to":"2026-02-03"}'])
    await lock!.release()
  })
})
