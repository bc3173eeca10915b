import { describe, expect, it } from 'vitest'
import { madeUpSubscription } from '../../store/made-up-subscriptions.ts'
import { isLate, messageIdOf, owed } from './plan-due.ts'

const daily = (dueAt: string, timeZone = 'UTC') => madeUpSubscription('s', { dueAt, timeZone })

describe('what is owed', () => {
  it('is the letter that fell due, and then the next', () => {
    expect(owed(daily('2026-04-01T07:00:00.000Z'), '2026-04-01T07:00:30.000Z')).toEqual({ last: '2026-04-01T07:00:00.000Z', next: '2026-04-02T07:00:00.000Z', late: false })
  })

  it('is one letter only after days of sleep, of today', () => {
    expect(owed(daily('2026-03-20T07:00:00.000Z'), '2026-04-01T09:00:00.000Z')).toEqual({ last: '2026-04-01T07:00:00.000Z', next: '2026-04-02T07:00:00.000Z', late: false })
  })

  it('is nothing when the next one is nearer', () => {
    expect(owed(daily('2026-03-31T07:00:00.000Z'), '2026-03-31T18:59:00.000Z')).toMatchObject({ late: false })
    expect(owed(daily('2026-03-31T07:00:00.000Z'), '2026-03-31T19:01:00.000Z')).toEqual({ last: '2026-03-31T07:00:00.000Z', next: '2026-04-01T07:00:00.000Z', late: true })
  })

  it('of a weekly letter is owed for half a week', () => {
    const weekly = madeUpSubscription('w', { rhythm: 'weekly', weekday: 1, dueAt: '2026-03-30T07:00:00.000Z' })
    expect(owed(weekly, '2026-04-02T18:00:00.000Z').late).toBe(false)
    expect(owed(weekly, '2026-04-03T07:00:00.000Z')).toMatchObject({ late: true, next: '2026-04-06T07:00:00.000Z' })
  })

  it.each([
    ['spring leaves the hour out', '2026-03-28T01:30:00.000Z', '2026-03-29T08:00:00.000Z', ['2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z']],
    ['autumn has it twice', '2026-10-24T00:00:00.000Z', '2026-10-25T09:00:00.000Z', ['2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z']],
  ])('where %s there is one letter a day', (_, dueAt, now, [last, next]) => {
    expect(owed(madeUpSubscription('b', { hour: 2, timeZone: 'Europe/Berlin', dueAt }), now)).toMatchObject({ last, next })
  })
})

it('a letter that was planned before its hour is not late', () => {
  expect(isLate('2026-04-01T07:00:00.000Z', '2026-04-02T07:00:00.000Z', '2026-04-01T05:00:00.000Z')).toBe(false)
})

it('names a letter the same each time, and no two alike', () => {
  const one = messageIdOf('a', '2026-04-01', 'papers.example')
  expect(one).toMatch(/^[0-9a-f]{32}\.2026-04-01@papers\.example$/)
  expect(messageIdOf('a', '2026-04-01', 'papers.example')).toBe(one)
  expect(new Set([one, messageIdOf('b', '2026-04-01', 'papers.example'), messageIdOf('a', '2026-04-02', 'papers.example')]).size).toBe(3)
})
