import { expect, it } from 'vitest'
import { terms } from '../terms.ts'
import { plainQuery } from './plain-query.ts'

it('takes operators as text', () => {
  const query = plainQuery('title:"sparse graphs" -walks before:2020 2405.00001')
  expect(query).toMatchObject({ phrases: [], restrictions: [], excluded: [], fromDay: undefined, toDay: undefined, identifier: undefined, notes: [] })
  expect(query.words).toEqual(expect.arrayContaining(terms('title sparse graphs walks before 2020')))
})

it('is cut where a pasted book begins', () => {
  expect(plainQuery('kettle '.repeat(1000)).words).toHaveLength(600)
  expect(plainQuery(`${' '.repeat(12_000)}kettle`).words).toEqual([])
  expect(plainQuery('').words).toEqual([])
})
