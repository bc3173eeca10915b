import { expect, it } from 'vitest'
import { keepDays } from './keep-days.ts'

/** Time that passes as fast as it is slept through, until so much of it is over. */
function fastTime(lastsMs: number) {
  const stop = new AbortController()
  let now = 0
  const sleep = async (ms: number): Promise<void> => {
    now += ms
    if (now >= lastsMs) stop.abort()
  }
  return { stop, time: { now: () => now, sleep } }
}

it('looks soon after the start and then every minute, whatever fails', async () => {
  const { stop, time } = fastTime(200_000)
  const looked: number[] = []
  const warned: unknown[] = []
  const keep = async (now: number): Promise<void> => {
    looked.push(now)
    if (looked.length === 2) throw new Error('the disk is full')
  }
  await keepDays({ time, log: { warn: (about) => void warned.push(about) }, keep }, stop.signal)
  expect(looked).toEqual([20_000, 80_000, 140_000])
  expect(warned).toEqual([{ cause: new Error('the disk is full') }])
})

it('keeps nothing where it is ended before it began', async () => {
  const { stop, time } = fastTime(1)
  await keepDays({ time, log: { warn: () => {} }, keep: () => Promise.reject(new Error('asked')) }, stop.signal)
  expect(stop.signal.aborted).toBe(true)
})

it('is patient for an hour after the start', async () => {
  const { stop, time } = fastTime(3_900_000)
  const patient: [number, boolean][] = []
  await keepDays({ time, log: { warn: () => {} }, keep: async (now, options) => void patient.push([now, options.patient]) }, stop.signal)
  expect(patient.filter(([, one]) => one).at(-1)![0]).toBe(3_560_000)
  expect(patient.filter(([, one]) => !one)[0]![0]).toBe(3_620_000)
})
