import { describe, expect, it } from 'vitest'
import { PaperRecord } from '../../../paper/paper.ts'
import { takeIn } from '../../take-in.ts'
import { names, read, type MendState, type OaiState } from './arxiv-settings.ts'
import { harvestParts, madeUpArxiv, type MadeUpPaper } from './made-up-arxiv.test-helper.ts'
import { mendAt, mendStep, missingPapers } from './mend-step.ts'
import { readWanted, wanting } from './wanted.ts'

const HOUR = 3_600_000
const DAY = '2026-03-03'
/** Tuesday, 10:00 in New York. */
const NOW = '2026-03-03T15:00:00Z'
const id = (number: number): string => `2603.${String(number).padStart(5, '0')}`
const paper = (number: number): MadeUpPaper => ({ id: id(number), datestamp: DAY, categories: ['cs.LG', 'cs.CL'] })

async function open(known: readonly MadeUpPaper[], expected: readonly string[] = [], category = 'cs.LG') {
  const arxiv = madeUpArxiv([], known)
  const parts = await harvestParts(arxiv, NOW, ['cs.LG', 'cs.CL'])
  if (expected.length > 0) await parts.keeper.say([{ day: DAY, category, ids: expected }], ['cs.LG', 'cs.CL'])
  return { ...parts, arxiv }
}
type Parts = Awaited<ReturnType<typeof open>>
const state = (parts: Parts): Promise<MendState> => read<MendState>(parts.store, names.mend, { at: -1, tries: -1 })
const missingOf = async (parts: Parts): Promise<readonly string[]> => (await parts.store.ledger({ from: DAY, to: DAY })).flatMap(({ missing }) => missing)

