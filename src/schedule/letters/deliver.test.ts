import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Carried } from '../../mail/delivery/carrier.ts'
import { noLetters } from '../../paper/letter-tally.ts'
import { madeUpSubscription } from '../../store/made-up-subscriptions.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { Delivery, type UnknownRule } from './deliver.ts'
import { planDue } from './plan-due.ts'

const DUE = Date.parse('2026-04-01T07:00:00.000Z')
const LETTER = { to: 'a@example.org', subject: 'Papers', text: 'Papers', html: '<p>Papers</p>' }

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-deliver-'))
  store = await openSqlite(join(folder, 'x.sqlite'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What became of a daily letter looked at every ten minutes until its time is over, where each copy that goes out ends in the next of these; the last holds on. */
async function outcome(unknown: UnknownRule, ends: readonly Carried[]) {
  let now = DUE
  const time = { now: () => now, sleep: (_: number, signal?: AbortSignal) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve())) }
  const ids: (string | undefined)[] = []
  const carrier = {
    connections: 1,
    carry: async ({ messageId }: { messageId?: string | undefined }, begin: () => Promise<boolean>): Promise<Carried> => {
      if (!(await begin())) return { kind: 'withdrawn' }
      ids.push(messageId)
      return ends[Math.min(ids.length, ends.length) - 1]!
    },
    close: async () => {},
  }
  await store.post.addSubscription(madeUpSubscription('a', { email: LETTER.to, hour: 7, timeZone: 'UTC', dueAt: new Date(DUE).toISOString() }))
  const parts = { post: store.post, time, carrier, unknown, perSecond: 0, by: 'one', host: 'x', random: () => 0.5, log: { info() {}, warn() {} }, compose: async (asked: readonly unknown[]) => asked.map(() => ({ kind: 'letter' as const, letter: LETTER, paperKeys: [] })) }
  const delivery = new Delivery(parts)
  for (; now < DUE + 14 * 3_600_000; now += 600_000) {
    await planDue(parts, new Date(now).toISOString())
    await delivery.deliver(new AbortController().signal)
  }
  const letters = await store.post.letters({ subscriptionId: 'a' })
  expect(letters).toHaveLength(1)
  expect(new Set(ids).size).toBe(1)
  return { copies: ids.length, state: letters[0]!.state }
}

const UNKNOWN: Carried = { kind: 'unknown', why: 'ETIMEDOUT' }
const REFUSED: Carried = { kind: 'later', whose: 'letter', why: 'DATA 451' }
const SENT: Carried = { kind: 'sent' }

it.each<[string, UnknownRule, readonly Carried[], { copies: number; state: string }]>([
  ['is sent again under the same Message-ID', 'resend', [UNKNOWN, SENT], { copies: 2, state: 'sent' }],
  ['is sent again after however many refusals, which are answers', 'resend', [...Array.from({ length: 7 }, () => REFUSED), UNKNOWN, SENT], { copies: 9, state: 'sent' }],
  ['has five copies at most', 'resend', [UNKNOWN], { copies: 5, state: 'unknown' }],
  ['stays unknown where what follows is refused until its time is over', 'resend', [UNKNOWN, REFUSED], { copies: expect.any(Number) as number, state: 'unknown' }],
  ['stays unknown where the next copy is refused for good', 'resend', [UNKNOWN, { kind: 'never', address: false, why: 'DATA 554' }], { copies: 2, state: 'unknown' }],
  ['has failed where nobody turns out to be there', 'resend', [UNKNOWN, { kind: 'never', address: true, why: 'RCPT TO 550' }], { copies: 2, state: 'failed' }],
  ['is left alone where that is the rule', 'leave', [UNKNOWN, SENT], { copies: 1, state: 'unknown' }],
])('a letter whose answer was lost %s', async (_, rule, ends, became) => {
  expect(await outcome(rule, ends)).toEqual(became)
})

it.each<[string, 'empty' | 'late', number]>([
  ['has nothing to say', 'empty', 0],
  ['is found when its time is over', 'late', 13 * 3_600_000],
])('tells of a letter that %s', async (_, why, afterMs) => {
  let now = DUE
  const time = { now: () => now, sleep: (_: number, signal?: AbortSignal) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve())) }
  const carrier = { connections: 1, carry: () => Promise.reject(new Error('nothing is to go out')), close: async () => {} }
  await store.post.addSubscription(madeUpSubscription('a', { email: LETTER.to, hour: 7, timeZone: 'UTC', dueAt: new Date(DUE).toISOString() }))
  const parts = { post: store.post, time, carrier, unknown: 'resend' as const, perSecond: 0, by: 'one', host: 'x', log: { info() {}, warn() {} }, compose: async (asked: readonly unknown[]) => asked.map(() => ({ kind: 'nothing' as const, why: 'no papers' })) }
  await planDue(parts, new Date(now).toISOString())
  now += afterMs
  expect(await new Delivery(parts).deliver(new AbortController().signal)).toEqual({ ...noLetters(), [why]: 1 })
  expect((await store.post.letters({ subscriptionId: 'a' }))[0]!.state).toBe('skipped')
})

it('a letter that was only ever refused has failed', async () => {
  expect(await outcome('resend', [REFUSED])).toMatchObject({ state: 'failed' })
})
