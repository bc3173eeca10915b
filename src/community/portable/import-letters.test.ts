import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hook } from '../../paper/hook.ts'
import type { Visitor } from '../../paper/people.ts'
import { nextDue, type Subscription } from '../../paper/subscription.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { SUBSCRIPTIONS_MAX } from '../letters/create-subscriptions.ts'
import { createPortable, type Portable } from '../portable.ts'

const NOW = '2026-05-01T12:00:00.000Z'
const SINCE = '2026-04-01T00:00:00.000Z'
const ADA: Visitor = { by: 'session', canSignIn: true, person: { id: 'ada', name: 'Ada', email: 'Ada@example.org', role: 'reader', since: '2026-01-01T00:00:00.000Z' } }

interface Place { folder: string; store: Store; portable: Portable }
let here: Place
let there: Place
async function place(by: 'members' | 'off' = 'members'): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-portable-'))
  const store = await openSqlite(join(folder, 'x.sqlite'))
  await store.people.savePerson(ADA.person!)
  return { folder, store, portable: createPortable({ store, clock: { now: () => Date.parse(NOW) }, zotero: { forget: async () => {} }, letters: { by } }) }
}
async function away({ folder, store }: Place): Promise<void> {
  expect(await store.check()).toEqual([])
  await store.close()
  rmSync(folder, { recursive: true })
}
beforeEach(async () => void ([here, there] = await Promise.all([place(), place()])))
afterEach(async () => void (await Promise.all([away(here), away(there)])))

const subscription = (view: string, part: Partial<Subscription> = {}): Subscription => {
  const one: Subscription = {
    id: `id-of-${view}-${part.email ?? ''}-${'personId' in part ? part.personId : 'ada'}`, personId: 'ada', email: 'ada@example.org', view, rhythm: 'weekly', weekday: 3, hour: 6, timeZone: 'Europe/Berlin', papers: 7,
    state: 'active', stoppedWhy: undefined, createdAt: SINCE, confirmedAt: SINCE, dueAt: undefined, ...part,
  }
  return { ...one, dueAt: one.state === 'active' ? nextDue(one, NOW) : undefined }
}
const hook: Hook = {
  id: 'h', personId: 'ada', kind: 'slack', view: '/papers/trending', address: 'https://hooks.example.org/services/xhooksecretx', secret: 'bsh_xsignx', pausedWhy: 'reader', floor: 0, isPrimed: true,
  failures: 0, createdAt: SINCE, sentAt: undefined, lastError: undefined, alert: undefined,
}
const ALL = [subscription('/papers'), subscription('/papers/for-you', { state: 'paused', rhythm: 'daily' }), subscription('/papers?q=%3Cb%3E', { state: 'stopped', stoppedWhy: 'reader' })]
const bring = async (from: Place, to: Place) => to.portable.import(ADA, JSON.stringify(await from.portable.export(ADA)))

test('letters to one’s own address come along as they stood, once', async () => {
  for (const one of ALL) await here.store.post.addSubscription(one)
  expect(await bring(here, there)).toMatchObject({ letters: 3, leftOut: [] })
  const taken = await there.store.post.subscriptions({ personId: 'ada' })
  expect(taken.map(({ id: _, confirmedAt: __, ...rest }) => rest)).toEqual(expect.arrayContaining(ALL.map(({ id: _, confirmedAt: __, ...rest }) => rest)))
  expect(taken.map(({ id }) => id)).not.toEqual(expect.arrayContaining([ALL[0]!.id]))
  expect((await there.portable.export(ADA)).letters).toEqual((await here.portable.export(ADA)).letters)
  expect(await bring(here, there)).toMatchObject({ letters: 0, leftOut: [] })
})

test('what was asked for with the address before there was an account is in the file, what others ask for is not', async () => {
  await here.store.people.savePerson({ ...ADA.person!, id: 'bo', email: 'bo@example.org' })
  for (const one of [subscription('/papers'), subscription('/papers', { personId: undefined }), subscription('/picks', { personId: undefined }), subscription('/papers/for-you', { personId: 'bo' })]) await here.store.post.addSubscription(one)
  expect((await here.portable.export(ADA)).letters.map(({ view }) => view)).toEqual(['/papers', '/picks'])
})

