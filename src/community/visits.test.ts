import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCAL_VISITOR, NOBODY } from '../paper/people.ts'
import { heldPapers, person, type Held } from './held-papers.test-helper.ts'
import { createVisits, SILENCE_MS, VISIT_SETTING, type Visits } from './visits.ts'

const ada = person('ada')
const MINUTE = 60_000
let held: Held
let visits: Visits

beforeEach(async () => {
  held = await heldPapers([ada])
  visits = createVisits({ ...held, waitMs: 20_000 })
})
afterEach(() => held.close())

const later = (ms: number): void => void (held.clock.time += ms)

test('what is new is reckoned from the end of the visit before, all through the visit', async () => {
  const first = await held.hold(1)
  expect(await visits.arrive(ada)).toBeUndefined()
  later(20 * MINUTE)
  const second = await held.hold(2)
  expect(await visits.arrive(ada)).toBeUndefined()
  const end = { at: '2026-03-11T16:20:00.000Z', key: second }
  expect(second).toBeGreaterThan(first)
  later(SILENCE_MS)
  await held.hold(3)
  expect(await visits.arrive(ada)).toEqual(end)
  for (let minutes = 0; minutes < 90; minutes += 29) {
    later(29 * MINUTE)
    await held.hold(10 + minutes)
    expect(await visits.arrive(ada)).toEqual(end)
  }
  later(SILENCE_MS - 1)
  expect(await visits.arrive(ada)).toEqual(end)
})

test('turning pages is not written down at each', async () => {
  await visits.arrive(ada)
  const kept = async () => (await held.store.people.settings('ada'))[VISIT_SETTING]
  const before = await kept()
  later(MINUTE - 1)
  await visits.arrive(ada)
  expect(await kept()).toEqual(before)
  later(1)
  await visits.arrive(ada)
  expect(await kept()).not.toEqual(before)
})

test('a clock set back ends no visit', async () => {
  await visits.arrive(ada)
  later(SILENCE_MS)
  const end = await visits.arrive(ada)
  later(-10 * SILENCE_MS)
  expect(await visits.arrive(ada)).toEqual(end)
})

test('a program with a token is told, and is no visit', async () => {
  await visits.arrive(ada)
  later(SILENCE_MS)
  const end = await visits.arrive(ada)
  later(10 * SILENCE_MS)
  for (let times = 0; times < 2; times++) expect(await visits.arrive({ ...ada, by: 'token' })).toEqual(end)
})

test('nobody was here before; the one reader without accounts was', async () => {
  expect(await visits.arrive(NOBODY)).toBeUndefined()
  expect(await visits.arrive(LOCAL_VISITOR)).toBeUndefined()
  later(SILENCE_MS)
  expect(await visits.arrive(LOCAL_VISITOR)).toEqual({ at: '2026-03-11T16:00:00.000Z', key: 0 })
})

test.each([null, 'yesterday', 7, [], { at: 'soon', key: 1 }, { at: '2026-03-11T15:00:00.000Z' }, { at: '2026-03-11T15:00:00.000Z', key: -1 }])('a damaged setting is a first visit: %j', async (damaged) => {
  await held.store.people.setSetting('ada', VISIT_SETTING, damaged)
  expect(await visits.arrive(ada)).toBeUndefined()
  expect((await held.store.people.settings('ada'))[VISIT_SETTING]).toEqual({ at: '2026-03-11T16:00:00.000Z', key: 0 })
})

test('a page waits for no store that is held by another write, and its reader is noted all the same', async () => {
  const impatient = createVisits({ ...held, waitMs: 1 })
  let release = (): void => {}
  const other = held.store.write(() => new Promise<void>((resolve) => (release = resolve)))
  for (let times = 0; times < 3; times++) expect(await impatient.arrive(ada)).toBeUndefined()
  expect((await held.store.people.settings('ada'))[VISIT_SETTING]).toBeUndefined()
  release()
  await other
  await held.store.write(async () => {})
  expect((await held.store.people.settings('ada'))[VISIT_SETTING]).toMatchObject({ at: '2026-03-11T16:00:00.000Z' })
})

test('somebody who is being removed is nobody’s fault', async () => {
  await held.store.people.removePerson('ada')
  expect(await visits.arrive(ada)).toBeUndefined()
})
