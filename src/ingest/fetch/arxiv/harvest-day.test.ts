import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arxivDay, estimatedArxivDay } from '../../../paper/announcements.ts'
import { addDays } from '../../../tools/dates.ts'
import { harvestDay } from './harvest-day.ts'

const v = (number: number, submittedAt?: string) => ({ number, ...(submittedAt === undefined ? {} : { submittedAt }) })
const MONDAY_MORNING = '2026-03-02T14:00:00Z'

it.each([
  // [why, versions, datestamp, day, earliest]
  ['announced on the evening of its day of submission', [v(1, MONDAY_MORNING)], '2026-03-03', '2026-03-03', '2026-03-03'],
  ['held for three days', [v(1, MONDAY_MORNING)], '2026-03-06', '2026-03-06', '2026-03-03'],
  ['held over a weekend: on Saturdays nothing is announced', [v(1, MONDAY_MORNING)], '2026-03-07', '2026-03-03', '2026-03-03'],
  ['held for fourteen days at most', [v(1, MONDAY_MORNING)], '2026-03-17', '2026-03-17', '2026-03-03'],
  ['changed later than anything is held', [v(1, MONDAY_MORNING)], '2026-03-18', '2026-03-03', '2026-03-03'],
  ['changed before it can have been announced, which is a mistake', [v(1, MONDAY_MORNING)], '2026-03-01', '2026-03-03', '2026-03-03'],
  ['replaced: the date is of the second version', [v(1, MONDAY_MORNING), v(2, '2026-03-05T10:00:00Z')], '2026-03-06', '2026-03-03', '2026-03-03'],
  ['submitted on a Friday afternoon: Tuesday’s', [v(1, '2026-03-06T20:00:00Z')], '2026-03-10', '2026-03-10', '2026-03-10'],
  ['held over Independence Day, on which nothing is announced', [v(1, '2026-06-30T12:00:00Z')], '2026-07-04', '2026-07-01', '2026-07-01'],
] as const)('%s', (_, versions, datestamp, day, earliest) => {
  expect(harvestDay(versions[0].submittedAt!.startsWith('2026-06') ? '2606.09999' : '2603.00001', versions, datestamp)).toEqual({ day, earliest })
})

it('says nothing where the first version is not known', () => {
  for (const versions of [[], [v(1)], [v(2, MONDAY_MORNING)]]) expect(harvestDay('2603.00001', versions, '2026-03-03')).toBeUndefined()
})

it('always says a day on which arXiv announces, never before the earliest, never after the last change but for that', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2023-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 3 }), (at, later, count) => {
      const submitted = at.toISOString()
      const datestamp = addDays(submitted.slice(0, 10), later)
      const { day, earliest } = harvestDay('cs/0101001', Array.from({ length: count }, (_, number) => v(number + 1, submitted)), datestamp)!
      expect(earliest).toBe(estimatedArxivDay(submitted, 'cs/0101001'))
      expect(arxivDay(day).announced).toBe(true)
      expect(day >= earliest).toBe(true)
      if (day !== earliest) expect([day, count]).toEqual([datestamp, 1])
    }),
  )
})
