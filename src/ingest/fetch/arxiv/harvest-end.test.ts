import { DEFERRALS_SETTING } from '../../../paper/deferrals.ts'
import { describe, expect, it } from 'vitest'
import { PaperRecord } from '../../../paper/paper.ts'
import { takeIn } from '../../take-in.ts'
import { readDeferrals } from './arxiv-settings.ts'
import { endOfHarvest, findDeferrals } from './harvest-end.ts'
import type { HarvestState } from './harvest-state.ts'
import { harvestParts, madeUpArxiv } from './made-up-arxiv.test-helper.ts'

type Parts = Awaited<ReturnType<typeof harvestParts>>
/** Friday, 10:00 in New York. */
const NOW = '2026-03-06T15:00:00Z'
const AT = Date.parse(NOW)
const ended = (more: Partial<HarvestState> = {}): HarvestState => ({ category: 'cs.LG', from: '2026-03-04', records: 9, startedAt: AT, finished: true, ...more })
const open = (now = NOW, categories = ['cs.LG']): Promise<Parts> => harvestParts(madeUpArxiv([]), now, categories)
/** @param submitted of its first version; without it, it is known from a feed alone */
const hold = async (parts: Parts, id: string, submitted?: string, more: object = {}): Promise<void> => {
  await takeIn([PaperRecord.parse({ source: 'arxiv', sourceKey: id, title: `Made-up paper ${id}`, identifiers: [{ scheme: 'arxiv', value: id }], versions: submitted === undefined ? [] : [{ number: 1, submittedAt: submitted }], ...more })], parts.store)
}
const whole = { witness: 'oai', same: true, at: AT }

describe('endOfHarvest', () => {
  it('tells of every day since the beginning wholly, and takes back troubles of those that are over', async () => {
    const parts = await open()
    expect(await endOfHarvest(parts, ended())).toEqual({
      said: [{ day: '2026-03-04', category: 'cs.LG', whole, trouble: null }, { day: '2026-03-05', category: 'cs.LG', whole, trouble: null }, { day: '2026-03-06', category: 'cs.LG', whole }],
      unconfirmed: [],
    })
  })

  it('speaks as of the instant at which the listing began, not of what was announced since', async () => {
    const parts = await open()
    const begun = Date.parse('2026-03-05T15:00:00Z')
    expect((await endOfHarvest(parts, ended({ startedAt: begun }))).said).toEqual([{ day: '2026-03-04', category: 'cs.LG', whole: { ...whole, at: begun }, trouble: null }, { day: '2026-03-05', category: 'cs.LG', whole: { ...whole, at: begun } }])
  })

  it('has nothing to say of weekends, unless papers stand there', async () => {
    const parts = await open('2026-03-09T15:00:00Z')
    await parts.keeper.say([{ day: '2026-03-07', category: 'cs.LG', ids: ['2603.00001'] }], ['cs.LG'])
    const { said } = await endOfHarvest(parts, ended({ from: '2026-03-06', startedAt: parts.time.at }))
    expect(said.map(({ day }) => day)).toEqual(['2026-03-06', '2026-03-07', '2026-03-09'])
  })

  it('does not vouch for a day of which the feed named papers that the harvest did not have, and names them', async () => {
    const parts = await open()
    await hold(parts, '2603.00001', '2026-03-03T14:00:00Z')
    await hold(parts, '2603.00002')
    await hold(parts, '2603.00003', undefined, { withdrawn: true })
    await parts.keeper.say([{ day: '2026-03-04', category: 'cs.LG', ids: ['2603.00001', '2603.00002', '2603.00003', '2603.00004'] }], ['cs.LG'])
    const { said, unconfirmed } = await endOfHarvest(parts, ended())
    // One that is not held at all is missing already; one that was deleted will not come.
    expect(unconfirmed).toEqual(['2603.00002'])
    expect(said.map(({ day, whole: told }) => [day, told !== undefined])).toEqual([['2026-03-04', false], ['2026-03-05', true], ['2026-03-06', true]])
  })

  it('looks only at its own category', async () => {
    const parts = await open(NOW, ['cs.LG', 'cs.CL'])
    await hold(parts, '2603.00002')
    await parts.keeper.say([{ day: '2026-03-04', category: 'cs.CL', ids: ['2603.00002'] }], ['cs.LG', 'cs.CL'])
    expect((await endOfHarvest(parts, ended())).unconfirmed).toEqual([])
    expect((await endOfHarvest(parts, ended({ category: 'cs.CL' }))).unconfirmed).toEqual(['2603.00002'])
  })

  it('is no evidence when it ended on a day of change, or had records that nobody could name', async () => {
    const parts = await open()
    for (const state of [ended({ until: '2026-03-05' }), ended({ nameless: 1 })]) expect(await endOfHarvest(parts, state)).toEqual({ said: [], unconfirmed: [] })
  })

  it('knows announcements that were put off', async () => {
    const parts = await open()
    await parts.store.setSetting(DEFERRALS_SETTING, ['2026-03-05'])
    expect((await endOfHarvest(parts, ended())).said.map(({ day }) => day)).toEqual(['2026-03-04', '2026-03-06'])
  })
})

