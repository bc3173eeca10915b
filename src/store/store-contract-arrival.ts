/** What every store keeps to of what arrival needs: the ledger, what is held, settings by prefix, locks. Called by each database's test. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerRow } from '../paper/ledger.ts'
import { addDays } from '../tools/dates.ts'
import { madeUpPaper } from './made-up-papers.ts'
import type { PaperWrite, Store, StoreLock } from './store.ts'

/** @param open opens a new, empty store */
export function arrivalContract(name: string, open: () => Promise<Store>): void {
  describe(`a store in ${name}, for arrival`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const put = (...papers: PaperWrite[]) => store.write((writer) => writer.write(papers))

    describe('settings under a prefix', () => {
      test('are those whose names begin so, by name', async () => {
        for (const name of ['status/b', 'status/a', 'status', 'status/', 'statusx', 'STATUS/c', 'status0', 'status/\u{1f989}', 'zzz', '%', '__proto__']) await store.setSetting(name, { name })
        expect(Object.entries(await store.settingsUnder('status/'))).toEqual(['status/', 'status/a', 'status/b', 'status/\u{1f989}'].map((name) => [name, { name }]))
        expect(Object.keys(await store.settingsUnder('%'))).toEqual(['%'])
        expect(Object.keys(await store.settingsUnder('__'))).toEqual(['__proto__'])
        expect(await store.settingsUnder('nothing')).toEqual({})
        expect(Object.keys(await store.settingsUnder(''))).toHaveLength(11)
        await store.setSetting('status/a', undefined)
        expect(Object.keys(await store.settingsUnder('status/'))).not.toContain('status/a')
      })
    })

    describe('the ledger', () => {
      const row = (day: string, change: Partial<LedgerRow> = {}): LedgerRow => ({ source: 'arxiv', day, category: 'cs.LG', expected: [], missing: [], told: {}, checkedAt: '2026-11-20T01:00:00.000Z', ...change })
      const whole = { from: '0000', to: '9999' }

      test('comes back as it went in, by day, source and category', async () => {
        const rows = [
          row('2026-11-19', { category: 'cs.CL', expected: ['2611.00001', '2611.00002'], missing: ['2611.00002'], trouble: 'the feed was cut short: "<item"', told: { feed: { at: '2026-11-19T01:00:00.000Z', agreed: 2 }, oai: { at: '2026-11-19T04:00:00.000Z', agreed: 1 } } }),
          row('2026-11-19', { category: 'cs.LG', completeAt: '2026-11-19T02:00:00.000Z' }),
          row('2026-11-19', { source: 'huggingface', category: '', told: { list: { at: '2026-11-19T09:00:00.000Z', agreed: 1 } } }),
          row('2026-11-20', { category: 'cs.CL' }),
        ]
        await store.saveLedger(rows.toReversed())
        expect(await store.ledger(whole)).toEqual(rows)
        expect(await store.ledger({ from: '2026-11-20', to: '2026-11-20' })).toEqual(rows.slice(3))
        expect(await store.ledger({ from: '2026-11-19', to: '2026-11-19' })).toEqual(rows.slice(0, 3))
        expect(await store.ledger({ from: '2026-11-20', to: '2026-11-19' })).toEqual([])
        expect(await store.ledger({ ...whole, source: 'huggingface' })).toEqual([rows[2]])
        expect(await store.ledger({ ...whole, source: 'openreview' })).toEqual([])
        expect(Object.keys((await store.ledger(whole))[3] ?? {})).not.toEqual(expect.arrayContaining(['trouble']))
        expect(await store.check()).toEqual([])
      })

      test('replaces a row whole, but keeps when it was first complete', async () => {
        await store.saveLedger([row('2026-11-19', { expected: ['a'], missing: ['a'], trouble: 'x', told: { feed: { at: 'then', agreed: 1 } } }), row('2026-11-20', { trouble: 'stays' })])
        const complete = row('2026-11-19', { expected: ['a', 'b'], told: { oai: { at: 'now', agreed: 1 } }, checkedAt: 'now', completeAt: 'first' })
        await store.saveLedger([complete])
        expect(await store.ledger(whole)).toEqual([complete, row('2026-11-20', { trouble: 'stays' })])
        await store.saveLedger([row('2026-11-19', { expected: ['a', 'b', 'c'], missing: ['c'], completeAt: 'second' })])
        await store.saveLedger([row('2026-11-19', { expected: ['a', 'b', 'c'], missing: ['c'] })])
        expect((await store.ledger(whole))[0]).toEqual(row('2026-11-19', { expected: ['a', 'b', 'c'], missing: ['c'], completeAt: 'first' }))
      })

      test('takes a row given twice as if the two had come one by one', async () => {
        await store.saveLedger([row('2026-11-19', { expected: ['a'], completeAt: 'first' }), row('2026-11-20'), row('2026-11-19', { expected: ['b'], completeAt: 'second' }), row('2026-11-19', { expected: ['c'] })])
        expect(await store.ledger(whole)).toEqual([row('2026-11-19', { expected: ['c'], completeAt: 'first' }), row('2026-11-20')])
      })

      test('keeps many rows of many papers, and text that no database keeps without it', async () => {
        const expected = Array.from({ length: 2000 }, (_, number) => `2611.${String(number).padStart(5, '0')}`)
        const days = Array.from({ length: 500 }, (_, number) => addDays('2025-01-01', number))
        await store.saveLedger(days.map((day, number) => row(day, { expected: expected.slice(0, number), missing: expected.slice(0, number % 3) })))
        const rows = await store.ledger({ from: '2025-02-01', to: '2025-12-31' })
        expect(rows.map((one) => one.day)).toEqual(days.filter((day) => day >= '2025-02-01' && day <= '2025-12-31'))
        expect(rows.at(-1)?.expected).toEqual(expected.slice(0, 364))
        await store.saveLedger([row('2024-01-01', { category: 'a\0\ud800', trouble: '\0', expected: ['\0'] })])
        expect((await store.ledger({ from: '2024-01-01', to: '2024-01-01' }))[0]).toEqual(row('2024-01-01', { category: 'a\ufffd\ufffd', trouble: '\ufffd', expected: ['\ufffd'] }))
      })

      test('is as a model says after any saves', async () => {
        const one = fc.record({
          day: fc.constantFrom('2026-11-19', '2026-11-20'),
          source: fc.constantFrom('arxiv' as const, 'huggingface' as const),
          category: fc.constantFrom('', 'cs.LG'),
          expected: fc.subarray(['a', 'b', 'c']),
          trouble: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
          completeAt: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
        })
        const model = new Map<string, LedgerRow>()
        await fc.assert(
          fc.asyncProperty(fc.array(one, { maxLength: 6 }), async (rows) => {
            const batch = rows.map(({ day, ...change }) => row(day, change))
            await store.saveLedger(batch)
            for (const next of batch) {
              const name = `${next.day} ${next.source} ${next.category}`
              model.set(name, { ...next, completeAt: model.get(name)?.completeAt ?? next.completeAt })
            }
            expect(await store.ledger(whole)).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, held]) => held))
          }),
          { numRuns: 40 },
        )
      })

      test('is saved with settings, both or neither', async () => {
        await store.setSetting('old', 1)
        await store.saveLedger([row('2026-11-19')], { 'cursor/arxiv': { token: 't' }, old: undefined })
        expect(await store.setting('cursor/arxiv')).toEqual({ token: 't' })
        expect(await store.setting('old')).toBeUndefined()
        await store.saveLedger([], { 'cursor/arxiv': 2 })
        expect(await store.setting('cursor/arxiv')).toBe(2)
        const circle: Record<string, unknown> = {}
        circle['self'] = circle
        await expect(store.saveLedger([row('2026-11-20')], { 'cursor/arxiv': 3, then: circle })).rejects.toThrow()
        expect(await store.setting('cursor/arxiv')).toBe(2)
        expect(await store.ledger(whole)).toEqual([row('2026-11-19')])
      })

      test('is saved inside a write of papers, all or nothing', async () => {
        const said = row('2026-11-19', { expected: ['2403.00001'] })
        await store.write(async (writer) => {
          await writer.write([madeUpPaper(1)])
          expect(await writer.held('arxiv', ['2403.00001', '2403.00002'])).toEqual(new Set(['2403.00001']))
          await writer.saveLedger([said], { 'cursor/arxiv': 1 })
          expect([await writer.setting('cursor/arxiv'), await writer.setting('nothing')]).toEqual([1, undefined])
        })
        expect(await store.ledger(whole)).toEqual([said])
        const cut = store.write(async (writer) => {
          await writer.write([madeUpPaper(2)])
          await writer.saveLedger([row('2026-11-20')], { 'cursor/arxiv': 2 })
          throw new Error('a power cut')
        })
        await expect(cut).rejects.toThrow('a power cut')
        expect(await store.held('arxiv', ['2403.00001', '2403.00002'])).toEqual(new Set(['2403.00001']))
        expect([await store.ledger(whole), await store.setting('cursor/arxiv')]).toEqual([[said], 1])
      })

      test('is read of single days', async () => {
        const rows = ['2026-11-17', '2026-11-18', '2026-11-19'].flatMap((day) => [row(day, { category: 'cs.CL' }), row(day)])
        await store.saveLedger([...rows, row('2026-11-19', { source: 'huggingface', category: '' })])
        expect(await store.ledger({ days: ['2026-11-19', '2026-11-17', '2026-11-17', '2026-11-16'], source: 'arxiv' })).toEqual([...rows.slice(0, 2), ...rows.slice(4)])
        expect(await store.ledger({ days: ['2026-11-19'] })).toHaveLength(3)
        expect(await store.ledger({ days: [] })).toEqual([])
        expect(await store.ledger({ days: ["' or 1=1 --"] })).toEqual([])
      })
    })

    describe('what is held', () => {
      test('goes by identifier of one scheme, whatever the case, as it was given', async () => {
        const [, gone] = await put(madeUpPaper(1, { identifiers: [{ scheme: 'arxiv', value: '2403.00001' }, { scheme: 'doi', value: '10.1/Abc' }] }), madeUpPaper(2), madeUpPaper(3, { id: 'math.GT/0309136', identifiers: [{ scheme: 'arxiv', value: 'math.GT/0309136' }] }))
        const asked = ['2403.00002', '2403.00001', 'MATH.gt/0309136', 'math.GT/0309136', '2403.00009', '10.1/abc', '', '\0', "' or 1=1 --", 'x'.repeat(10_000)]
        expect([...(await store.held('arxiv', asked))]).toEqual(asked.slice(0, 4))
        expect([...(await store.held('doi', ['10.1/ABC', '2403.00001']))]).toEqual(['10.1/ABC'])
        expect(await store.held('openreview', asked)).toEqual(new Set())
        expect(await store.held('arxiv', [])).toEqual(new Set())
        await store.write((writer) => writer.remove([gone ?? 0]))
        expect([...(await store.held('arxiv', asked))]).toEqual(asked.slice(1, 4))
      })

      test('may be asked for by tens of thousands', async () => {
        await put(madeUpPaper(5))
        const many = Array.from({ length: 40_000 }, (_, number) => `2403.${String(number).padStart(5, '0')}`)
        expect(await store.held('arxiv', many)).toEqual(new Set(['2403.00005']))
      })
    })

    describe('locks', () => {
      const NAMES = ['fetch', 'Fetch', 'fetch ', '../../etc/passwd', 'a/b', 'a-b', '', '\0', '汉'.repeat(500), 'x'.repeat(5000)]

      test('are held by one taker at a time, each name apart, until released', async () => {
        const locks: StoreLock[] = []
        for (const name of NAMES) {
          const lock = await store.tryLock(name)
          expect(lock, name.slice(0, 20)).toBeDefined()
          if (lock !== undefined) locks.push(lock)
        }
        for (const name of NAMES) expect(await store.tryLock(name), name.slice(0, 20)).toBeUndefined()
        await locks[1]?.release()
        expect(await store.tryLock('fetch')).toBeUndefined()
        const again = await store.tryLock('Fetch')
        expect(again).toBeDefined()
        // Released long ago by its first holder, it is the second one's now.
        await locks[1]?.release()
        expect(await store.tryLock('Fetch')).toBeUndefined()
        await again?.release()
        for (const lock of locks) await lock.release()
        for (const name of NAMES) await (await store.tryLock(name))?.release()
      })

      test('go to one of many who ask at once', async () => {
        for (let round = 0; round < 3; round++) {
          const takers = await Promise.all(Array.from({ length: 8 }, () => store.tryLock('fetch')))
          const got = takers.filter((lock) => lock !== undefined)
          expect(got).toHaveLength(1)
          await got[0]?.release()
        }
      })

      test('hinder neither reading nor writing, nor do those hinder them', async () => {
        const lock = await store.tryLock('fetch')
        await put(madeUpPaper(1))
        const inner = await store.write(async (writer) => {
          await writer.write([madeUpPaper(2)])
          return store.tryLock('another')
        })
        expect(inner).toBeDefined()
        expect(await store.count()).toBe(2)
        await store.write(() => Promise.reject(new Error('on purpose'))).catch(() => undefined)
        expect(await store.tryLock('fetch')).toBeUndefined()
        await lock?.release()
        await inner?.release()
      })

      test('are let go when the store is closed', async () => {
        expect(await store.tryLock('fetch')).toBeDefined()
        await store.close()
        await expect(store.tryLock('fetch')).rejects.toMatchObject({ code: 'internal' })
      })
    })
  })
}
