import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceTrouble, type TroubleKind } from '../../source/http/http.ts'
import { type Failure, failedAgain, failureKey, SERVICE } from './backoff.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-03-02T12:00:00Z')
const trouble = (kind: TroubleKind, retryAt?: number): SourceTrouble => new SourceTrouble(kind, `It is ${kind}.`, { retryAt })

describe('failureKey', () => {
  it.each<[TroubleKind, string]>([
    ['unreachable', SERVICE],
    ['busy', SERVICE],
    ['failed', SERVICE],
    ['refused', 'a task'],
    ['cut', 'a task'],
    ['broken', 'a task'],
  ])('%s is a matter of %s', (kind, key) => {
    expect(failureKey(kind, 'a task')).toBe(key)
  })
})

describe('failedAgain', () => {
  it('waits a minute, then twice as long each time, up to an hour', () => {
    const waits: number[] = []
    let failure: Failure | undefined
    for (let times = 0; times < 9; times++) {
      failure = failedAgain(failure, trouble('unreachable'), NOW + times, 0.5)
      waits.push((failure.until - NOW - times) / MINUTE)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(failure).toMatchObject({ since: NOW, failures: 9, sentence: 'It is unreachable.' })
  })

  it('leaves what was refused alone for hours', () => {
    expect(failedAgain(undefined, trouble('refused'), NOW, 0.5).until).toBe(NOW + 360 * MINUTE)
  })

  it('never comes before the time that the service named, nor much sooner or later than it should', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }), fc.constantFrom<TroubleKind>('unreachable', 'busy', 'failed', 'cut', 'broken', 'refused'), fc.option(fc.integer({ min: -86_400_000, max: 86_400_000 }), { nil: undefined }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, kind, retryIn, random) => {
        const before = failures === undefined ? undefined : { since: NOW - 1000, failures, until: NOW, sentence: '' }
        const { until, since } = failedAgain(before, trouble(kind, retryIn === undefined ? undefined : NOW + retryIn), NOW, random)
        expect(until).toBeGreaterThanOrEqual(NOW + Math.max(0.8 * MINUTE, retryIn ?? 0))
        expect(until).toBeLessThanOrEqual(NOW + Math.max(1.2 * 360 * MINUTE, retryIn ?? 0))
        expect(since).toBe(before?.since ?? NOW)
      }),
    )
  })
})