describe('mendStep', () => {
  it('asks for what the ledger misses, puts it on its day, and says so there', async () => {
    const parts = await open([paper(1), paper(2)], [id(1), id(2)])
    await mendStep(parts)
    expect(parts.arxiv.askedIds).toEqual([[id(1), id(2)]])
    expect(await missingOf(parts)).toEqual([])
    expect((await parts.store.listed({ from: DAY, to: DAY })).papers.map(({ paper: { id: one }, entry }) => [one, entry.estimated]).sort()).toEqual([[id(1), true], [id(2), true]])
    expect(await state(parts)).toEqual({ tries: 0, at: Date.parse(NOW) + HOUR })
    expect((await missingPapers(parts)).size).toBe(0)
  })

  it('puts a paper that several days miss on all of them', async () => {
    const parts = await open([paper(1)], [id(1)])
    await parts.keeper.say([{ day: '2026-03-02', category: 'cs.CL', ids: [id(1)] }], ['cs.LG', 'cs.CL'])
    await mendStep(parts)
    expect(parts.arxiv.askedIds).toEqual([[id(1)]])
    expect((await parts.store.daysOf((await parts.store.find(id(1)))!.key)).map(({ day }) => day)).toEqual([DAY, '2026-03-02'])
    expect((await parts.store.ledger({ from: '2026-03-01', to: DAY })).flatMap(({ missing }) => missing)).toEqual([])
  })

  it('asks for papers whose records could not be read, until they come or nobody knows them', async () => {
    const parts = await open([paper(8)])
    await parts.store.saveLedger([], await wanting(parts.store, [id(8), id(9)]))
    for (let times = 0; times < 9; times++) await mendStep(parts)
    expect(await readWanted(parts.store)).toEqual([])
    expect(await parts.store.find(id(8))).toBeDefined()
    expect(parts.arxiv.askedIds.filter((ids) => ids.includes(id(9)))).toHaveLength(8)
  })

  it('asks also for papers that a feed named and the harvest did not have, and no more once they came', async () => {
    const parts = await open([paper(1)], [id(1), id(2)])
    await takeIn([1, 2].map((number) => PaperRecord.parse({ source: 'arxiv', sourceKey: id(number), title: `Made-up paper ${number} of a feed`, identifiers: [{ scheme: 'arxiv', value: id(number) }] })), parts.store)
    await parts.store.setSetting(names.oai('cs.LG'), { doneAt: 1, unconfirmed: [id(1), id(2)] } satisfies OaiState)
    await parts.keeper.say([{ day: DAY, category: 'cs.LG' }], ['cs.LG', 'cs.CL'])
    await mendStep(parts)
    expect(await read<OaiState>(parts.store, names.oai('cs.LG'), {})).toEqual({ doneAt: 1, unconfirmed: [id(2)] })
    expect((await parts.store.find(id(1)))?.versions[0]?.submittedAt).toBeDefined()
    await mendStep(parts)
    expect(parts.arxiv.askedIds).toEqual([[id(1), id(2)], [id(2)]])
  })

  it('waits longer each time that nothing comes, up to a day, and begins anew when something does', async () => {
    const known: MadeUpPaper[] = []
    const parts = await open(known, [id(1), id(2)])
    const waits: number[] = []
    for (let times = 0; times < 7; times++) {
      await mendStep(parts)
      waits.push(((await state(parts)).at - parts.time.at) / HOUR)
    }
    expect(waits).toEqual([2, 4, 8, 16, 24, 24, 24])
    known.push(paper(2))
    await mendStep(parts)
    expect(await state(parts)).toMatchObject({ tries: 0, at: parts.time.at + HOUR })
    expect(await missingOf(parts)).toEqual([id(1)])
  })

  it('asks for a hundred at a time, and comes to the others where nobody knows the first', async () => {
    const numbers = Array.from({ length: 250 }, (_, number) => number + 1)
    const parts = await open(numbers.slice(200).map(paper), numbers.map(id))
    for (let times = 0; times < 3; times++) await mendStep(parts)
    expect(parts.arxiv.askedIds.map((ids) => ids.length)).toEqual([100, 100, 100])
    expect(new Set(parts.arxiv.askedIds.flat()).size).toBe(250)
    expect((await missingOf(parts)).length).toBe(200)
  })

  it('goes on after a record that cannot be read', async () => {
    const parts = await open([{ ...paper(1), broken: true }, paper(2)], [id(1), id(2)])
    await mendStep(parts)
    expect(await missingOf(parts)).toEqual([id(1)])
    expect(parts.taken).toMatchObject([{ added: 1, rejected: 1 }])
  })

  it('looks neither at categories that were given up nor at days long past', async () => {
    const parts = await open([], [id(1)], 'hep-th')
    await parts.keeper.say([{ day: '2026-01-05', category: 'cs.LG', ids: [id(2)] }], ['cs.LG'])
    expect((await missingPapers(parts)).size).toBe(0)
  })

  it('completes a day whose last paper comes', async () => {
    const parts = await open([paper(1)], [id(1)])
    for (const category of ['cs.LG', 'cs.CL']) await parts.keeper.say([{ day: DAY, category, whole: { witness: 'feed', same: true } }, { day: DAY, category, whole: { witness: 'oai', same: true } }], ['cs.LG', 'cs.CL'])
    expect(parts.completed).toEqual([])
    await mendStep(parts)
    expect(parts.completed).toEqual([DAY])
  })
})

describe('mendAt', () => {
  const at = (due: string, now = due): string => new Date(mendAt({ at: Date.parse(due), tries: 0 }, Date.parse(now))).toISOString()

  it.each([
    // Summer: 20:00 in New York is midnight UTC; winter: an hour later.
    ['2026-07-07T23:59:59.000Z', '2026-07-07T23:59:59.000Z'],
    ['2026-07-08T00:00:00.000Z', '2026-07-08T01:00:00.000Z'],
    ['2026-07-08T00:59:59.999Z', '2026-07-08T01:00:00.000Z'],
    ['2026-07-08T01:00:00.000Z', '2026-07-08T01:00:00.000Z'],
    ['2026-01-08T00:30:00.000Z', '2026-01-08T00:30:00.000Z'],
    ['2026-01-08T01:30:00.000Z', '2026-01-08T02:00:00.000Z'],
  ])('what is due at %s is asked for at %s: never in the hour after an announcement', (due, asked) => {
    expect(at(due)).toBe(asked)
  })

  it('nor when that hour came while nobody asked', () => {
    expect(at('2026-07-07T12:00:00.000Z', '2026-07-08T00:20:00.000Z')).toBe('2026-07-08T01:00:00.000Z')
    expect(at('2026-07-07T12:00:00.000Z', '2026-07-08T02:20:00.000Z')).toBe('2026-07-07T12:00:00.000Z')
  })
})
