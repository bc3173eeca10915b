import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LedgerRow } from '../../paper/ledger.ts'
import { PaperRecord } from '../../paper/paper.ts'
import { takeIn } from '../take-in.ts'
import { testParts, type TestParts } from './fetch-parts.test-helper.ts'
import { announcedSetting, LedgerKeeper, type Said } from './ledger-keeper.ts'

const DAY = '2026-03-03'
const HOUR = 3_600_000
/** After 22:30 in New York of the evening before. */
const EVENING = '2026-03-03T04:00:00Z'

let parts: TestParts
let completed: string[]
beforeEach(async () => {
  parts = await testParts(EVENING)
  completed = []
})

const keeperOf = (more: object = {}): LedgerKeeper => new LedgerKeeper(parts, 'arxiv', { onComplete: (day) => void completed.push(day), ...more })
const hold = async (...ids: string[]): Promise<void> => {
  await takeIn(ids.map((id) => PaperRecord.parse({ source: 'arxiv', sourceKey: id, title: `Made-up paper ${id}`, identifiers: [{ scheme: 'arxiv', value: id }] })), parts.store)
}
const rows = async (): Promise<readonly LedgerRow[]> => parts.store.ledger({ from: '2026-01-01', to: '2026-12-31' })
const said = (part: Partial<Said>): Said => ({ day: DAY, category: 'cs.LG', ...part })
const feed = { witness: 'feed' as const, same: true }
const oai = { witness: 'oai' as const, same: true }