test('no other address is written to by a file, and none from which letters came back', async () => {
  for (const one of [...ALL, subscription('/picks', { email: 'work@example.com' })]) await here.store.post.addSubscription(one)
  expect(await bring(here, there)).toMatchObject({ letters: 3, leftOut: ['One kind of letters stays in the file alone: ask for them again where they are to go.'] })
  expect(await there.store.post.subscriptions({ email: 'work@example.com' })).toEqual([])

  const bounced = await place()
  await bounced.store.post.suppress('ada@example.org', 'bounce', SINCE)
  expect((await bring(here, bounced)).leftOut).toContain('Letters to your address came back or were said to be unwanted, so none were begun.')
  expect((await bounced.store.post.subscriptions({ personId: 'ada' })).map(({ state, stoppedWhy }) => [state, stoppedWhy])).toEqual(ALL.map(() => ['stopped', 'bounce']))
  await away(bounced)

  const silent = await place('off')
  expect(await bring(here, silent)).toMatchObject({ letters: 0, leftOut: ['4 kinds of letters stay in the file alone: none are sent from here.'] })
  await away(silent)
})

test('an alert is told of without the secrets that let one write there', async () => {
  await here.store.hooks.addHook(hook, 20)
  const file = await here.portable.export(ADA)
  expect(file.alerts).toEqual([{ view: '/papers/trending', kind: 'slack', address: 'hooks.example.org/…retx', paused: true, since: SINCE }])
  expect(JSON.stringify(file)).not.toMatch(/xhooksecretx|xsignx/)
  expect((await bring(here, there)).leftOut).toEqual([expect.stringContaining('Alerts stay in the file alone')])
  expect(await there.store.hooks.hooks('ada')).toEqual([])
})

test('deleting everything takes letters and alerts with it', async () => {
  for (const one of [...ALL, subscription('/picks', { personId: undefined })]) await here.store.post.addSubscription(one)
  await here.store.hooks.addHook(hook, 20)
  await here.portable.remove(ADA, 'ada@example.org')
  expect(await here.store.post.allSubscriptions()).toEqual([])
  expect(await here.store.hooks.hook('h')).toBeUndefined()
})

test('letters of anybody’s making are sound or not taken, and never too many', async () => {
  const wild = fc.record({
    view: fc.oneof(fc.string(), fc.constantFrom('/papers', '/papers/date/2026-04-10', 'https://evil.example/papers'), fc.nat().map((at) => `/papers?q=owls${at}`)), email: fc.constantFrom('ADA@example.org', 'ada@example.org', 'x'), rhythm: fc.constantFrom('daily', 'weekly'),
    weekday: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.double({ noNaN: true })), hour: fc.integer({ min: -1, max: 24 }), timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'Nowhere/Town', '+02:00'), papers: fc.integer({ min: 0, max: 51 }),
    state: fc.constantFrom('active', 'paused', 'stopped', 'unconfirmed'), since: fc.constantFrom(SINCE, '2999-01-01T00:00:00Z'),
  })
  const sound = Array.from({ length: SUBSCRIPTIONS_MAX + 5 }, (_, at) => ({ view: `/papers?q=moss${at}`, email: 'ada@example.org', rhythm: 'daily', weekday: 1, hour: 7, timeZone: 'UTC', papers: 5, state: 'active', since: SINCE }))
  await fc.assert(
    fc.asyncProperty(fc.array(wild, { maxLength: 20 }), async (letters) => {
      await there.portable.import(ADA, JSON.stringify({ format: 'broadsheet-person', version: 1, letters })).catch((error: unknown) => expect(error).toMatchObject({ code: 'bad-input' }))
    }),
    { numRuns: 40 },
  )
  await there.portable.import(ADA, JSON.stringify({ format: 'broadsheet-person', version: 1, letters: sound }))
  const taken = await there.store.post.subscriptions({ personId: 'ada' })
  expect(taken).toHaveLength(SUBSCRIPTIONS_MAX)
  for (const one of taken) {
    expect(one).toMatchObject({ email: 'ada@example.org', view: expect.stringMatching(/^\/(papers|picks|saved)/) })
    expect(one.createdAt <= NOW).toBe(true)
    expect(one.dueAt).toBe(one.state === 'active' ? nextDue(one, NOW) : undefined)
  }
})
