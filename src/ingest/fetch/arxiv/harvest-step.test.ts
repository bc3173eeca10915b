import { describe, expect, it } from 'vitest'
import { SourceTrouble } from '../../../source/http/http.ts'
import { readWanted } from './wanted.ts'
import type { HarvestState } from './harvest-state.ts'
import { harvestStep } from './harvest-step.ts'
import { harvestParts, madeUpArxiv, page, type MadeUpArxiv, type MadeUpPaper } from './made-up-arxiv.test-helper.ts'

/** Tuesday morning in New York. */
const NOW = '2026-03-03T14:00:00Z'
const BEGIN: HarvestState = { category: 'cs.LG', from: '2026-02-26', records: 0 }
const paper = (number: number, more: Partial<MadeUpPaper> = {}): MadeUpPaper => ({ id: `2603.0000${number}`, datestamp: '2026-03-03', ...more })

type Parts = Awaited<ReturnType<typeof harvestParts>>
/** Steps from a state until it is finished or one fails; each state goes through the store, as it does over a restart. */
async function steps(parts: Parts, state: HarvestState, most = 50): Promise<HarvestState> {
  let at = state
  for (let step = 0; step < most && at.finished !== true; step++) {
    await harvestStep(parts, at, (next) => ({ place: next }))
    at = (await parts.store.setting('place')) as HarvestState
  }
  return at
}
const rows = async (parts: Parts) => (await parts.store.ledger({ from: '2026-01-01', to: '2026-12-31' })).map(({ day, category, expected }) => [day, category, expected])

