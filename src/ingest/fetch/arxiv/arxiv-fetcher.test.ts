import { describe, expect, it } from 'vitest'
import { SourceTrouble } from '../../../source/http/http.ts'
import { runDue } from '../run-due.ts'
import type { Task } from '../fetcher.ts'
import { testParts, type TestParts } from '../fetch-parts.test-helper.ts'
import { names } from './arxiv-settings.ts'
import { arxivFetcher } from './arxiv-fetcher.ts'
import { askForBackfill } from './backfill.ts'
import { EMPTY_FEED, madeUpArxiv, page, type MadeUpArxiv } from './made-up-arxiv.test-helper.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
/** Tuesday, 15:00 in New York. */
const NOW = '2026-03-03T20:00:00Z'

/** Everything that is due, each thing at its time, for so long. */
async function run(parts: TestParts, arxiv: MadeUpArxiv, categories: readonly string[], ms = 0): Promise<string[]> {
  const asked: string[] = []
  const end = parts.time.at + ms
  for (let steps = 0; steps < 500; steps++) {
    const ran = await runDue(parts, arxivFetcher({ ...parts, arxiv, categories, jitter: 0.5 }))
    if (ran.task !== undefined) asked.push(ran.task)
    else if (ran.nextAt === undefined || ran.nextAt > end) break
    else parts.time.at = Math.max(ran.nextAt, parts.time.at + 1)
  }
  return asked
}
const taskAt = async (parts: TestParts, key: string, categories: readonly string[] = ['cs.LG']): Promise<string | undefined> => {
  const at = (await arxivFetcher({ ...parts, arxiv: madeUpArxiv([]), categories, jitter: 0 }).tasks(parts.time.at)).find((task: Task) => task.key === key)?.at
  return at === undefined ? undefined : new Date(at).toISOString()
}