describe('findDeferrals', () => {
  const CATEGORIES = ['cs.LG', 'cs.CL']
  const DAYS = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']
  /** Every category has so many papers on each day, but for some; all was told wholly when the days were over. */
  async function told(perDay: number, without: Readonly<Record<string, readonly string[]>>, more: { at?: number } = {}): Promise<Parts> {
    const parts = await open(NOW, CATEGORIES)
    const said = DAYS.flatMap((day) => CATEGORIES.map((category) => ({
      day, category,
      ids: without[day]?.includes(category) === true ? [] : Array.from({ length: perDay }, (_, number) => `26${day.slice(5, 7)}.${day.slice(8)}${CATEGORIES.indexOf(category)}${String(number).padStart(2, '0')}`),
      whole: { witness: 'oai' as const, same: true, at: more.at ?? AT },
    })))
    await parts.keeper.say(said, CATEGORIES)
    return parts
  }

  it('finds a day on which nobody had a paper, and remembers it', async () => {
    const parts = await told(15, { '2026-03-04': CATEGORIES })
    await findDeferrals(parts)
    expect([...(await readDeferrals(parts.store))]).toEqual(['2026-03-04'])
    await findDeferrals(parts)
    expect([...(await readDeferrals(parts.store))]).toEqual(['2026-03-04'])
    expect(parts.infos.filter(({ message }) => message.includes('announced nothing'))).toHaveLength(1)
  })

  it('keeps those that were known before', async () => {
    const parts = await told(15, { '2026-03-04': CATEGORIES })
    await parts.store.setSetting(DEFERRALS_SETTING, ['2026-01-07'])
    await findDeferrals(parts)
    expect([...(await readDeferrals(parts.store))]).toEqual(['2026-01-07', '2026-03-04'])
  })

  it.each<[string, () => Promise<Parts>]>([
    ['one category alone has none', () => told(15, { '2026-03-04': ['cs.LG'] })],
    ['the categories are small ones', () => told(5, { '2026-03-04': CATEGORIES })],
    ['most days are empty: something else is wrong', () => told(15, Object.fromEntries(DAYS.slice(1).map((day) => [day, CATEGORIES])))],
    ['the day was not over when it was told of', () => told(15, { '2026-03-05': CATEGORIES }, { at: Date.parse('2026-03-05T20:00:00Z') })],
    ['every day has papers', () => told(15, {})],
  ])('finds none when %s', async (_, make) => {
    const parts = await make()
    await findDeferrals(parts)
    expect([...(await readDeferrals(parts.store))]).toEqual([])
  })
})