describe('a listing', () => {
  it('goes from page to page by its tokens, puts papers in and says on which days they are', async () => {
    const arxiv = madeUpArxiv([page([paper(1), paper(2)], { token: 'one' }), page([paper(3)], { token: 'two' }), page([paper(4)])])
    const parts = await harvestParts(arxiv, NOW)
    const end = await steps(parts, BEGIN)
    expect(arxiv.asked).toEqual([{ category: 'cs.LG', from: '2026-02-26', until: undefined }, { token: 'one' }, { token: 'two' }])
    expect(end).toMatchObject({ finished: true, reached: '2026-03-03', records: 4, startedAt: Date.parse(NOW) })
    expect(await rows(parts)).toEqual([['2026-03-03', 'cs.LG', ['2603.00001', '2603.00002', '2603.00003', '2603.00004']]])
    expect((await parts.store.listed({ from: '2026-03-03', to: '2026-03-03' })).papers.map(({ entry }) => entry.estimated)).toEqual([true, true, true, true])
  })

  it('writes papers, days and its place together: nothing stands when the place cannot be kept', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1)], { token: 'one', unread: ['2603.00009'] })]), NOW)
    await expect(harvestStep(parts, BEGIN, () => ({ place: 1n as never }))).rejects.toThrow()
    expect([await parts.store.count(), await rows(parts), await readWanted(parts.store)]).toEqual([0, [], []])
  })

  it('begins again at the day that it has come to when its token has expired', async () => {
    const arxiv = madeUpArxiv([page([paper(1, { datestamp: '2026-03-02' })], { token: 'one' }), 'expired', page([paper(1, { datestamp: '2026-03-02' }), paper(2)])])
    const parts = await harvestParts(arxiv, NOW)
    expect(await steps(parts, BEGIN)).toMatchObject({ finished: true, reached: '2026-03-03' })
    expect(arxiv.asked.slice(1)).toEqual([{ token: 'one' }, { category: 'cs.LG', from: '2026-03-02', until: undefined }])
    expect(await parts.store.count()).toBe(2)
  })

  it('does not send a token that has expired by the service’s own clock, however ours goes', async () => {
    for (const ours of ['2026-03-03T14:00:00Z', '2027-01-01T00:00:00Z', '2025-01-01T00:00:00Z']) {
      const first = page([paper(1)], { token: 'one', responseDate: '2026-03-03T14:00:00.000Z', tokenExpires: '2026-03-03T15:00:00.000Z' })
      const arxiv = madeUpArxiv([first, first, page([paper(2)])])
      const parts = await harvestParts(arxiv, ours)
      const begun = await steps(parts, { ...BEGIN, from: '2024-12-01' }, 1)
      parts.time.at += 61 * 60_000
      const again = await steps(parts, begun, 1)
      parts.time.at += 59 * 60_000
      await steps(parts, again)
      expect(arxiv.asked.map((request) => 'token' in request)).toEqual([false, false, true])
    }
  })

  it('uses a token whose end makes no sense', async () => {
    const arxiv = madeUpArxiv([page([paper(1)], { token: 'one', tokenExpires: '2026-03-03T11:00:00.000Z' }), page([paper(2)])])
    await steps(await harvestParts(arxiv, NOW), BEGIN)
    expect(arxiv.asked[1]).toEqual({ token: 'one' })
  })

  it('gives up for a while when every token expires at once, and not for ever', async () => {
    // The first page comes again and again, its token is never good.
    const always: MadeUpArxiv = madeUpArxiv((request) => ('token' in request ? 'expired' : page([paper(1)], { token: 'one' })))
    const parts = await harvestParts(always, NOW)
    await expect(steps(parts, BEGIN)).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('takes back') })
    const asked = always.asked.length
    expect(asked).toBeLessThan(20)
    // Later it is asked from the place that was reached, without the token that was refused.
    const healed = madeUpArxiv([page([paper(1)], { token: 'good' }), page([paper(2)])])
    expect(await steps({ ...parts, arxiv: healed }, (await parts.store.setting('place')) as HarvestState)).toMatchObject({ finished: true })
    expect(healed.asked).toEqual([{ category: 'cs.LG', from: '2026-03-03', until: undefined }, { token: 'good' }])
  })

  it('does not believe an empty page in the middle of the list, and asks for the same again', async () => {
    const arxiv = madeUpArxiv([page([paper(1)], { token: 'one' }), page([], { token: 'two' }), page([paper(2)])])
    const parts = await harvestParts(arxiv, NOW)
    const first = await steps(parts, BEGIN, 1)
    await expect(steps(parts, first, 1)).rejects.toMatchObject({ kind: 'broken', message: 'arXiv sent an empty page in the middle of a list.' })
    expect(await steps(parts, (await parts.store.setting('place')) as HarvestState)).toMatchObject({ finished: true, records: 2 })
    expect(arxiv.asked.slice(1)).toEqual([{ token: 'one' }, { token: 'one' }])
  })

  it('goes on after a page of which nothing could be read', async () => {
    const rejected = [{ file: 'oai', line: 1, reason: 'it is cut' }, { file: 'oai', line: 2, reason: 'it has no title' }]
    const arxiv = madeUpArxiv([page([], { token: 'one', rejected, unread: ['2603.00007'] }), page([paper(1, { broken: true }), paper(2)])])
    const parts = await harvestParts(arxiv, NOW)
    // One of them nobody can name; the other is asked for by its id.
    expect(await steps(parts, BEGIN)).toMatchObject({ finished: true, nameless: 1 })
    expect(await readWanted(parts.store)).toEqual(['2603.00007'])
    expect(await parts.store.count()).toBe(1)
  })

  it('ends with an empty answer, which may be wrong, without coming further', async () => {
    const parts = await harvestParts(madeUpArxiv([page([])]), NOW)
    const end = await steps(parts, BEGIN)
    expect([end.finished, end.reached]).toEqual([true, undefined])
  })

  it('leaves its place as it was when the service does not answer', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1)], { token: 'one' }), new SourceTrouble('busy', 'arXiv is too busy.')]), NOW)
    const first = await steps(parts, BEGIN, 1)
    await expect(steps(parts, first, 1)).rejects.toMatchObject({ kind: 'busy' })
    expect(await parts.store.setting('place')).toEqual(first)
  })

  it('is not led past what is still to come by a record from the future', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1), paper(2, { datestamp: '2062-03-03' })])]), NOW)
    expect(await steps(parts, BEGIN)).toMatchObject({ finished: true, reached: '2026-03-03' })
    expect(await parts.store.count()).toBe(2)
  })

  it('keeps papers whose records are deleted, as withdrawn', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1), paper(2)], { token: 'one' }), page([paper(1, { deleted: true }), paper(9, { deleted: true })])]), NOW)
    await steps(parts, BEGIN)
    expect((await parts.store.find('2603.00001'))?.withdrawn).toBe(true)
    expect(await parts.store.count()).toBe(2)
    expect(parts.infos.map(({ facts }) => facts)).toEqual([{ id: '2603.00001' }])
  })
})

