import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayNumber, dayOfNumber, isDay, isMonth, isPartialDate, isWeek, monthDays, weekDays, weekOf } from './dates.ts'

describe('dates', () => {
  it.each(['2024-02-29', '2023-12-31', '1900-01-01'])('%s is a day', (day) => expect(isDay(day)).toBe(true))
  it.each(['2024-13-45', '2023-02-29', '2024-2-3', '', '2024-02-30', '+02024-01-01'])('%s is no day', (day) => expect(isDay(day)).toBe(false))
  it.each(['2020-W53', '2024-W01', '2024-W52'])('%s is a week', (week) => expect(isWeek(week)).toBe(true))
  it.each(['2024-W53', '2024-W00', '2024-W99', '2024-42'])('%s is no week', (week) => expect(isWeek(week)).toBe(false))
  it('knows months and partial dates', () => {
    expect(isMonth('2024-12')).toBe(true)
    expect(isMonth('2024-13')).toBe(false)
    expect([isPartialDate('2024'), isPartialDate('2024-02'), isPartialDate('2024-02-29'), isPartialDate('2024-02-30')]).toEqual([true, true, true, false])
    expect(monthDays('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  })
  it('counts weeks as ISO 8601 does', () => {
    expect(weekOf('2021-01-03')).toBe('2020-W53')
    expect(weekOf('2024-12-30')).toBe('2025-W01')
    expect(weekDays('2024-W42')).toEqual({ from: '2024-10-14', to: '2024-10-20' })
  })
  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 60_000 }), fc.integer({ min: -400, max: 400 }), (number, step) => {
        const day = dayOfNumber(number)
        expect(dayNumber(day)).toBe(number)
        expect(dayNumber(addDays(day, step))).toBe(number + step)
        const { from, to } = weekDays(weekOf(day))
        expect(from <= day && day <= to).toBe(true)
      }),
    )
  })
})
