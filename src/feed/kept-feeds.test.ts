import { expect, it } from 'vitest'
import { KeptFeeds } from './kept-feeds.ts'

function room() {
  const state = { now: 1_000_500, seq: 1, composed: 0, text: 'a' }
  const kept = new KeptFeeds({ clock: { now: () => state.now }, state: async () => String(state.seq) })
  const get = (name = 'x', wholly = false) => kept.get(name, wholly, async () => (state.composed++, { text: state.text, next: undefined }))
  return { state, get }
}

it('composes once for many readers, anew after a change of the store or a minute', async () => {
  const { state, get } = room()
  await Promise.all(Array.from({ length: 50 }, () => get()))
  await get('x', true)
  expect(state.composed).toBe(1)
  state.seq++
  state.now += 1000
  await get()
  expect(state.composed).toBe(2)
  state.now += 61_000
  await get()
  expect(state.composed).toBe(3)
})

it('has the same digest and date while the text is the same, and others of another', async () => {
  const { state, get } = room()
  const first = await get()
  expect(first.since).toBe(1_001_000)
  Object.assign(state, { seq: 2, now: state.now + 5000 })
  expect(await get()).toMatchObject({ etag: first.etag, since: first.since })
  Object.assign(state, { seq: 3, now: state.now + 5000, text: 'b' })
  const other = await get()
  expect(other.etag).not.toBe(first.etag)
  expect(other.since).toBeGreaterThan(state.now)
})

it('forgets texts before digests where there are many, and composes a text that is wanted', async () => {
  const { state, get } = room()
  state.text = 'x'.repeat(3_000_000)
  for (let at = 0; at < 15; at++) await get(`feed ${at}`, true)
  expect(state.composed).toBe(15)
  const first = await get('feed 0')
  expect([state.composed, first.body]).toEqual([15, undefined])
  expect((await get('feed 0', true)).body).toBe(state.text)
  expect(state.composed).toBe(16)
})

it('keeps nothing of what failed', async () => {
  const kept = new KeptFeeds({ clock: { now: () => 0 }, state: async () => '1' })
  await expect(kept.get('x', true, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect((await kept.get('x', true, async () => ({ text: 'yes', next: undefined }))).body).toBe('yes')
})
