import { expect, test } from 'vitest'
import { FAULT_KINDS, seededFaults } from '../../src/replay/faults.ts'
import { generateWorld } from '../../src/replay/generate-world.ts'
import { createReplay } from '../../src/replay/replay.ts'
import { virtualTime } from '../../src/replay/virtual-time.ts'
import { openArrival } from '../support/arrival.ts'
import { judge } from '../support/judge-arrival.ts'

/** `ARRIVAL_RUNS=1000 npx vitest run test/arrival/faults` is what bench/RESULTS.md reports; CI does as many as it has time for. */
const RUNS = Number(process.env['ARRIVAL_RUNS'] ?? 60)
const FIRST = Number(process.env['ARRIVAL_FIRST'] ?? 1)
const CATEGORIES = ['cs.LG', 'cs.CL']

test(`every fault at random, ${RUNS} times: once they stop, what is offered is held, nothing is doubled, the ledger is true`, async () => {
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', note)
  const wrong: string[] = []
  const drawn = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
  let requests = 0
  const begun = performance.now()
  for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
    // Both services in every fourth run, one alone in the others.
    const chosen = { arxiv: seed % 4 === 1 ? [] : CATEGORIES, huggingface: seed % 4 < 2 }
    const world = generateWorld({ seed, from: '2026-03-05', to: '2026-03-12', perDay: chosen.arxiv.length > 0 ? 8 : 0, dailyPerDay: chosen.huggingface ? 4 : 0, categories: CATEGORIES })
    const time = virtualTime(Date.parse('2026-03-08T20:00:00Z'))
    const faults = seededFaults({ seed, rate: seed % 3 === 0 ? 0.03 : 0.015 })
    const replay = createReplay({ world, time, faults, pageSize: 7 })
    const arrival = await openArrival({ replay, time, seed, chosen })
    await arrival.until(Date.parse('2026-03-10T12:00:00Z'))
    faults.on = false
    await arrival.until(Date.parse('2026-03-11T16:00:00Z'))
    const found = [...(await judge(world, arrival.store, time.now(), chosen.arxiv, { from: '2026-03-09', to: '2026-03-10' })), ...replay.stats.broken]
    if (new Set(arrival.announced).size !== arrival.announced.length) found.push('a day was announced twice')
    if (found.length > 0) wrong.push(`seed ${seed}: ${found.slice(0, 6).join('; ')}`)
    requests += replay.stats.requests
    for (const kind of FAULT_KINDS) drawn[kind]! += faults.drawn[kind]
    await arrival.close()
    if (process.env['ARRIVAL_RUNS'] !== undefined && (seed - FIRST + 1) % 50 === 0) console.log(`${seed - FIRST + 1} of ${RUNS} runs, ${wrong.length} wrong`)
  }
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  if (process.env['ARRIVAL_RUNS'] !== undefined) console.log(`${RUNS} runs, ${requests} requests, ${Math.round(performance.now() - begun)} ms; faults: ${JSON.stringify(drawn)}`)
  expect(wrong).toEqual([])
  expect(unhandled).toEqual([])
  // Faults that never came would prove nothing.
  for (const kind of FAULT_KINDS) expect(drawn[kind], kind).toBeGreaterThan(0)
}, 3_600_000)
