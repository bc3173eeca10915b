import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchDay } from './batch-day.ts'

const [FRIDAY, MONDAY, TUESDAY] = ['2026-03-06', '2026-03-09', '2026-03-10']
const known = (days: Readonly<Record<string, readonly string[]>>): Map<string, string> => new Map(Object.entries(days).flatMap(([day, ids]) => ids.map((id) => [id, day] as const)))

describe('batchDay', () => {
  it.each<[string, string[], Record<string, string[]>, unknown]>([
    ['nothing listed', [], { [MONDAY]: ['a'] }, { kind: 'empty' }],
    ['nobody knows the papers', ['a', 'b'], {}, { kind: 'fresh', ids: ['a', 'b'], moved: new Map() }],
    ['the harvest of the evening brought them', ['a', 'b'], { [TUESDAY]: ['a', 'b'] }, { kind: 'fresh', ids: ['a', 'b'], moved: new Map() }],
    ['all are of the day before', ['a', 'b'], { [MONDAY]: ['a', 'b'] }, { kind: 'stale', day: MONDAY, ids: [] }],
    ['all but one are of the day before', ['a', 'b', 'c'], { [MONDAY]: ['a', 'b'] }, { kind: 'stale', day: MONDAY, ids: ['c'] }],
    ['most are of the day before, one of today', ['a', 'b', 'c'], { [MONDAY]: ['a', 'b'], [TUESDAY]: ['c'] }, { kind: 'stale', day: MONDAY, ids: [] }],
    ['half is new: a few were guessed wrong', ['a', 'b', 'c', 'd'], { [MONDAY]: ['a', 'b'] }, { kind: 'fresh', ids: ['a', 'b', 'c', 'd'], moved: new Map([[MONDAY, new Set(['a', 'b'])]]) }],
    ['wrong guesses on several days', ['a', 'b', 'c', 'd'], { [FRIDAY]: ['a'], [MONDAY]: ['b'] }, { kind: 'fresh', ids: ['a', 'b', 'c', 'd'], moved: new Map([[FRIDAY, new Set(['a'])], [MONDAY, new Set(['b'])]]) }],
    ['the day of most of them is the batch’s', ['a', 'b', 'c'], { [FRIDAY]: ['a', 'b'], [MONDAY]: ['c'] }, { kind: 'stale', day: FRIDAY, ids: [] }],
    ['as many of each: the later', ['a', 'b'], { [FRIDAY]: ['a'], [MONDAY]: ['b'] }, { kind: 'stale', day: MONDAY, ids: [] }],
    ['known of a day to come, which a clock put back may do', ['a'], { '2026-03-11': ['a'] }, { kind: 'fresh', ids: ['a'], moved: new Map() }],
  ])('%s', (_, listed, days, batch) => {
    expect(batchDay(listed, known(days), TUESDAY)).toEqual(batch)
  })

  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 40 })
  const days = fc.dictionary(fc.integer({ min: 0, max: 60 }).map(String), fc.constantFrom(FRIDAY, MONDAY, TUESDAY, '2026-03-11'))

  it('a batch that was seen whole on an earlier day is never fresh', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer().map(String), { minLength: 1, maxLength: 40 }), fc.constantFrom(FRIDAY, MONDAY), (listed, day) => {
        expect(batchDay(listed, known({ [day]: listed }), TUESDAY)).toEqual({ kind: 'stale', day, ids: [] })
      }),
    )
  })

  it('loses no id and gives none twice; what is moved was on an earlier day', () => {
    fc.assert(
      fc.property(ids, days, (listed, of) => {
        const before = new Map(Object.entries(of))
        const batch = batchDay(listed, before, TUESDAY)
        if (batch.kind === 'empty') expect(listed).toEqual([])
        else if (batch.kind === 'stale') {
          expect(batch.day < TUESDAY).toBe(true)
          // Who is not among its ids is known on some day already.
          expect(listed.filter((id) => !batch.ids.includes(id)).every((id) => before.has(id))).toBe(true)
          expect(batch.ids.some((id) => before.has(id))).toBe(false)
        } else {
          expect(batch.ids).toEqual(listed)
          for (const [day, moved] of batch.moved) for (const id of moved) expect([before.get(id), day < TUESDAY, listed.includes(id)]).toEqual([day, true, true])
          const earlier = listed.filter((id) => (before.get(id) ?? TUESDAY) < TUESDAY)
          expect([...batch.moved.values()].flatMap((moved) => [...moved]).sort()).toEqual(earlier.sort())
        }
      }),
    )
  })

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(ids, days, (listed, of) => {
        const before = new Map(Object.entries(of))
        const [one, other] = [batchDay(listed, before, TUESDAY), batchDay([...listed].reverse(), before, TUESDAY)]
        expect(other.kind).toBe(one.kind)
        if (one.kind === 'stale' && other.kind === 'stale') expect(other.day).toBe(one.day)
      }),
    )
  })
})
