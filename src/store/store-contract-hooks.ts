/** What every store keeps to of alerts. Called by each database's test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Alert, Hook } from '../paper/hook.ts'
import { madeUpPaper } from './made-up-papers.ts'
import type { Store } from './store.ts'
import { tracesOf } from './store-traces.ts'

const AT = '2026-04-01T06:00:00.000Z'

export const madeUpHook = (id: string, change: Partial<Hook> = {}): Hook => ({
  id, personId: 'p', kind: 'generic', view: '/papers/trending', address: `https://${id}.example/in`, secret: `secret-${id}`, pausedWhy: undefined, floor: 0, isPrimed: false,
  failures: 0, createdAt: AT, sentAt: undefined, lastError: undefined, alert: undefined, ...change,
})

/** @param open opens a new, empty store */
export function hooksContract(name: string, open: () => Promise<Store>): void {
  describe(`a store in ${name}, for alerts`, () => {
    let store: Store
    let keys: readonly number[]
    const alert = (paperKeys: readonly number[]): Alert => ({ id: 'a1', paperKeys, more: 3, at: AT, attempts: 0, nextAt: AT, isUnderWay: false })

    beforeEach(async () => {
      store = await open()
      keys = await store.write((writer) => writer.write(Array.from({ length: 8 }, (_, number) => madeUpPaper(number))))
      await store.people.savePerson({ id: 'p', name: 'Ada', email: 'ada@removed.example', role: 'reader', since: AT })
    })
    afterEach(async () => {
      expect(await store.check()).toEqual([])
      await store.close()
    })

    test('hooks come back as they went in, and a person has so many', async () => {
      const one = madeUpHook('b', { floor: 7, isPrimed: true, failures: 2, sentAt: AT, lastError: 'busy \0', alert: alert([keys[0]!]) })
      expect(await store.hooks.addHook(one, 2)).toBe(true)
      expect(await store.hooks.hook('b')).toEqual({ ...one, lastError: 'busy \ufffd' })
      expect(await store.hooks.addHook(madeUpHook('a', { pausedWhy: 'gone' }), 2)).toBe(true)
      expect(await store.hooks.addHook(madeUpHook('c'), 2)).toBe(false)
      await expect(store.hooks.addHook(madeUpHook('d', { personId: 'nobody' }), 2)).rejects.toMatchObject({ code: 'not-signed-in' })
      expect((await store.hooks.hooks('p')).map(({ id }) => id)).toEqual(['a', 'b'])
      expect((await store.hooks.activeHooks()).map(({ id }) => id)).toEqual(['b'])
      expect(await store.hooks.activeHooks('b')).toEqual([])
      expect(await store.hooks.changeHook('b', { alert: undefined, lastError: undefined, pausedWhy: 'reader' })).toBe(true)
      expect(await store.hooks.hook('b')).toEqual({ ...one, lastError: undefined, alert: undefined, pausedWhy: 'reader' })
      expect([await store.hooks.changeHook('none', {}), await store.hooks.removeHook('none'), await store.hooks.removeHook('a')]).toEqual([false, false, true])
      expect(await store.hooks.hook('a')).toBeUndefined()
    })

    test('what was told is remembered with the alert that tells it; what is forgotten lies below the floor', async () => {
      await store.hooks.addHook(madeUpHook('a'), 9)
      const [one, two, three, four] = keys as [number, number, number, number]
      expect(await store.hooks.tell('a', { paperKeys: [three, one, 99_999], alert: undefined, most: 3 })).toBe(true)
      expect(await store.hooks.hook('a')).toMatchObject({ isPrimed: true, floor: 0, alert: undefined })
      expect(await store.hooks.papersTold('a')).toEqual(new Set([one, three]))
      await store.hooks.tell('a', { paperKeys: [three, four, two], alert: alert([four]), most: 3 })
      expect(await store.hooks.hook('a')).toMatchObject({ floor: one, alert: alert([four]) })
      expect(await store.hooks.papersTold('a')).toEqual(new Set([two, three, four]))
      await store.hooks.changeHook('a', { pausedWhy: 'reader' })
      expect(await store.hooks.tell('a', { paperKeys: [keys[5]!], alert: undefined, most: 3 })).toBe(false)
      expect(await store.hooks.tell('none', { paperKeys: [], alert: undefined, most: 3 })).toBe(false)
    })

    test('a paper that turns out to be another was told as that one; one that goes is forgotten', async () => {
      await store.hooks.addHook(madeUpHook('a'), 9)
      const [one, two, three] = keys as [number, number, number]
      await store.hooks.tell('a', { paperKeys: [one, three], alert: undefined, most: 9 })
      await store.write(async (writer) => {
        await writer.absorb(two, [one])
        await writer.remove([one, three])
      })
      expect(await store.hooks.papersTold('a')).toEqual(new Set([two]))
    })

    test('who is removed leaves nothing of it behind', async () => {
      await store.people.savePerson({ id: 'q', name: 'Bo', email: 'bo@example.org', role: 'reader', since: AT })
      await store.hooks.addHook(madeUpHook('xhook', { view: '/papers?q=xsecretquery' }), 9)
      await store.hooks.addHook(madeUpHook('stays', { personId: 'q' }), 9)
      await store.hooks.tell('xhook', { paperKeys: keys, alert: alert(keys), most: 9 })
      expect(await tracesOf(store, ['xhook', 'xsecretquery'])).toEqual(expect.arrayContaining(['hooks', 'hook_papers']))
      await store.people.removePerson('p')
      expect(await tracesOf(store, ['xhook', 'xsecretquery'])).toEqual([])
      expect((await store.hooks.activeHooks()).map(({ id }) => id)).toEqual(['stays'])
    })
  })
}
