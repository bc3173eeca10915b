import { expect, it } from 'vitest'
import { LOCAL_PERSON_ID } from '../paper/people.ts'
import { lastDay } from './last-day.ts'
import { listedPapers } from './listed-papers.test-helper.ts'

const TODAY = '2026-04-20'
const { store, list } = listedPapers()

const submit = (paperKey: number, day: string) => store().people.submit({ day, paperKey, personId: LOCAL_PERSON_ID, at: `${TODAY}T12:00:00.000Z`, picked: false, remark: '' })

it('is the last with a paper, until the day that is asked for', async () => {
  expect(await lastDay(store(), TODAY)).toBeUndefined()
  const key = await list(1, ['arxiv', '2026-04-10'])
  await submit(key, '2026-05-01')
  expect(await lastDay(store(), TODAY)).toBe('2026-04-10')
  await submit(key, '2026-04-12')
  expect(await lastDay(store(), TODAY)).toBe('2026-04-12')
})

it('keeps the starter shelf in front of a paper that somebody put into an earlier day', async () => {
  const key = await list(1, ['shelf', '2026-04-18'])
  await submit(key, '2020-02-02')
  expect(await lastDay(store(), TODAY)).toBe('2026-04-18')
  await submit(key, '2026-04-19')
  expect(await lastDay(store(), TODAY)).toBe('2026-04-19')
})

it('leaves the shelf behind once a source lists papers, and then goes by what people put in too', async () => {
  const key = await list(1, ['shelf', '2026-04-18'])
  await list(2, ['arxiv', '2026-04-10'])
  expect(await lastDay(store(), TODAY)).toBe('2026-04-10')
  await submit(key, '2026-04-12')
  expect(await lastDay(store(), TODAY)).toBe('2026-04-12')
})
