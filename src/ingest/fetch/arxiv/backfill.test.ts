import { describe, expect, test } from 'vitest'
import { testParts } from '../fetch-parts.test-helper.ts'
import { names } from './arxiv-settings.ts'
import { askForBackfill, backfillProgress, readBackfill, takeUpAsked, withAsk } from './backfill.ts'
import type { HarvestState } from './harvest-state.ts'

const job = (category: string, from: string, change: Partial<HarvestState> = {}): HarvestState => ({ category, from, records: 0, ...change })

describe('an ask for a backfill', () => {
  test('goes on where it is under way: what is done of it is not done again', () => {
    const jobs = [job('cs.LG', '2025-01-01', { finished: true, records: 9 }), job('cs.CL', '2025-01-01', { token: 't', records: 3 })]
    expect(withAsk(jobs, { categories: ['cs.LG', 'cs.CL'], from: '2025-01-01' })).toEqual(jobs)
    expect(withAsk(jobs, { categories: ['cs.LG', 'cs.CL', 'cs.CV'], from: '2025-01-01' })).toEqual([...jobs, job('cs.CV', '2025-01-01')])
  })

  test('is done anew once all of it is done', () => {
    const jobs = [job('cs.LG', '2025-01-01', { finished: true }), job('cs.CL', '2025-01-01', { finished: true })]
    expect(withAsk(jobs, { categories: ['cs.CL'], from: '2025-01-01' })).toEqual([job('cs.CL', '2025-01-01')])
  })

  test('is done anew although a category that was given up has not come to its end', () => {
    const jobs = [job('cs.LG', '2025-01-01', { finished: true }), job('cs.CL', '2025-01-01', { token: 't' })]
    expect(withAsk(jobs, { categories: ['cs.LG'], from: '2025-01-01' })).toEqual([jobs[1], job('cs.LG', '2025-01-01')])
  })

  test('takes nothing from another that is under way, and forgets those that are done', () => {
    const other = [job('cs.LG', '2024-01-01', { until: '2024-02-01', finished: true }), job('cs.CL', '2024-01-01', { until: '2024-02-01', token: 't' })]
    const jobs = [job('cs.LG', '2023-01-01', { finished: true }), ...other]
    expect(withAsk(jobs, { categories: ['cs.LG'], from: '2024-01-01', until: '2024-03-01' })).toEqual([...other, job('cs.LG', '2024-01-01', { until: '2024-03-01' })])
  })

  test('is written down beside the place in the list, and taken up once', async () => {
    const { store } = await testParts('2026-03-11T15:00:00Z')
    await store.setSetting(names.backfill, [job('cs.LG', '2025-01-01', { token: 'a place', records: 7 })])
    await askForBackfill(store, ['cs.LG', 'cs.CL'], '2025-01-01')
    await askForBackfill(store, ['cs.LG'], '2025-02-01', '2025-02-03')
    await askForBackfill(store, ['cs.LG'], '2025-02-01', '2025-02-03')
    expect(await readBackfill(store), 'nobody else writes the place in the list').toEqual([job('cs.LG', '2025-01-01', { token: 'a place', records: 7 })])
    const taken = [job('cs.LG', '2025-01-01', { token: 'a place', records: 7 }), job('cs.CL', '2025-01-01'), job('cs.LG', '2025-02-01', { until: '2025-02-03' })]
    await takeUpAsked(store)
    expect(await readBackfill(store)).toEqual(taken)
    await takeUpAsked(store)
    expect(await readBackfill(store)).toEqual(taken)
    expect(await store.settingsUnder(names.asked)).toEqual({})
  })
})

test('progress is that of all jobs, by the days of change that they have passed', () => {
  const now = Date.parse('2025-01-11T15:00:00Z')
  expect(backfillProgress([], now)).toBe(1)
  expect(backfillProgress([job('cs.LG', '2025-01-01', { finished: true }), job('cs.CL', '2025-01-01')], now)).toBe(0.5)
  expect(backfillProgress([job('cs.CL', '2025-01-01', { reached: '2025-01-06' })], now)).toBe(0.5)
  expect(backfillProgress([job('cs.CL', '2025-01-01', { reached: '2025-01-11' })], now), 'not done before it is done').toBeLessThan(1)
})
