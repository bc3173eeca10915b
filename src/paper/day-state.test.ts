import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayState, worstState } from './day-state.ts'
import type { DayState, LedgerRow, Testimony } from './ledger.ts'

const row = (part: Partial<LedgerRow>): LedgerRow => ({
  source: 'arxiv', day: '2026-07-14', category: 'cs.LG', expected: ['2607.00001', '2607.00002'], missing: [], told: {}, checkedAt: '2026-07-14T12:00:00Z', ...part,
})
const told = (at: string, agreed = 1): Testimony => ({ at, agreed })

describe('arXiv', () => {
  // Tuesday 14 July 2026 is announced on Monday at 20:00, midnight UTC; 22:30 is 02:30 UTC; the day ends at 04:00 UTC of the 15th.
  const noon = '2026-07-14T16:00:00Z'
  test.each<[state: DayState, why: string, row: LedgerRow | undefined, now: string]>([
    ['ahead', 'a moment before', undefined, '2026-07-13T23:59:59Z'],
    ['ahead', 'a moment before, though a row stands', row({}), '2026-07-13T23:59:59Z'],
    ['waiting', 'due, no row', undefined, '2026-07-14T00:00:00Z'],
    ['waiting', 'nothing told, nothing expected', row({ expected: [] }), noon],
    ['incomplete', 'missing', row({ missing: ['2607.00002'], told: { oai: told('2026-07-14T02:30:00Z'), feed: told(noon) } }), noon],
    ['incomplete', 'trouble', row({ trouble: 'the feed still shows yesterday’s papers', told: { oai: told('2026-07-16T00:00:00Z') } }), noon],
    ['incomplete', 'trouble, and nothing else yet', row({ expected: [], trouble: 'the feed still shows yesterday’s papers' }), noon],
    ['unconfirmed', 'feed alone', row({ told: { feed: told(noon, 9) } }), noon],
    ['unconfirmed', 'harvested before 22:30', row({ told: { feed: told(noon), oai: told('2026-07-14T02:29:59Z') } }), noon],
    ['complete', 'harvested at 22:30, with the feed', row({ told: { feed: told(noon), oai: told('2026-07-14T02:30:00Z') } }), noon],
    ['unconfirmed', 'harvest alone, the day not over', row({ told: { oai: told('2026-07-15T03:59:59Z') } }), noon],
    ['complete', 'harvest alone, the day over', row({ told: { oai: told('2026-07-15T04:00:00Z') } }), '2026-07-15T05:00:00Z'],
    ['complete', 'nothing was announced in this category', row({ expected: [], told: { oai: told('2026-07-15T04:00:00Z') } }), '2026-07-15T05:00:00Z'],
    ['unconfirmed', 'an instant that is none', row({ told: { feed: told(noon), oai: told('soon') } }), noon],
    ['unconfirmed', 'a list says nothing here', row({ told: { list: told('2026-08-01T00:00:00Z', 5) } }), noon],
  ])('%s: %s', (state, _why, one, now) => {
    expect(dayState({ source: 'arxiv', day: '2026-07-14', category: 'cs.LG' }, one, Date.parse(now))).toBe(state)
  })

  test.each([
    ['a weekend', '2026-07-18'],
    ['the morning after Labor Day', '2026-09-08'],
  ])('none on %s, long before and long after', (_why, day) => {
    const place = { source: 'arxiv', day, category: 'cs.LG' } as const
    for (const now of ['2026-01-01', '2026-12-31']) {
      expect(dayState(place, undefined, Date.parse(now))).toBe('none')
      expect(dayState(place, row({ day, expected: [] }), Date.parse(now))).toBe('none')
    }
  })

  test('papers on a day that the calendar leaves out are judged as on any other', () => {
    const day = '2026-09-08'
    const place = { source: 'arxiv', day, category: 'cs.LG' } as const
    const now = Date.parse('2026-09-08T12:00:00Z')
    expect(dayState(place, row({ day, missing: ['2607.00001'] }), now)).toBe('incomplete')
    expect(dayState(place, row({ day, told: { feed: told('2026-09-08T05:00:00Z'), oai: told('2026-09-08T02:30:00Z') } }), now)).toBe('complete')
    expect(dayState(place, row({ day, told: { feed: told('2026-09-08T05:00:00Z'), oai: told('2026-09-08T02:29:00Z') } }), now)).toBe('unconfirmed')
  })

  test('a deferral is a day without papers until there are some', () => {
    const place = { source: 'arxiv', day: '2026-07-14', category: 'cs.LG' } as const
    const put = new Set(['2026-07-14'])
    expect(dayState(place, undefined, Date.parse(noon), put)).toBe('none')
    expect(dayState(place, row({ told: { feed: told(noon) } }), Date.parse(noon), put)).toBe('unconfirmed')
  })

  test.each([
    // 22:30 on the Sundays on which the clocks change: 02:30 UTC in summer time, 03:30 in winter.
    ['2026-03-09', '2026-03-09T02:29:59Z', '2026-03-09T02:30:00Z'],
    ['2026-11-02', '2026-11-02T03:29:59Z', '2026-11-02T03:30:00Z'],
  ])('the harvest of %s counts from %s on', (day, early, late) => {
    const at = (oai: string): DayState => dayState({ source: 'arxiv', day, category: '' }, row({ day, told: { feed: told(late), oai: told(oai) } }), Date.parse(`${day}T20:00:00Z`))
    expect([at(early), at(late)]).toEqual(['unconfirmed', 'complete'])
  })
})

