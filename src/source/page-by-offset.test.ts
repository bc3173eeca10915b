import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SourceTrouble } from './http/http.ts'
import { nextOffset, offsetCursor, offsetProgress, wholeNumber, type OffsetCursor } from './page-by-offset.ts'

it.each([
  ['goes on by what came', { at: 0 }, 30, 100, { at: 30, total: 100 }],
  ['goes on by what came when the page size changes', { at: 30, total: 100 }, 7, 100, { at: 37, total: 100 }],
  ['ends at the end', { at: 90, total: 100 }, 10, 100, undefined],
  ['ends of an empty list', { at: 0 }, 0, 0, undefined],
  ['ends of a list that says nothing of itself when a page is empty', { at: 60 }, 0, undefined, undefined],
  ['goes on in a list that says nothing of itself', { at: 60 }, 30, undefined, { at: 90 }],
  ['goes on in a list that became longer', { at: 30, total: 60 }, 30, 61, { at: 60, total: 61 }],
  ['goes back by as much as the list lost', { at: 30, total: 60 }, 28, 58, { at: 28, total: 58, back: 1 }],
  ['looks again when there is suddenly nothing', { at: 30, total: 60 }, 0, undefined, { at: 0, back: 7 }],
  ['keeps a total that was said once', { at: 30, total: 90 }, 30, undefined, { at: 60, total: 90 }],
])('%s', (_, cursor: OffsetCursor, got, total, next) => {
  expect(nextOffset('A list', cursor, got, total)).toEqual(next)
})

it.each([
  ['an empty page in the middle', { at: 30, total: 60 }, 0, 60, /60 entries but gave none after the first 30/],
  ['an empty page at the beginning', { at: 0 }, 0, 60, /60 entries but gave none/],
  ['a list that grows shorter all the while', { at: 30, total: 60, back: 20 }, 30, 59, /shorter all the while/],
  ['a list without an end', { at: 1_999_990 }, 30, undefined, /does not end/],
])('refuses %s', (_, cursor: OffsetCursor, got, total, sentence) => {
  expect(() => nextOffset('A list', cursor, got, total)).toThrow(SourceTrouble)
  expect(() => nextOffset('A list', cursor, got, total)).toThrow(sentence)
})

it('reads every entry of a list that loses some while it is read', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(59), { maxLength: 10 }), (length, size, taken) => {
    const list = Array.from({ length }, (_, number) => number)
    const seen = new Set<number>()
    const leaves = [...taken]
    let cursor: OffsetCursor | undefined = { at: 0 }
    for (let asked = 0; cursor !== undefined; asked++) {
      expect(asked).toBeLessThan(500)
      const page = list.slice(cursor.at, cursor.at + size)
      for (const one of page) seen.add(one)
      cursor = nextOffset('A list', cursor, page.length, list.length)
      const leave = leaves.pop()
      if (leave !== undefined && cursor !== undefined && leave < list.length) list.splice(leave, 1)
    }
    for (const one of list) expect(seen).toContain(one)
  }))
})

it('always ends, whatever a service says', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(3000), fc.option(fc.nat(1e9), { nil: undefined })), { minLength: 1 }), (answers) => {
    let cursor: OffsetCursor | undefined = { at: 0 }
    let asked = 0
    try {
      for (; cursor !== undefined; asked++) {
        const [got, total]: [number, number | undefined] = answers[asked % answers.length]!
        cursor = nextOffset('A list', cursor, got === 0 ? 0 : got + 200, total)
        expect(asked).toBeLessThan(20_000)
      }
    } catch (error) {
      if (!(error instanceof SourceTrouble)) throw error
    }
  }))
})

it('takes a cursor from the store as it comes', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const cursor = offsetCursor(value)
    expect(Number.isSafeInteger(cursor.at) && cursor.at >= 0).toBe(true)
  }))
  expect(offsetCursor({ at: 30, total: 90, back: 2 })).toEqual({ at: 30, total: 90, back: 2 })
  expect(offsetCursor(undefined)).toEqual({ at: 0 })
})

it.each([[7, 7], ['7', 7], [' 42 ', 42], ['', undefined], ['-1', undefined], [-1, undefined], [1.5, undefined], [null, undefined], ['1e9', undefined], [Infinity, undefined]])('reads the count %j', (given, count) => {
  expect(wholeNumber(given)).toBe(count)
})

it('tells how far it has come', () => {
  expect([offsetProgress(undefined, 10), offsetProgress({ at: 5 }, 10), offsetProgress({ at: 5 }, undefined), offsetProgress({ at: 50 }, 10)]).toEqual([1, 0.5, undefined, 1])
})
