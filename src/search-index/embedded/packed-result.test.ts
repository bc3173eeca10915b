import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packResult, unpackResult, type PlacedResult } from './packed-result.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const count = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const candidate = fc.record({
  key: count, segment: count, paper: count,
  words: fc.double({ min: 0, max: 1e6, noNaN: true }),
  meaning: fc.double({ min: -1, max: 1, noNaN: true }),
  day: fc.option(fc.integer({ min: -1e6, max: 1e6 }), { nil: undefined }),
  evidence: fc.option(fc.record({ cover: share, title: share, ofTitle: share, abstract: share, keywords: share, authors: share, phrase: share, near: share }), { nil: undefined }),
})

it('comes out of its numbers as it went in', () => {
  fc.assert(
    fc.property(fc.record({ total: count, alone: count, tookMs: share, candidates: fc.array(candidate) }), (result: PlacedResult) => {
      // as it crosses between threads
      expect(unpackResult(structuredClone(packResult(result)))).toEqual(result)
    }),
  )
})
