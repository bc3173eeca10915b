import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Candidate } from '../search-index/search-index.ts'
import { orderHits, type Asking } from './order-hits.ts'

const NOWHERE = { cover: 0, title: 0, ofTitle: 0, abstract: 0, keywords: 0, authors: 0, phrase: 0, near: 0 }
const hit = (key: number, words: number, meaning: number, part: Partial<Candidate> = {}): Candidate => ({ key, words, meaning, day: undefined, ...part })
const keys = (candidates: readonly Candidate[], asking: Partial<Asking> = {}): number[] => orderHits(candidates, { for: 'query', mode: 'both', ...asking }).map(({ candidate }) => candidate.key)

/** 1 is best by words, 2 by meaning, 3 by what stands in its title, all of them near in the others. */
const HITS = [
  hit(1, 10, 0.1, { company: 0.5, evidence: NOWHERE }),
  hit(2, 8, 0.9, { company: 0.5, evidence: NOWHERE }),
  hit(3, 9, 0.2, { company: 0.5, evidence: { ...NOWHERE, title: 1, ofTitle: 1 } }),
]

describe('the order of hits', () => {
  it('is by one signal where one was asked for, whatever else is known', () => {
    expect(keys(HITS, { mode: 'words' })).toEqual([1, 3, 2])
    expect(keys(HITS, { mode: 'meaning' })).toEqual([2, 3, 1])
    expect(keys(HITS, { mode: 'words', for: 'paper' })).toEqual([1, 3, 2])
    expect(keys(HITS, { mode: 'meaning', textModel: true })).toEqual([2, 3, 1])
  })

  it('is by words where meaning was asked and nothing has any', () => {
    expect(keys([hit(1, 2, 0, { day: 20_000 }), hit(2, 9, 0, { day: 100 })], { mode: 'meaning' })).toEqual([2, 1])
  })

  it('is by all of them otherwise: titles for a query, not for a paper', () => {
    expect(keys(HITS)[0]).toBe(3)
    expect(keys(HITS, { for: 'paper' })[0]).toBe(2)
    expect(orderHits(HITS, { for: 'paper', mode: 'both' }).flatMap(({ parts }) => Object.keys(parts))).not.toContain('title')
  })

  it('trusts the meaning of a model of whole texts more', () => {
    const share = (textModel: boolean): number => orderHits(HITS, { for: 'query', mode: 'both', textModel }).find(({ candidate }) => candidate.key === 2)!.parts['meaning']!
    expect(share(true)).toBeGreaterThan(share(false))
  })

  it('gives age a part only where the query asks for it', () => {
    const two = [hit(1, 10, 0, { day: 100 }), hit(2, 9.5, 0, { day: 20_000 })]
    expect(keys(two)).toEqual([1, 2])
    expect(keys(two, { recent: true })).toEqual([2, 1])
  })

  it('does not depend on the order in which candidates come', () => {
    const candidate = fc.record({ words: fc.integer({ min: 0, max: 2 }), meaning: fc.constantFrom(0, 0.5), day: fc.constantFrom(undefined, 1, 2) })
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 10 }).chain((all) => fc.tuple(fc.constant(all.map((one, at) => ({ ...one, key: at }))), fc.shuffledSubarray(all.map((_, at) => at), { minLength: all.length }))), ([all, shuffled]) => {
        expect(keys(shuffled.map((at) => all[at]!))).toEqual(keys(all))
      }),
    )
    expect(keys([hit(9, 1, 0), hit(2, 1, 0), hit(5, 1, 0)])).toEqual([2, 5, 9])
  })
})