describe('the seams of a listing', () => {
  /** Pages end on these days of change, so these are the seams. */
  const first = page([paper(1, { datestamp: '2026-03-01' })], { token: 'one' })
  const second = page([paper(2, { datestamp: '2026-03-02' })], { token: 'two' })
  const last = page([paper(3, { datestamp: '2026-03-03' })])

  it('are listed again when arXiv’s nightly changes came in between: records may have moved past the reader', async () => {
    const arxiv = madeUpArxiv([first, second, last, page([paper(1, { datestamp: '2026-03-01' }), paper(4, { datestamp: '2026-03-01' })], { token: 'more' }), page([paper(5, { datestamp: '2026-03-01' })]), page([paper(2, { datestamp: '2026-03-02' })])])
    // 22:29 in New York, a minute before the changes.
    const parts = await harvestParts(arxiv, '2026-03-03T03:29:00Z')
    const begun = await steps(parts, BEGIN, 1)
    parts.time.at += 2 * 60_000
    expect(await steps(parts, begun)).toMatchObject({ finished: true, reached: '2026-03-03', startedAt: Date.parse('2026-03-03T03:29:00Z') })
    expect(arxiv.asked.slice(3)).toEqual([{ category: 'cs.LG', from: '2026-03-01', until: '2026-03-01' }, { token: 'more' }, { category: 'cs.LG', from: '2026-03-02', until: '2026-03-02' }])
    expect(await parts.store.count()).toBe(5)
  })

  it('are not when nothing came in between', async () => {
    const arxiv = madeUpArxiv([first, second, last])
    const parts = await harvestParts(arxiv, '2026-03-03T03:31:00Z')
    const begun = await steps(parts, BEGIN, 1)
    // Until a minute before the next evening's.
    parts.time.at += 24 * 3_600_000 - 2 * 60_000
    await steps(parts, begun)
    expect(arxiv.asked).toHaveLength(3)
  })

  it('are listed again from their beginning when a token expires meanwhile', async () => {
    const arxiv = madeUpArxiv([first, last, page([paper(1, { datestamp: '2026-03-01' })], { token: 'more' }), 'expired', page([paper(1, { datestamp: '2026-03-01' }), paper(4, { datestamp: '2026-03-01' })])])
    const parts = await harvestParts(arxiv, '2026-03-03T03:29:00Z')
    const begun = await steps(parts, BEGIN, 1)
    parts.time.at += 2 * 60_000
    expect(await steps(parts, begun)).toMatchObject({ finished: true })
    expect(arxiv.asked[4]).toEqual({ category: 'cs.LG', from: '2026-03-01', until: '2026-03-01' })
    expect(await parts.store.count()).toBe(3)
  })

  it('are none where a listing has one page', async () => {
    const arxiv = madeUpArxiv([last])
    const parts = await harvestParts(arxiv, '2026-03-03T03:29:59Z')
    expect(await steps(parts, BEGIN)).toMatchObject({ finished: true })
    expect(arxiv.asked).toHaveLength(1)
  })
})

describe('the days of harvested papers', () => {
  it('are those of every chosen category that they are in, and of no other', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1, { categories: ['cs.LG', 'cs.CL', 'hep-th'] }), paper(2, { categories: ['cs.CL', 'cs.LG'] })])]), NOW, ['cs.LG', 'cs.CL'])
    await steps(parts, BEGIN)
    expect(await rows(parts)).toEqual([['2026-03-03', 'cs.CL', ['2603.00001', '2603.00002']], ['2026-03-03', 'cs.LG', ['2603.00001', '2603.00002']]])
  })

  it('are left alone where they are known: a later change of a paper is no announcement', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1)]), page([paper(1, { datestamp: '2026-03-06' })])]), NOW)
    await steps(parts, BEGIN)
    parts.time.at += 3 * 86_400_000
    await steps(parts, BEGIN)
    expect(await rows(parts)).toEqual([['2026-03-03', 'cs.LG', ['2603.00001']]])
    const held = await parts.store.find('2603.00001')
    expect((await parts.store.daysOf(held!.key)).map(({ day }) => day)).toEqual(['2026-03-03'])
  })

  it('are two where a paper is cross-listed later', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1)]), page([paper(1, { datestamp: '2026-03-06', categories: ['cs.LG', 'cs.CL'] })])]), NOW, ['cs.LG', 'cs.CL'])
    await steps(parts, BEGIN)
    parts.time.at += 3 * 86_400_000
    await steps(parts, BEGIN)
    expect(await rows(parts)).toEqual([['2026-03-03', 'cs.LG', ['2603.00001']], ['2026-03-06', 'cs.CL', ['2603.00001']]])
  })

  it('before the beginning of the listing are not spoken of: it does not know them wholly', async () => {
    const parts = await harvestParts(madeUpArxiv([page([paper(1, { versions: ['Mon, 2 Feb 2026 14:00:00 GMT', 'Mon, 2 Mar 2026 14:00:00 GMT'], id: '2602.00001' })])]), NOW)
    await steps(parts, BEGIN)
    expect(await rows(parts)).toEqual([])
    expect((await parts.store.listed({ from: '2026-02-03', to: '2026-02-03' })).total).toBe(1)
  })
})
