import { expect, test } from 'vitest'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import { openArrival } from '../support/arrival.ts'
import { judge } from '../support/judge-arrival.ts'

test('two weeks without faults: everything offered is held, the ledger is true', async () => {
  const categories = ['cs.LG', 'cs.CL']
  const world = generateWorld({ seed: 3, from: '2026-03-02', to: '2026-03-20', perDay: 12, dailyPerDay: 5, categories })
  const time = virtualTime(Date.parse('2026-03-08T12:00:00Z'))
  const replay = createReplay({ world, time })
  const arrival = await openArrival({ replay, time, chosen: { arxiv: categories } })
  await arrival.until(Date.parse('2026-03-21T12:00:00Z'))
  expect(await judge(world, arrival.store, time.now(), categories, { from: '2026-03-09', to: '2026-03-20' })).toEqual([])
  expect(replay.stats.broken).toEqual([])
  expect(new Set(arrival.announced).size).toBe(arrival.announced.length)
  await arrival.close()
}, 60_000)