describe('Hugging Face', () => {
  // The day ends at 04:00 UTC in summer.
  const day = '2026-07-14'
  test.each<[state: DayState, why: string, row: Partial<LedgerRow> | undefined, now: string]>([
    ['ahead', 'New York has not begun the day', undefined, '2026-07-14T03:59:59Z'],
    ['waiting', 'no row', undefined, '2026-07-14T04:00:00Z'],
    ['waiting', 'nothing told, nothing expected', { expected: [] }, '2026-07-14T12:00:00Z'],
    ['incomplete', 'missing', { missing: ['2607.00002'], told: { list: told('2026-07-15T04:00:00Z', 2) } }, '2026-07-15T12:00:00Z'],
    ['incomplete', 'trouble', { trouble: 'the list was cut short', told: { list: told('2026-07-15T04:00:00Z', 2) } }, '2026-07-15T12:00:00Z'],
    ['unconfirmed', 'the day is not over', { told: { list: told('2026-07-15T03:59:59Z', 7) } }, '2026-07-15T12:00:00Z'],
    ['unconfirmed', 'read once', { told: { list: told('2026-07-15T04:00:00Z', 1) } }, '2026-07-15T12:00:00Z'],
    ['complete', 'read twice alike, the day over', { told: { list: told('2026-07-15T04:00:00Z', 2) } }, '2026-07-15T12:00:00Z'],
    ['complete', 'an empty list, such as a Sunday’s', { expected: [], told: { list: told('2026-07-15T04:00:00Z', 2) } }, '2026-07-15T12:00:00Z'],
  ])('%s: %s', (state, _why, part, now) => {
    const one = part === undefined ? undefined : row({ source: 'huggingface', category: '', ...part })
    expect(dayState({ source: 'huggingface', day, category: '' }, one, Date.parse(now))).toBe(state)
  })
})

describe('other sources', () => {
  const place = { source: 'biorxiv', day: '2026-07-14', category: '' } as const
  test('say nothing of a day that they have no row for', () => {
    expect(dayState(place, undefined, Date.parse('2026-07-20T00:00:00Z'))).toBe('none')
  })
  test('are judged as dated lists', () => {
    const at = (part: Partial<LedgerRow>): DayState => dayState(place, row({ ...place, ...part }), Date.parse('2026-07-20T00:00:00Z'))
    expect(at({ missing: ['10.1101/1'] })).toBe('incomplete')
    expect(at({ told: { list: told('2026-07-15T04:00:00Z', 1) } })).toBe('unconfirmed')
    expect(at({ told: { list: told('2026-07-15T04:00:00Z', 2) } })).toBe('complete')
  })
})

describe('worstState', () => {
  test.each<[DayState, readonly DayState[]]>([
    ['none', []],
    ['none', ['none']],
    ['complete', ['none', 'complete', 'none']],
    ['ahead', ['complete', 'ahead']],
    ['unconfirmed', ['ahead', 'complete', 'unconfirmed']],
    ['waiting', ['unconfirmed', 'waiting', 'none']],
    ['incomplete', ['waiting', 'incomplete', 'complete']],
  ])('%s of %j', (worst, states) => {
    expect(worstState(states)).toBe(worst)
    expect(worstState([...states].reverse())).toBe(worst)
  })
})

test('never complete with anything missing or wrong, and never complete ahead of its time', () => {
  const instants = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
  const testimony = fc.record({ at: instants.map((at) => new Date(at).toISOString()), agreed: fc.integer({ min: 1, max: 4 }) })
  const rows = fc.record({
    source: fc.constantFrom('arxiv' as const, 'huggingface' as const, 'biorxiv' as const),
    expected: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    missing: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    told: fc.record({ feed: testimony, oai: testimony, list: testimony }, { requiredKeys: [] }),
    trouble: fc.option(fc.constant('cut short'), { nil: undefined }),
  })
  fc.assert(
    fc.property(rows, instants, fc.boolean(), (part, now, hasRow) => {
      const one = row({ ...part, day: '2026-07-14', category: '' })
      const state = dayState(one, hasRow ? one : undefined, now)
      if (!hasRow) expect(['none', 'ahead', 'waiting']).toContain(state)
      if (hasRow && (one.missing.length > 0 || one.trouble !== undefined)) expect(['incomplete', 'ahead', 'none']).toContain(state)
      if (state === 'complete') expect(Object.keys(one.told)).not.toEqual([])
    }),
    { numRuns: 500 },
  )
})
