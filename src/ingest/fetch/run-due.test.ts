import { beforeEach, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import type { SourceStatus } from '../../paper/source-status.ts'
import { SourceTrouble, type TroubleKind } from '../../source/http/http.ts'
import type { Fetcher, Task } from './fetcher.ts'
import { testParts, type TestParts } from './fetch-parts.test-helper.ts'
import { runDue } from './run-due.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let parts: TestParts
let begun: number
let done: string[]
/** what a task throws, by its key */
let troubles: Map<string, unknown>
beforeEach(async () => {
  parts = await testParts('2026-03-02T12:00:00.500Z')
  begun = parts.time.at
  done = []
  troubles = new Map()
})

const trouble = (kind: TroubleKind, options: { retryAt?: number } = {}): SourceTrouble => new SourceTrouble(kind, `It is ${kind}.`, options)
/** @param at ms from the beginning of the test, by the task's key, in the order of their weight */
function fetcherOf(at: Readonly<Record<string, number>>, more: Partial<Fetcher> = {}): Fetcher {
  const task = (key: string, from: number): Task => ({
    key, at: begun + from, what: `what ${key} is`,
    step: async () => {
      done.push(key)
      if (troubles.has(key)) throw troubles.get(key)
    },
  })
  return { key: 'made-up', label: 'Made up', tasks: async () => Object.entries(at).map(([key, from]) => task(key, from)), ...more }
}
const status = async (): Promise<SourceStatus> => (await parts.store.setting('status/made-up')) as SourceStatus
const iso = (from: number): string => new Date(begun + from).toISOString()

describe('what is done', () => {
  it('does one thing, the first that is due, not the one that has waited longest', async () => {
    const fetcher = fetcherOf({ later: MINUTE, first: -1, older: -HOUR })
    expect(await runDue(parts, fetcher)).toEqual({ task: 'what first is', key: 'first', trouble: undefined, nextAt: begun })
    expect(done).toEqual(['first'])
  })

  it('says when there will be something to do, or never', async () => {
    expect(await runDue(parts, fetcherOf({ later: HOUR, soon: MINUTE }))).toMatchObject({ task: undefined, nextAt: begun + MINUTE })
    expect(await runDue(parts, fetcherOf({}))).toMatchObject({ task: undefined, nextAt: undefined })
    expect(done).toEqual([])
  })

  it('does what somebody wants now, although its time has not come', async () => {
    await runDue(parts, fetcherOf({ later: HOUR, much: 9 * HOUR }), undefined, ({ key }) => key === 'much')
    expect(done).toEqual(['much'])
  })
})

describe('what fails', () => {
  it.each<[TroubleKind, string[]]>([
    ['broken', ['a', 'b', 'c']],
    ['cut', ['a', 'b', 'c']],
    ['refused', ['a', 'b', 'c']],
    ['unreachable', ['a']],
    ['busy', ['a']],
    ['failed', ['a']],
  ])('when an answer is %s, %j are asked for at once', async (kind, asked) => {
    troubles.set('a', trouble(kind))
    const fetcher = fetcherOf({ a: -1, b: -1, c: -1 })
    // Tasks that are done stay due here, so the others come again: each once is enough.
    for (let times = 0; times < 3; times++) await runDue(parts, { ...fetcher, tasks: async () => (await fetcher.tasks(begun)).filter(({ key }) => !done.includes(key) || troubles.has(key)) })
    expect(done).toEqual(asked)
  })

  it('is tried again after a minute, two, four …, and is forgotten when it goes well', async () => {
    troubles.set('a', trouble('broken'))
    const fetcher = fetcherOf({ a: -1 })
    const waits: number[] = []
    for (let times = 0; times < 4; times++) {
      const { nextAt, until } = await runDue(parts, fetcher)
      expect(nextAt).toBe(parts.time.at)
      expect((await runDue(parts, fetcher)).nextAt).toBe(until)
      waits.push((until! - parts.time.at) / MINUTE)
      parts.time.at = until!
    }
    expect(waits).toEqual([1, 2, 4, 8])
    expect(done).toHaveLength(4)
    troubles.clear()
    await runDue(parts, fetcher)
    expect(await parts.store.setting('fetch/made-up/failures')).toEqual({})
    troubles.set('a', trouble('broken'))
    expect((await runDue(parts, fetcher)).until! - parts.time.at).toBe(MINUTE)
  })

  it('holds back nothing but itself, and comes after what has not failed', async () => {
    troubles.set('a', trouble('broken'))
    const fetcher = fetcherOf({ a: -1, b: -1 })
    await runDue(parts, fetcher)
    parts.time.at += HOUR
    await runDue(parts, fetcher)
    expect(done).toEqual(['a', 'b'])
  })

  it('keeps to the time that the service named, whatever is asked of it', async () => {
    troubles.set('a', trouble('busy', { retryAt: begun + 5 * HOUR }))
    const fetcher = fetcherOf({ a: -1, b: -1 })
    expect(await runDue(parts, fetcher)).toMatchObject({ until: begun + 5 * HOUR, nextAt: begun + 5 * HOUR })
    parts.time.at = begun + 5 * HOUR - 1
    expect(await runDue(parts, fetcher)).toMatchObject({ task: undefined, nextAt: begun + 5 * HOUR })
    parts.time.at += 1
    await runDue(parts, fetcher)
    expect(done).toEqual(['a', 'b'])
  })

  it('is not forgotten when another thing goes well, but the service’s own failure is', async () => {
    troubles.set('a', trouble('broken')).set('b', trouble('unreachable'))
    const fetcher = fetcherOf({ a: -1, b: -1, c: 10 * MINUTE })
    await runDue(parts, fetcher)
    await runDue(parts, fetcher)
    expect(Object.keys((await parts.store.setting('fetch/made-up/failures')) as object).sort()).toEqual(['*', 'a', 'b'])
    parts.time.at += 10 * MINUTE
    await runDue(parts, fetcher)
    expect(done).toEqual(['a', 'b', 'c'])
    expect(Object.keys((await parts.store.setting('fetch/made-up/failures')) as object).sort()).toEqual(['a', 'b'])
  })

  it('of the service is what is said, since it is away, also where a single thing has failed for longer', async () => {
    troubles.set('a', trouble('broken')).set('b', trouble('unreachable'))
    const fetcher = fetcherOf({ a: -1, b: HOUR - 1 })
    await runDue(parts, fetcher)
    parts.time.at += HOUR
    troubles.set('a', trouble('unreachable'))
    for (let times = 0; times < 2; times++, parts.time.at += 10 * MINUTE) await runDue(parts, fetcher)
    expect((await status()).trouble).toEqual({ since: new Date(begun + HOUR).toISOString(), sentence: 'It is unreachable.' })
  })

  it('is tried again at once with all that the service did not answer, as soon as it answers one of them', async () => {
    for (const key of ['a', 'b', 'c']) troubles.set(key, trouble('unreachable'))
    const fetcher = fetcherOf({ a: -1, b: -1, c: -1 })
    for (let times = 0; times < 9; times++) {
      const { until } = await runDue(parts, fetcher)
      parts.time.at = until!
    }
    // Each in turn, and each three times as long as it was away.
    expect(done.join('')).toBe('abcabcabc')
    troubles.clear()
    done = []
    for (let times = 0; times < 3; times++) await runDue(parts, { ...fetcher, tasks: async () => (await fetcher.tasks(begun)).filter(({ key }) => !done.includes(key)) })
    expect(done).toHaveLength(3)
    expect(await parts.store.setting('fetch/made-up/failures')).toEqual({})
  })

  it('keeps its distance when the others are answered', async () => {
    troubles.set('a', trouble('unreachable'))
    const fetcher = fetcherOf({ a: -1, b: -1 })
    const asked = async (minutes: number): Promise<number> => {
      const end = parts.time.at + minutes * MINUTE
      done = []
      while (parts.time.at < end) {
        await runDue(parts, fetcher)
        parts.time.at += MINUTE / 2
      }
      return done.filter((one) => one === 'a').length
    }
    expect(await asked(10)).toBeLessThanOrEqual(4)
    expect(done.filter((one) => one === 'b').length).toBeGreaterThan(4)
    await asked(110)
    expect(await asked(120)).toBeLessThanOrEqual(2)
  })

  it('is forgotten when it need not be done any more', async () => {
    troubles.set('a', trouble('unreachable'))
    await runDue(parts, fetcherOf({ a: -1, b: HOUR }))
    parts.time.at += 59 * MINUTE
    const settled = fetcherOf({ a: 24 * HOUR, b: HOUR })
    await runDue(parts, settled)
    parts.time.at += MINUTE
    await runDue(parts, settled)
    expect(done).toEqual(['a', 'b'])
    expect((await status()).trouble).toBeUndefined()
  })

  it('is forgotten with its task', async () => {
    troubles.set('a', trouble('refused')).set('b', trouble('broken'))
    await runDue(parts, fetcherOf({ a: -1, b: -1 }))
    await runDue(parts, fetcherOf({ a: -1, b: -1 }))
    await runDue(parts, fetcherOf({ a: -1, b: HOUR }))
    expect((await status()).trouble).toMatchObject({ sentence: 'It is broken.' })
    // The category of b was given up.
    troubles.clear()
    parts.time.at += 7 * HOUR
    await runDue(parts, fetcherOf({ a: -1 }))
    expect((await status()).trouble).toBeUndefined()
    expect(await parts.store.setting('fetch/made-up/failures')).toEqual({})
  })

  it('is contained when it is a mistake of ours, and tells no secrets', async () => {
    for (const [error, sentence] of [
      [new TypeError('undefined is no function at postgres://me:hunter2@db'), /^(?!.*hunter2)./],
      [new BroadsheetError('unavailable', 'The disk is full.'), /^The disk is full\.$/],
      ['a mere text', /./],
      [undefined, /./],
    ] as const) {
      parts = await testParts('2026-03-02T12:00:00Z')
      begun = parts.time.at
      troubles.set('a', error)
      const ran = await runDue(parts, fetcherOf({ a: -1, b: -1 }))
      expect(ran.trouble).toMatchObject({ kind: 'broken', message: expect.stringMatching(sentence) })
      expect((await status()).trouble).toMatchObject({ sentence: ran.trouble!.message })
      expect(parts.warnings[0]).toMatchObject({ message: 'fetching failed inside Broadsheet', facts: { task: 'a' } })
    }
  })

  it('is no failure when it was stopped', async () => {
    const stop = new AbortController()
    const fetcher = fetcherOf({ a: -1 })
    troubles.set('a', trouble('unreachable'))
    stop.abort()
    expect(await runDue(parts, fetcher, stop.signal)).toMatchObject({ trouble: undefined })
    expect(await parts.store.setting('fetch/made-up/failures')).toBeUndefined()
    expect(parts.warnings).toEqual([])
  })
})

describe('the status', () => {
  it('says when it was tried, when it went well, and when it will be asked again', async () => {
    const fetcher = fetcherOf({ a: -1, b: HOUR })
    await runDue(parts, fetcher)
    await runDue(parts, { ...fetcher, tasks: async () => (await fetcher.tasks(begun)).slice(1) })
    expect(await status()).toEqual({ key: 'made-up', label: 'Made up', triedAt: iso(0), okAt: iso(0), nextAt: iso(HOUR) })
  })

  it('keeps since when it has failed, says the last sentence, and takes it back when it is over', async () => {
    troubles.set('a', trouble('unreachable'))
    const fetcher = fetcherOf({ a: -1 })
    await runDue(parts, fetcher)
    parts.time.at += 2 * MINUTE
    troubles.set('a', trouble('busy', { retryAt: begun + HOUR }))
    await runDue(parts, fetcher)
    expect(await status()).toMatchObject({ triedAt: iso(2 * MINUTE), trouble: { since: iso(0), sentence: 'It is busy.' }, nextAt: iso(HOUR) })
    expect((await status()).okAt).toBeUndefined()
    troubles.clear()
    parts.time.at = begun + HOUR
    await runDue(parts, fetcher)
    expect((await status()).trouble).toBeUndefined()
    expect(await status()).toMatchObject({ okAt: iso(HOUR) })
    // Failed again: since then, not since the first time.
    troubles.set('a', trouble('unreachable'))
    parts.time.at += MINUTE
    await runDue(parts, fetcher)
    expect(await status()).toMatchObject({ okAt: iso(HOUR), trouble: { since: iso(HOUR + MINUTE) } })
  })

  it('tells of the work under way', async () => {
    await runDue(parts, fetcherOf({ a: HOUR }, { work: async () => ({ what: 'papers since 2026-01-01', progress: 0.25 }) }))
    expect(await status()).toMatchObject({ work: { what: 'papers since 2026-01-01', progress: 0.25 } })
  })

  it('is not written again while it says the same', async () => {
    const written: string[] = []
    const store = { ...parts.store, setting: parts.store.setting.bind(parts.store), setSetting: async (name: string, value: unknown) => (written.push(name), parts.store.setSetting(name, value)) } as TestParts['store']
    for (let times = 0; times < 5; times++) await runDue({ ...parts, store }, fetcherOf({ a: HOUR }))
    expect(written).toEqual(['status/made-up'])
  })
})