describe('arxivFetcher', () => {
  it('harvests the last week before the first feed, which is known as stale by papers alone', async () => {
    const parts = await testParts(NOW)
    const arxiv = madeUpArxiv(() => page([{ id: '2603.00001', datestamp: '2026-03-03' }]))
    expect(await run(parts, arxiv, ['cs.LG', 'cs.CL'])).toEqual(['the changes in cs.LG', 'the feed of cs.LG', 'the changes in cs.CL', 'the feed of cs.CL'])
    expect(arxiv.asked).toEqual(['cs.LG', 'cs.CL'].map((category) => ({ category, from: '2026-02-24', until: undefined })))
  })

  it('goes on with the other categories where arXiv refuses one, by night and in a backfill', async () => {
    const parts = await testParts(NOW)
    const known = madeUpArxiv((request) => ('category' in request && request.category === 'cs.XX' ? new SourceTrouble('refused', 'arXiv refused the request: no such set.') : page([{ id: '2603.00001', datestamp: '2026-03-03' }])))
    await askForBackfill(parts.store, ['cs.XX', 'cs.LG'], '2026-01-01')
    const asked = await run(parts, known, ['cs.XX', 'cs.LG'])
    expect(asked).toEqual(expect.arrayContaining(['the changes in cs.LG', 'the feed of cs.LG', 'cs.LG since 2026-01-01', 'cs.XX since 2026-01-01']))
    expect(asked.filter((one) => one.includes('cs.XX'))).toHaveLength(2)
  })

  it('goes on with no backfill of a category that was given up, until it is chosen again', async () => {
    const parts = await testParts(NOW)
    const arxiv = madeUpArxiv(() => page([{ id: '2603.00001', datestamp: '2026-03-03' }]))
    await askForBackfill(parts.store, ['cs.CL', 'cs.LG'], '2026-01-01')
    expect(await run(parts, arxiv, ['cs.LG'])).not.toContain('cs.CL since 2026-01-01')
    expect(await arxivFetcher({ ...parts, arxiv, categories: ['cs.LG'], jitter: 0.5 }).work!(parts.time.at)).toBeUndefined()
    expect(await run(parts, arxiv, ['cs.LG', 'cs.CL'])).toContain('cs.CL since 2026-01-01')
  })

  it('looks for a day’s feed soon after midnight in New York, and not again once it was told', async () => {
    const parts = await testParts('2026-03-04T06:00:00Z')
    await run(parts, madeUpArxiv(() => page([])), ['cs.LG'])
    expect(await taskAt(parts, 'arxiv/feed/cs.LG')).toBe('2026-03-04T06:10:00.000Z')
    await parts.store.saveLedger([{ source: 'arxiv', day: '2026-03-04', category: 'cs.LG', expected: [], missing: [], told: { feed: { at: '2026-03-04T06:00:00Z', agreed: 1 } }, checkedAt: '2026-03-04T06:00:00Z' }])
    expect(await taskAt(parts, 'arxiv/feed/cs.LG')).toBe('2026-03-05T05:05:00.000Z')
    // Over a weekend, and over the change to summer time.
    parts.time.at = Date.parse('2026-03-06T20:00:00Z')
    await parts.store.saveLedger([{ source: 'arxiv', day: '2026-03-06', category: 'cs.LG', expected: [], missing: [], told: { feed: { at: '2026-03-06T06:00:00Z', agreed: 1 } }, checkedAt: '2026-03-06T06:00:00Z' }])
    expect(await taskAt(parts, 'arxiv/feed/cs.LG')).toBe('2026-03-09T04:05:00.000Z')
  })

  it('looks for it more and more seldom while it does not come', async () => {
    const parts = await testParts('2026-03-04T05:05:00Z')
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: Date.parse('2026-03-04T04:00:00Z'), from: '2026-03-03' })
    const waits: number[] = []
    for (let times = 0; times < 40 && parts.time.at < Date.parse('2026-03-05T04:00:00Z'); times++) {
      await arxivFetcher({ ...parts, arxiv: { ...madeUpArxiv(() => page([])), feed: async () => EMPTY_FEED }, categories: ['cs.LG'], jitter: 0 }).tasks(parts.time.at).then((tasks) => tasks.find(({ key }) => key === 'arxiv/feed/cs.LG')!.step())
      const next = Date.parse((await taskAt(parts, 'arxiv/feed/cs.LG'))!)
      waits.push(Math.round((next - parts.time.at) / MINUTE))
      parts.time.at = next
    }
    expect([...new Set(waits)]).toEqual([10, 30, 120])
    expect(waits.length).toBeLessThan(45)
  })

  it.each([
    ['2026-01-20T12:00:00Z', 1, 'the day after the evening of a holiday: the calendar may be wrong'],
    ['2026-01-24T12:00:00Z', 0, 'a Saturday'],
  ])('on %s asks for the feed %i times: %s', async (now, times) => {
    const parts = await testParts(now)
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: parts.time.at, from: '2026-01-16' })
    const arxiv = madeUpArxiv(() => page([]))
    await run(parts, arxiv, ['cs.LG'], 10 * HOUR)
    expect(arxiv.askedFeeds).toHaveLength(times)
  })

  it('harvests after each announcement’s changes, and sooner again while a day is not settled', async () => {
    const parts = await testParts('2026-03-04T03:00:00Z')
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: Date.parse('2026-03-03T12:00:00Z'), from: '2026-03-03' })
    // 22:35 in New York of the evening.
    expect(await taskAt(parts, 'arxiv/oai/cs.LG')).toBe('2026-03-04T03:35:00.000Z')
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: Date.parse('2026-03-04T03:35:00Z'), from: '2026-03-03' })
    parts.time.at = Date.parse('2026-03-04T04:00:00Z')
    expect(await taskAt(parts, 'arxiv/oai/cs.LG')).toBe('2026-03-05T03:35:00.000Z')
    await parts.store.saveLedger([{ source: 'arxiv', day: '2026-03-04', category: 'cs.LG', expected: ['2603.00009'], missing: ['2603.00009'], told: {}, checkedAt: '2026-03-04T03:35:00Z' }])
    expect(await taskAt(parts, 'arxiv/oai/cs.LG')).toBe('2026-03-04T04:35:00.000Z')
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: Date.parse('2026-03-04T04:35:00Z'), from: '2026-03-03', tries: 3 })
    expect(await taskAt(parts, 'arxiv/oai/cs.LG')).toBe('2026-03-04T12:35:00.000Z')
  })

  it('asks for missing papers by id only while there are any', async () => {
    const parts = await testParts(NOW)
    expect(await taskAt(parts, 'arxiv/mend')).toBeUndefined()
    await parts.store.saveLedger([{ source: 'arxiv', day: '2026-03-03', category: 'cs.LG', expected: ['2603.00009'], missing: ['2603.00009'], told: {}, checkedAt: NOW }])
    expect(await taskAt(parts, 'arxiv/mend')).toBe('2026-03-03T20:00:00.000Z')
    expect(await taskAt(parts, 'arxiv/mend', ['hep-th'])).toBeUndefined()
  })
})
