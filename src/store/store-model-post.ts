/** The ledger of letters against a model: whatever processes do and however they end, each letter goes out once a beginning. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, madeUpSubscription } from './made-up-subscriptions.ts'
import type { Store } from './store.ts'

const SUBSCRIPTIONS = ['a', 'b', 'c'] as const
const PROCESSES = ['p', 'q'] as const

const step = fc.record({
  deed: fc.constantFrom('take', 'take', 'begin', 'begin', 'sent', 'sent', 'retry', 'failed', 'unknown', 'unknown again', 'postpone', 'lost', 'lost again', 'pause', 'resume', 'suppress', 'wait'),
  by: fc.constantFrom(...PROCESSES),
  which: fc.constantFrom(...SUBSCRIPTIONS),
})

interface Line {
  state: 'planned' | 'sending' | 'sent' | 'failed' | 'unknown' | 'skipped'
  by: string | undefined
  until: number
  nextAt: number
  attempts: number
}

/** @param open opens a new, empty store */
export function postModel(name: string, open: () => Promise<Store>, runs: number): void {
  test(`letters in ${name} go through their states as a model says`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = await open()
        const { post } = store
        const lines = new Map<string, Line>(SUBSCRIPTIONS.map((id) => [id, { state: 'planned', by: undefined, until: 0, nextAt: 0, attempts: 0 }]))
        const wanted = new Map<string, boolean>(SUBSCRIPTIONS.map((id) => [id, true]))
        const suppressed = new Set<string>()
        for (const id of SUBSCRIPTIONS) await post.addSubscription(madeUpSubscription(id))
        await post.plan(SUBSCRIPTIONS.map((id) => ({ subscriptionId: id, occasion: '2026-04-01', messageId: id, nextAt: at(0), dueAt: at(2000) })), at(0))
        const ids = new Map<string, number>()
        for (const id of SUBSCRIPTIONS) ids.set(id, (await post.letterBy(id))!.id)
        let minute = 0
        for (const { deed, by, which } of steps) {
          minute += deed === 'wait' ? 6 : 1
          const line = lines.get(which)!
          const id = ids.get(which)!
          const free = { by: undefined, until: 0 }
          const isMine = line.by === by && (line.state === 'planned' || line.state === 'sending')
          if (deed === 'take') {
            const due = SUBSCRIPTIONS.filter((one) => lines.get(one)!.state === 'planned' && lines.get(one)!.nextAt <= minute && lines.get(one)!.until <= minute)
            const mine = due.filter((one) => wanted.get(one) && !suppressed.has(one))
            const taken = await post.takeLetters({ by, at: at(minute), until: at(minute + 5), limit: 9 })
            expect(taken.map(({ subscription }) => subscription.id).sort()).toEqual(mine)
            for (const one of due) Object.assign(lines.get(one)!, mine.includes(one) ? { by, until: minute + 5 } : { ...free, state: 'skipped' })
          } else if (deed === 'begin') {
            const holds = line.state === 'planned' && line.by === by && line.until > minute
            const goes = holds && wanted.get(which) === true && !suppressed.has(which)
            expect((await post.beginLetters([{ id, paperKeys: [] }], by, at(minute), at(minute + 5))).has(id)).toBe(goes)
            if (goes) Object.assign(line, { state: 'sending', until: minute + 5, attempts: line.attempts + 1 })
            else if (holds) Object.assign(line, { ...free, state: 'skipped' })
          } else if (deed === 'sent') {
            await post.endLetters([{ id, outcome: 'sent' }], by, at(minute))
            if (line.attempts > 0 && ['planned', 'sending', 'unknown'].includes(line.state)) Object.assign(line, { ...free, state: 'sent' })
          } else if (deed === 'retry') {
            await post.endLetters([{ id, outcome: 'retry', nextAt: at(minute + 3), error: 'x' }], by, at(minute))
            if (isMine) Object.assign(line, { ...free, state: 'planned', nextAt: minute + 3, attempts: line.attempts - (line.state === 'sending' ? 1 : 0) })
          } else if (deed === 'failed' || deed === 'unknown') {
            await post.endLetters([{ id, outcome: deed, error: 'x' }], by, at(minute))
            if (isMine) Object.assign(line, { ...free, state: deed, attempts: line.attempts - (line.state === 'sending' && deed === 'failed' ? 1 : 0) })
          } else if (deed === 'postpone') {
            await post.postponeLetters([{ id, nextAt: at(minute + 2) }], by)
            if (isMine && line.state === 'planned') Object.assign(line, { ...free, nextAt: minute + 2 })
          } else if (deed === 'unknown again') {
            await post.endLetters([{ id, outcome: 'unknown', error: 'x', nextAt: at(minute + 3) }], by, at(minute))
            if (isMine) Object.assign(line, { ...free, state: 'planned', nextAt: minute + 3 })
          } else if (deed === 'lost' || deed === 'lost again') {
            const copiesMost = deed === 'lost' ? 0 : 2
            await post.settleLost(at(minute), copiesMost)
            for (const one of lines.values()) if (one.state === 'sending' && one.until <= minute) Object.assign(one, { ...free, ...(one.attempts < copiesMost ? { state: 'planned', nextAt: minute } : { state: 'unknown' }) })
          } else if (deed === 'pause' || deed === 'suppress') {
            if (deed === 'pause') await post.changeSubscription(which, { state: 'paused' })
            else await post.suppress(`${which}@example.org`, 'bounce', at(minute))
            if (deed === 'suppress') suppressed.add(which)
            wanted.set(which, false)
            if (line.state === 'planned') Object.assign(line, { ...free, state: 'skipped' })
          } else if (deed === 'resume') {
            await post.changeSubscription(which, { state: 'active', dueAt: at(2000) })
            wanted.set(which, true)
          }
          for (const one of SUBSCRIPTIONS) expect(await post.letter(ids.get(one)!)).toMatchObject({ state: lines.get(one)!.state, attempts: lines.get(one)!.attempts })
        }
        expect(await store.check()).toEqual([])
        await store.close()
      }),
      { numRuns: runs },
    )
  })
}
