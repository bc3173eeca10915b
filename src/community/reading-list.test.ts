import { afterEach, beforeEach, expect, test } from 'vitest'
import { NOBODY } from '../paper/people.ts'
import { heldPapers, person, type Held } from './held-papers.test-helper.ts'
import { createMarks, type Marks } from './marks.ts'
import { createReadingList, SHELVES, type ReadingList, type ReadingListQuery } from './reading-list.ts'
import { createVotes } from './votes.ts'

const ada = person('ada')
const ben = person('ben')
let held: Held
let marks: Marks
let list: ReadingList

beforeEach(async () => {
  held = await heldPapers([ada, ben])
  marks = createMarks(held)
  list = createReadingList(held)
  for (let number = 1; number <= 6; number++) {
    await held.hold(number)
    held.clock.time += 1000
    await marks.mark(ada, number, 'save', true)
  }
  for (const key of [5, 2]) await marks.mark(ada, key, 'read', true)
  await marks.mark(ada, 3, 'hide', true)
  await createVotes(held).vote(ada, 4, true)
  await marks.tag(ada, 1, ['later'])
  await marks.tag(ada, 6, ['later', 'maths'])
  await marks.note(ada, 2, 'why?')
})
afterEach(() => held.close())

const keys = async (query: ReadingListQuery, visitor = ada): Promise<[number, ...number[]]> => {
  const { total, papers } = await list.list(visitor, query)
  return [total, ...papers.map(({ paper }) => paper.key)]
}

test('each list has its own papers, newest first', async () => {
  expect(await keys({ shelf: 'saved' })).toEqual([6, 6, 5, 4, 3, 2, 1])
  expect(await keys({ shelf: 'saved', offset: 2, limit: 3 })).toEqual([6, 4, 3, 2])
  expect(await keys({ shelf: 'voted' })).toEqual([1, 4])
  expect(await keys({ shelf: 'hidden' })).toEqual([1, 3])
  expect(await keys({ shelf: 'noted' })).toEqual([1, 2])
  expect((await keys({ shelf: 'read' })).toSorted()).toEqual([2, 2, 5])
  expect((await keys({ shelf: 'tagged', tag: 'later' })).toSorted()).toEqual([1, 2, 6])
  expect(await keys({ shelf: 'tagged', tag: 'never' })).toEqual([0])
  expect(await keys({ shelf: 'tagged' })).toEqual([0])
  expect(await list.counts(ada)).toEqual({ saved: 6, voted: 1, read: 2, tagged: 2, noted: 1, hidden: 1 })
  expect((await list.list(ada, { shelf: 'saved', limit: 1 })).papers[0]?.at).toBe('2026-03-11T16:00:06.000Z')
})

test('unread first keeps the order among the read and the unread, over pages', async () => {
  expect(await keys({ shelf: 'saved', unreadFirst: true })).toEqual([6, 6, 4, 3, 1, 5, 2])
  expect(await keys({ shelf: 'saved', unreadFirst: true, offset: 3, limit: 2 })).toEqual([6, 1, 5])
  expect(await keys({ shelf: 'saved', unreadFirst: true, offset: 9, limit: 2 })).toEqual([6])
})

test('the keys to search among are those of the list', async () => {
  expect(await list.keys(ada, { shelf: 'saved' })).toEqual([6, 5, 4, 3, 2, 1])
  expect((await list.keys(ada, { shelf: 'tagged', tag: 'later' })).toSorted()).toEqual([1, 6])
})

test('what is one’s own is nobody else’s', async () => {
  for (const shelf of SHELVES) expect(await keys({ shelf, tag: 'later' }, ben)).toEqual([0])
  expect(new Set(Object.values(await list.counts(ben)))).toEqual(new Set([0]))
  await expect(list.list(NOBODY, { shelf: 'saved' })).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(list.counts(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('a paper that is gone is left out', async () => {
  await held.store.write((writer) => writer.remove([4]))
  expect((await keys({ shelf: 'saved' })).slice(1)).toEqual([6, 5, 3, 2, 1])
})
