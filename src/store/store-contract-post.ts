/** What every store keeps to of letters. Called by each database's test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Subscription } from '../paper/subscription.ts'
import { madeUpPaper } from './made-up-papers.ts'
import { at, madeUpSubscription } from './made-up-subscriptions.ts'
import type { PaperWrite, Store } from './store.ts'
import type { Opened } from './store-contract-people.ts'
import { postModel } from './store-model-post.ts'
import { tracesOf } from './store-traces.ts'

const DAY = '2026-04-01'

/** @param open opens a new, empty store */
export function postContract(name: string, open: () => Promise<Opened>, runs: number): void {
  postModel(name, async () => (await open()).store, runs)

  describe(`a store in ${name}, for letters`, () => {
    let store: Store
    let again: Opened['again']
    beforeEach(async () => {
      ;({ store, again } = await open())
    })
    afterEach(async () => {
      expect(await store.check()).toEqual([])
      await store.close()
    })

    const put = (...papers: PaperWrite[]) => store.write((writer) => writer.write(papers))
    const add = async (...all: Subscription[]) => {
      for (const one of all) await store.post.addSubscription(one)
    }
    const plan = (minute: number, ...ids: string[]) => store.post.plan(ids.map((id) => ({ subscriptionId: id, occasion: DAY, messageId: `${id}.${DAY}@x`, nextAt: at(minute), dueAt: at(1450) })), at(minute))
    const take = (by: string, minute: number, limit = 10, on = store) => on.post.takeLetters({ by, at: at(minute), until: at(minute + 5), limit })
    const begin = (id: number, by: string, minute: number, paperKeys: number[] = []) => store.post.beginLetters([{ id, paperKeys }], by, at(minute), at(minute + 5))
    const state = async (id: number) => (await store.post.letter(id))?.state

    test('subscriptions come back as they went in; the same one is there once', async () => {
      const one = madeUpSubscription('a', { email: 'A@Example.org ', rhythm: 'weekly', weekday: 7, timeZone: 'Asia/Kathmandu' })
      const held = { ...one, email: 'a@example.org' }
      expect(await store.post.addSubscription(one)).toEqual({ added: true, subscription: held })
      expect(await store.post.addSubscription({ ...one, id: 'b' })).toEqual({ added: false, subscription: held })
      await add(madeUpSubscription('c', { email: 'a@example.org', view: '/papers', createdAt: at(1), state: 'unconfirmed', confirmedAt: undefined }))
      expect((await store.post.subscriptions({ email: ' a@EXAMPLE.org' })).map(({ id, dueAt }) => [id, dueAt])).toEqual([['a', at(10)], ['c', undefined]])
      expect(await store.post.countSubscriptions()).toEqual({ unconfirmed: 1, active: 1, paused: 0, stopped: 0 })
      expect((await store.post.allSubscriptions({ after: 'a' })).map(({ id }) => id)).toEqual(['c'])
      expect([await store.post.askedSince('a@example.org', at(1)), await store.post.askedSince('b@example.org', at(0))]).toEqual([1, 0])
      expect(await store.post.changeSubscription('c', { state: 'active', confirmedAt: at(3), dueAt: at(9), hour: 23 })).toBe(true)
      expect((await store.post.due(at(20), 10)).map(({ id }) => id)).toEqual(['c', 'a'])
      expect(await store.post.changeSubscription('none', {})).toBe(false)
      await expect(store.post.addSubscription(madeUpSubscription('d', { personId: 'gone' }))).rejects.toMatchObject({ code: 'not-signed-in' })
      expect(await store.post.removeSubscription('a')).toBe(true)
      expect(await store.post.removeSubscription('a')).toBe(false)
    })

    test('what nobody confirmed goes after a while', async () => {
      await add(madeUpSubscription('a', { state: 'unconfirmed', confirmedAt: undefined }), madeUpSubscription('b', { state: 'unconfirmed', createdAt: at(9) }), madeUpSubscription('c'))
      expect(await store.post.removeUnconfirmed(at(5))).toBe(1)
      expect((await store.post.allSubscriptions()).map(({ id }) => id)).toEqual(['b', 'c'])
    })

    test('a letter is planned once an occasion, and what is planned is no longer due', async () => {
      await add(madeUpSubscription('a'), madeUpSubscription('b', { state: 'paused' }))
      expect((await store.post.due(at(10), 5)).map(({ id }) => id)).toEqual(['a'])
      expect(await plan(10, 'a', 'a', 'b', 'none')).toBe(1)
      expect(await plan(11, 'a')).toBe(0)
      expect(await store.post.due(at(1449), 5)).toEqual([])
      expect((await store.post.letterBy(`a.${DAY}@x`))).toMatchObject({ subscriptionId: 'a', email: 'a@example.org', occasion: DAY, state: 'planned', attempts: 0, nextAt: at(10), plannedAt: at(10) })
      expect(await store.post.nextLetterAt()).toBe(at(10))
    })

    test('a letter is one process\'s until its time is up, and one goes to an address at a time', async () => {
      await add(madeUpSubscription('a'), madeUpSubscription('a2', { email: 'a@example.org', view: '/papers' }), madeUpSubscription('b'))
      await plan(10, 'a', 'a2', 'b')
      expect(await take('one', 9)).toEqual([])
      const first = await take('one', 10)
      expect(first.map(({ letter, subscription }) => [letter.subscriptionId, subscription.id])).toEqual([['a', 'a'], ['b', 'b']])
      expect(await take('two', 11)).toEqual([])
      const [a = 0] = first.map(({ letter }) => letter.id)
      expect([...(await begin(a, 'two', 11))]).toEqual([])
      expect([...(await begin(a, 'one', 11))]).toEqual([a])
      await store.post.endLetters([{ id: a, outcome: 'sent' }], 'one', at(12))
      expect(await store.post.letter(a)).toMatchObject({ state: 'sent', sentAt: at(12), attempts: 1 })
      expect((await take('two', 12)).map(({ letter }) => letter.subscriptionId)).toEqual(['a2'])
      // The first process slept too long over the other.
      expect((await take('two', 15)).map(({ letter }) => letter.subscriptionId)).toEqual(['b'])
      expect([...(await store.post.holdLetters(first.map(({ letter }) => letter.id), 'one', at(30)))]).toEqual([])
    })

    test('a letter whose process ended while it was sending is unknown, and goes again only where that is asked for', async () => {
      const [key = 0] = await put(madeUpPaper(1))
      await add(madeUpSubscription('a'))
      await plan(10, 'a')
      const [taken] = await take('one', 10)
      const id = taken!.letter.id
      await begin(id, 'one', 10, [key, key, 99])
      expect(await store.post.settleLost(at(14))).toEqual([])
      expect((await store.post.settleLost(at(15))).map((one) => [one.id, one.state])).toEqual([[id, 'unknown']])
      expect(await take('two', 16)).toEqual([])
      expect([...(await store.post.papersShown('a@example.org', at(0)))]).toEqual([key])
      expect([...(await store.post.papersShown('a@example.org', at(0), id))]).toEqual([])
      expect([await store.post.papersOf(id), await store.post.papersOf(999)]).toEqual([[key], []])
      expect([...(await store.post.papersShown('a@example.org', at(11)))]).toEqual([])
      await store.post.endLetters([{ id, outcome: 'failed', error: 'late' }], 'one', at(16))
      expect(await state(id)).toBe('unknown')
      // The answer came after all.
      await store.post.endLetters([{ id, outcome: 'sent' }], 'one', at(18))
      expect(await state(id)).toBe('sent')
      expect([...(await begin(id, 'two', 18))]).toEqual([])
    })

    test('a letter of which nobody knows goes again in the same deed that says so, up to so many copies', async () => {
      await add(madeUpSubscription('a'))
      await plan(10, 'a')
      const [taken] = await take('one', 10)
      const { id, messageId } = taken!.letter
      await begin(id, 'one', 10)
      expect((await store.post.settleLost(at(15), 2)).map((one) => [one.id, one.state])).toEqual([[id, 'planned']])
      expect((await take('two', 15))[0]?.letter).toMatchObject({ id, messageId, attempts: 1 })
      await begin(id, 'two', 15)
      await store.post.endLetters([{ id, outcome: 'unknown', error: 'ETIMEDOUT', nextAt: at(17) }], 'two', at(16))
      expect(await take('two', 16)).toEqual([])
      expect((await take('two', 17))[0]?.letter).toMatchObject({ id, messageId, attempts: 2, lastError: 'ETIMEDOUT' })
      await begin(id, 'two', 17)
      expect((await store.post.settleLost(at(22), 3)).map((one) => [one.id, one.state])).toEqual([[id, 'unknown']])
      expect(await take('one', 30)).toEqual([])
    })

    test('what failed or waits has shown nothing', async () => {
      const [key = 0] = await put(madeUpPaper(1))
      await add(madeUpSubscription('a'))
      await plan(10, 'a')
      const id = (await take('one', 10))[0]!.letter.id
      await begin(id, 'one', 10, [key])
      await store.post.endLetters([{ id, outcome: 'retry', nextAt: at(20), error: 'greylisted \0' }], 'one', at(11))
      expect(await store.post.letter(id)).toMatchObject({ state: 'planned', nextAt: at(20), lastError: 'greylisted \ufffd', attempts: 0 })
      expect((await store.post.papersShown('a@example.org', at(0))).size).toBe(0)
      await take('one', 20)
      await store.post.postponeLetters([{ id, nextAt: at(30) }], 'two')
      await store.post.postponeLetters([{ id, nextAt: at(30), note: 'The day is not complete.' }], 'one')
      expect(await store.post.letter(id)).toMatchObject({ state: 'planned', nextAt: at(30), lastError: 'The day is not complete.', attempts: 0 })
      await take('one', 30)
      await begin(id, 'one', 30, [key])
      await store.post.endLetters([{ id, outcome: 'failed', error: 'no such user' }], 'one', at(31))
      expect([await state(id), (await store.post.papersShown('a@example.org', at(0))).size]).toEqual(['failed', 0])
    })

    test('a copy that may have arrived has shown its papers, whatever becomes of the next', async () => {
      const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await add(madeUpSubscription('a'))
      await plan(10, 'a')
      const id = (await take('one', 10))[0]!.letter.id
      await begin(id, 'one', 10, [first])
      await store.post.endLetters([{ id, outcome: 'unknown', error: 'ETIMEDOUT', nextAt: at(12) }], 'one', at(11))
      for (const outcome of ['retry', 'failed'] as const) {
        await take('two', 12)
        await begin(id, 'two', 12, [second])
        await store.post.endLetters([{ id, outcome, nextAt: at(12), error: 'refused' }], 'two', at(12))
        expect([(await store.post.letter(id))?.attempts, [...(await store.post.papersShown('a@example.org', at(0)))].sort()]).toEqual([1, [first, second].sort()])
      }
    })

    test('a letter that came back stops its address in the same deed', async () => {
      await add(madeUpSubscription('a'), madeUpSubscription('b', { email: 'a@example.org', view: '/picks' }), madeUpSubscription('c'))
      await plan(10, 'a', 'c')
      for (const { letter } of await take('one', 10)) {
        await begin(letter.id, 'one', 10, [])
        await store.post.endLetters([{ id: letter.id, outcome: 'failed', error: 'refused', bounced: letter.subscriptionId === 'a' }], 'one', at(11))
        expect(await state(letter.id)).toBe('failed')
      }
      expect([await store.post.suppression('a@example.org'), await store.post.suppression('c@example.org')]).toEqual([{ why: 'bounce', at: at(11) }, undefined])
      expect([(await store.post.subscription('a'))?.state, (await store.post.subscription('b'))?.state, (await store.post.subscription('c'))?.state]).toEqual(['stopped', 'stopped', 'active'])
    })

    test('whoever stops gets nothing more, up to the last step', async () => {
      await add(madeUpSubscription('a'), madeUpSubscription('b'), madeUpSubscription('c', { email: 'b@example.org', view: '/papers' }), madeUpSubscription('d'))
      await plan(10, 'a', 'b', 'c', 'd')
      const taken = await take('one', 10)
      const idOf = (subscription: string) => taken.find(({ letter }) => letter.subscriptionId === subscription)!.letter.id
      await store.post.changeSubscription('a', { state: 'paused' })
      expect(await store.post.suppress('B@example.org', 'bounce', at(11))).toEqual({ stopped: 2 })
      expect((await store.post.subscription('c'))).toMatchObject({ state: 'stopped', stoppedWhy: 'bounce', dueAt: undefined })
      await add(madeUpSubscription('e', { email: 'b@example.org', view: '/picks' }))
      await plan(11, 'e')
      expect([...(await store.post.beginLetters(taken.map(({ letter }) => ({ id: letter.id, paperKeys: [] })), 'one', at(11), at(16)))]).toEqual([idOf('d')])
      expect(await take('two', 12)).toEqual([])
      expect(await store.post.countLetters()).toEqual({ planned: 0, sending: 1, sent: 0, failed: 0, unknown: 0, skipped: 4 })
      expect(await store.post.suppression('b@EXAMPLE.org')).toEqual({ why: 'bounce', at: at(11) })
      await store.post.suppress('b@example.org', 'complaint', at(12))
      await store.post.suppress('b@example.org', 'bounce', at(13))
      expect(await store.post.suppression('b@example.org')).toEqual({ why: 'complaint', at: at(12) })
      expect([await store.post.unsuppress('b@example.org'), await store.post.unsuppress('b@example.org')]).toEqual([true, false])
      expect(await store.post.stopAddress('d@example.org', 'reader')).toBe(1)
    })

    test('what was shown of a paper that became another was shown of that; finished letters are forgotten', async () => {
      const [first = 0, second = 0, third = 0] = await put(madeUpPaper(1), madeUpPaper(2), madeUpPaper(3))
      await add(madeUpSubscription('a'))
      await plan(10, 'a')
      const id = (await take('one', 10))[0]!.letter.id
      await begin(id, 'one', 10, [first, second, third])
      await store.write(async (writer) => {
        await writer.absorb(second, [first])
        await writer.remove([first, third])
      })
      expect([...(await store.post.papersShown('a@example.org', at(0)))]).toEqual([second])
      expect(await store.post.forgetLetters(at(100))).toBe(0)
      await store.post.endLetters([{ id, outcome: 'sent' }], 'one', at(11))
      expect(await store.post.forgetLetters(at(10))).toBe(0)
      expect(await store.post.forgetLetters(at(11))).toBe(1)
      expect(await store.post.papersShown('a@example.org', at(0))).toEqual(new Set())
    })

    test('who is removed leaves nothing behind, but for a digest that keeps letters away', async () => {
      await store.people.savePerson({ id: 'p', name: 'Ada', email: 'ada@removed.example', role: 'reader', since: at(0) })
      await add(madeUpSubscription('s1', { personId: 'p', email: 'ada@removed.example' }), madeUpSubscription('s2', { email: 'ada@removed.example', view: '/papers?q=xsecretquery' }), madeUpSubscription('s3', { personId: 'p', email: 'ada@work.example' }), madeUpSubscription('b'))
      await plan(10, 's1', 's2', 's3', 'b')
      await store.post.suppress('ada@removed.example', 'complaint', at(11))
      await store.people.removePerson('p')
      expect(await tracesOf(store, ['ada@', 'xsecretquery', 's1', 's2', 's3'])).toEqual([])
      expect((await store.post.allSubscriptions()).map(({ id }) => id)).toEqual(['b'])
      expect((await store.post.suppression('ada@removed.example'))?.why).toBe('complaint')
    })

    test('two processes never take the same letter', async () => {
      if (again === undefined) return
      const other = await again()
      const ids = Array.from({ length: 30 }, (_, n) => `s${n}`)
      await add(...ids.map((id) => madeUpSubscription(id)))
      await plan(10, ...ids)
      const rounds = await Promise.all(Array.from({ length: 12 }, (_, n) => take(`p${n % 2}`, 10, 4, n % 2 === 0 ? store : other)))
      const taken = rounds.flat().map(({ letter }) => letter.id)
      expect(new Set(taken).size).toBe(taken.length)
      expect(taken).toHaveLength(30)
      await other.close()
    })
  })
}