describe('LedgerKeeper', () => {
  it('joins what is said to what was said, and counts what is held', async () => {
    const keeper = keeperOf()
    await hold('2603.00001', '2603.00002')
    await keeper.say([said({ ids: ['2603.00002', '2603.00001'], whole: feed })], ['cs.LG'])
    await keeper.say([said({ ids: ['2603.00003', '2603.00002'] })], ['cs.LG'])
    expect(await rows()).toEqual([{ source: 'arxiv', day: DAY, category: 'cs.LG', expected: ['2603.00001', '2603.00002', '2603.00003'], missing: ['2603.00003'], told: { feed: { at: '2026-03-03T04:00:00.000Z', agreed: 1 } }, checkedAt: '2026-03-03T04:00:00.000Z' }])
    await keeper.say([said({ not: new Set(['2603.00003', '2603.99999']) })], ['cs.LG'])
    expect(await rows()).toMatchObject([{ expected: ['2603.00001', '2603.00002'], missing: [] }])
  })

  it('counts whole answers that agree, each witness for itself', async () => {
    const keeper = keeperOf()
    const agreed = async (): Promise<unknown> => Object.fromEntries(Object.entries((await rows())[0]!.told).map(([name, { agreed: times }]) => [name, times]))
    for (const whole of [feed, feed, oai]) await keeper.say([said({ whole })], ['cs.LG'])
    expect(await agreed()).toEqual({ feed: 2, oai: 1 })
    await keeper.say([said({ whole: { witness: 'feed', same: false } })], ['cs.LG'])
    await keeper.say([said({ ids: ['2603.00001'] })], ['cs.LG'])
    expect(await agreed()).toEqual({ feed: 1, oai: 1 })
  })

  it('dates a testimony by the instant for which it speaks', async () => {
    await keeperOf().say([said({ whole: { ...oai, at: parts.time.at - HOUR } })], ['cs.LG'])
    expect(await rows()).toMatchObject([{ told: { oai: { at: '2026-03-03T03:00:00.000Z' } }, checkedAt: '2026-03-03T04:00:00.000Z' }])
  })

  it('keeps a trouble until an answer takes it back; one that says nothing of it leaves it', async () => {
    const keeper = keeperOf()
    const trouble = async (): Promise<string | undefined> => (await rows())[0]!.trouble
    await keeper.say([said({ trouble: 'the feed is empty' })], ['cs.LG'])
    await keeper.say([said({ whole: oai })], ['cs.LG'])
    expect(await trouble()).toBe('the feed is empty')
    await keeper.say([said({ trouble: 'the feed was cut short' })], ['cs.LG'])
    expect(await trouble()).toBe('the feed was cut short')
    await keeper.say([said({ trouble: null })], ['cs.LG'])
    expect(await trouble()).toBeUndefined()
  })

  it('announces a day once, when all its categories are complete', async () => {
    const keeper = keeperOf()
    const both = ['cs.LG', 'cs.CL']
    await hold('2603.00001')
    await keeper.say([said({ ids: ['2603.00001'], whole: feed }), said({ whole: oai })], both)
    expect([completed, (await rows())[0]!.completeAt]).toEqual([[], '2026-03-03T04:00:00.000Z'])
    parts.time.at += HOUR
    await keeper.say([said({ category: 'cs.CL', whole: feed }), said({ category: 'cs.CL', whole: oai })], both)
    expect(completed).toEqual([DAY])
    expect(await parts.store.setting(announcedSetting('arxiv', DAY))).toBe('2026-03-03T05:00:00.000Z')
    // A late paper, a trouble, a restart: it was announced.
    await keeper.say([said({ ids: ['2603.00009'], trouble: 'the feed was cut short' })], both)
    await hold('2603.00009')
    await keeperOf().say([said({ trouble: null }), said({ category: 'cs.CL', whole: oai })], both)
    expect(completed).toEqual([DAY])
    expect((await rows()).map(({ completeAt }) => completeAt)).toEqual(['2026-03-03T05:00:00.000Z', '2026-03-03T04:00:00.000Z'])
  })

  it('does not take a day as complete while a paper is missing', async () => {
    const keeper = keeperOf()
    await keeper.say([said({ ids: ['2603.00001'], whole: feed }), said({ whole: oai })], ['cs.LG'])
    expect(completed).toEqual([])
    await hold('2603.00001')
    await keeper.say([said({})], ['cs.LG'])
    expect(completed).toEqual([DAY])
  })

  it('announces several days that one harvest completes', async () => {
    parts.time.at += 80 * HOUR
    const days = ['2026-03-03', '2026-03-04', '2026-03-05']
    await hold('2603.00001', '2603.00002', '2603.00003')
    await keeperOf().say(days.map((day, at) => said({ day, ids: [`2603.0000${at + 1}`], whole: oai })), ['cs.LG'])
    expect(completed).toEqual(days)
  })

  it('announces no day on which arXiv told of nothing: it may have been put off', async () => {
    parts.time.at += 80 * HOUR
    await keeperOf().say([said({ whole: oai }), said({ category: 'cs.CL', whole: oai })], ['cs.LG', 'cs.CL'])
    expect((await rows()).every(({ completeAt }) => completeAt !== undefined)).toBe(true)
    expect(completed).toEqual([])
  })

  it('knows days that were put off', async () => {
    parts.time.at += 80 * HOUR
    await keeperOf({ deferrals: async () => new Set([DAY]) }).say([said({ whole: oai })], ['cs.LG'])
    expect(completed).toEqual([])
  })

  it('writes rows, papers and settings together, or none of them', async () => {
    const keeper = keeperOf()
    const paper = PaperRecord.parse({ source: 'arxiv', sourceKey: '2603.00001', title: 'A made-up paper', identifiers: [{ scheme: 'arxiv', value: '2603.00001' }] })
    const failing = keeper.say([said({ ids: ['2603.00001'], whole: feed })], ['cs.LG'], { 'a place': 7 }, async () => {
      throw new Error('the disk is full')
    })
    await expect(failing).rejects.toThrow('the disk is full')
    expect([await rows(), await parts.store.setting('a place'), await parts.store.count()]).toEqual([[], undefined, 0])
    await keeper.say([said({ ids: ['2603.00001'], whole: feed })], ['cs.LG'], { 'a place': 7 })
    await takeIn([paper], parts.store)
    await keeper.say([], ['cs.LG'], { 'a place': 8 })
    expect([(await rows()).length, await parts.store.setting('a place')]).toEqual([1, 8])
  })

  it('does not fail when whoever is told of a day does', async () => {
    const keeper = keeperOf({ onComplete: () => { throw new Error('no letter today') } })
    await hold('2603.00001')
    await keeper.say([said({ ids: ['2603.00001'], whole: feed }), said({ whole: oai })], ['cs.LG'])
    expect(parts.warnings).toMatchObject([{ facts: { day: DAY, source: 'arxiv' } }])
    expect(await parts.store.setting(announcedSetting('arxiv', DAY))).toBeDefined()
  })

  it('loses no id that was ever said and not taken back, whatever is said in whatever pieces', async () => {
    const ids = Array.from({ length: 8 }, (_, number) => `2603.0000${number}`)
    const one = fc.record({ category: fc.constantFrom('cs.LG', 'cs.CL'), day: fc.constantFrom(DAY, '2026-03-04'), ids: fc.option(fc.subarray(ids), { nil: [] as string[] }), not: fc.option(fc.subarray(ids), { nil: [] as string[] }) })
    await hold(...ids.slice(0, 4))
    let day = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(one, { maxLength: 4 }), { maxLength: 4 }), async (calls) => {
        // A year of its own for every run.
        const year = String(2100 + day++)
        const model = new Map<string, Set<string>>()
        for (const call of calls) {
          await keeperOf().say(call.map((each) => ({ ...each, day: each.day.replace('2026', year), not: new Set(each.not) })), ['cs.LG'])
          for (const each of call) {
            const place = `${each.day} ${each.category}`
            const held = model.get(place) ?? new Set<string>()
            for (const id of each.ids) held.add(id)
            for (const id of each.not) held.delete(id)
            model.set(place, held)
          }
        }
        const found = await parts.store.ledger({ from: `${year}-01-01`, to: `${year}-12-31` })
        expect(new Map(found.map((row) => [`${row.day.replace(year, '2026')} ${row.category}`, row.expected]))).toEqual(new Map([...model].map(([place, held]) => [place, [...held].sort()])))
        for (const row of found) expect(row.missing).toEqual(row.expected.filter((id) => !ids.slice(0, 4).includes(id)))
      }),
      { numRuns: 40 },
    )
  })
})
