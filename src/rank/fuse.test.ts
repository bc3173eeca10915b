import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuse, type Signals } from './fuse.ts'
import { MEANING_ONLY, QUERY_WEIGHTS, SIMILAR_WEIGHTS, TEXT_MODEL_WEIGHTS, WORDS_ONLY, type Weights } from './weights.ts'

const NONE: Weights = { words: 0, meaning: 0, company: 0, title: 0, ofTitle: 0, phrase: 0 }
const at = (words: number, meaning: number, part: Partial<Signals> = {}): Signals => ({ words, meaning, day: undefined, ...part })
const evidence = (title: number, ofTitle: number, phrase: number) => ({ title, ofTitle, phrase })
const order = (...ranked: Parameters<typeof fuse<Signals>>): number[] => fuse(...ranked).map(({ candidate }) => ranked[0].indexOf(candidate))

describe('fuse', () => {
  it('orders by several signals, each against its best', () => {
    const candidates = [at(1, 0.2), at(10, 0.1), at(9, 0.9)]
    expect(order(candidates, { ...NONE, words: 0.5, meaning: 0.5 })).toEqual([2, 1, 0])
    expect(fuse(candidates, { ...NONE, words: 0.5, meaning: 0.5 })[0]!.score).toBeCloseTo(0.5 * 0.9 + 0.5)
    // Only the ratios of weights matter.
    const scores = (weights: Weights) => fuse(candidates, weights).map(({ score }) => score)
    for (const [place, score] of scores({ ...NONE, words: 3, meaning: 3 }).entries()) expect(score).toBeCloseTo(scores({ ...NONE, words: 0.5, meaning: 0.5 })[place]!)
  })

  it.each<[keyof Weights, readonly [number, number, number]]>([
    ['words', [1, 0.5, 0.1]],
    ['meaning', [0.2, 1, 0]],
    ['company', [0, 0.5, 1]],
    ['title', [0.5, 0.2, 0.9]],
    ['ofTitle', [0.3, 0.8, 0.4]],
    ['phrase', [0, 0.6, 0.1]],
  ])('goes by %s alone where nothing else weighs', (name, shares) => {
    const candidates = [
      at(10, 0.1, { company: -0.4, evidence: evidence(0.5, 0.3, 0) }),
      at(5, 0.5, { company: 0.2, evidence: evidence(0.2, 0.8, 0.6) }),
      at(1, -0.3, { company: 0.4, evidence: evidence(0.9, 0.4, 0.1) }),
    ]
    const ranked = fuse(candidates, { ...NONE, [name]: 0.7 })
    expect(ranked.map(({ candidate }) => candidates.indexOf(candidate))).toEqual([0, 1, 2].sort((a, b) => shares[b]! - shares[a]!))
    for (const { candidate, score, parts } of ranked) {
      expect(score).toBeCloseTo(shares[candidates.indexOf(candidate)]!)
      expect(parts).toEqual({ [name]: score })
    }
  })

  it('goes by what there is: a signal that nobody has takes nothing from the others', () => {
    const [first] = fuse([at(4, 0), at(2, 0)], QUERY_WEIGHTS)
    // No evidence was told: what stands in titles counts as nothing.
    expect(Object.keys(first!.parts)).not.toContain('meaning')
    expect(Object.keys(first!.parts)).not.toContain('company')
    const [whole] = fuse([at(4, 0, { evidence: evidence(1, 1, 1) })], QUERY_WEIGHTS)
    expect(whole!.score).toBeCloseTo(1)
    // By meaning alone no title has a word of the query.
    const [near] = fuse([at(0, 0.3), at(0, 0.2)], QUERY_WEIGHTS)
    expect(near!.score).toBeCloseTo(1)
    expect(near!.parts).toEqual({ meaning: near!.score })
    expect(fuse([at(0, 0), at(0, -1)], QUERY_WEIGHTS)).toEqual([at(0, 0), at(0, -1)].map((candidate) => ({ candidate, score: 0, parts: {} })))
    expect(fuse([], QUERY_WEIGHTS)).toEqual([])
    expect(fuse([at(3, 1)], NONE)[0]).toMatchObject({ score: 0, parts: {} })
  })

  it('counts a candidate without a signal as without a share of it, and never below nothing', () => {
    const weights = { ...NONE, words: 1, company: 1, title: 1 }
    expect(fuse([at(4, 0, { company: 0.5 }), at(4, 0, { company: -0.5, evidence: evidence(1, 0, 0) }), at(4, 0)], weights).map(({ score }) => score)).toEqual([2 / 3, 2 / 3, 1 / 3].map((score) => expect.closeTo(score) as number))
  })

  it('puts the newer of equals first, and everything newest first when nothing was asked', () => {
    const days = (candidates: Signals[]) => fuse(candidates).map(({ candidate }) => candidate.day)
    expect(days([at(0, 0, { day: 5 }), at(0, 0), at(0, 0, { day: 9 })])).toEqual([9, 5, undefined])
    expect(days([at(3, 0, { day: 5 }), at(3, 0, { day: 9 })])).toEqual([9, 5])
    expect(order([at(3, 0), at(3, 0)])).toEqual([0, 1])
  })

  it('gives age a part where recent papers are asked for, halved with every year', () => {
    const candidates = [at(10, 0, { day: 1000 }), at(9.9, 0, { day: 20_000 }), at(9.9, 0, { day: 20_000 - 365 }), at(0.1, 0, { day: 20_000 }), at(5, 0)]
    expect(order(candidates, WORDS_ONLY)[0]).toBe(0)
    const recent = fuse(candidates, WORDS_ONLY, { recent: true })
    const part = new Map(recent.map(({ candidate, parts }) => [candidates.indexOf(candidate), parts['recent']!]))
    // Words still weigh most: what is only new does not win.
    expect(recent.map(({ candidate }) => candidates.indexOf(candidate))).toEqual([1, 2, 0, 4, 3])
    expect(part.get(2)).toBeCloseTo(part.get(1)! / 2)
    expect(part.get(3)).toBe(part.get(1))
    expect(part.get(0)).toBeCloseTo(0)
    expect(part.get(4)).toBe(0)
    // Where no date is known, nothing changes.
    expect(fuse([at(2, 0), at(1, 0)], WORDS_ONLY, { recent: true })).toEqual(fuse([at(2, 0), at(1, 0)], WORDS_ONLY))
  })

  it('gives scores from 0 to 1 that their parts add up to, in falling order, whatever the signals', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const cosine = fc.double({ min: -1, max: 1, noNaN: true })
    const signals = fc.record({
      words: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1000, noNaN: true })),
      meaning: fc.oneof(fc.constant(0), cosine),
      company: fc.option(cosine, { nil: undefined }),
      day: fc.option(fc.integer({ min: -20_000, max: 40_000 }), { nil: undefined }),
      evidence: fc.option(fc.record({ title: share, ofTitle: share, phrase: share }), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(signals), fc.constantFrom(QUERY_WEIGHTS, TEXT_MODEL_WEIGHTS, SIMILAR_WEIGHTS, WORDS_ONLY, MEANING_ONLY), fc.boolean(), (candidates, weights, recent) => {
        const ranked = fuse(candidates, weights, { recent })
        expect(new Set(ranked.map(({ candidate }) => candidate))).toEqual(new Set(candidates))
        expect(ranked).toHaveLength(candidates.length)
        for (const [place, { score, parts }] of ranked.entries()) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1 + 1e-9)
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 9)
          for (const part of Object.values(parts)) expect(part).toBeGreaterThanOrEqual(0)
          if (place > 0) expect(score).toBeLessThanOrEqual(ranked[place - 1]!.score)
        }
      }),
    )
  })

  it('never puts a candidate lower for more of one signal', () => {
    const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)
    const signals = fc.record({ words: share, meaning: share, company: share, evidence: fc.record({ title: share, ofTitle: share, phrase: share }) })
    fc.assert(
      fc.property(fc.array(signals, { minLength: 1, maxLength: 8 }), signals, (others, one) => {
        // Both stand in one list, so that each signal's best is the same for both.
        const better = { ...one, words: one.words + 0.1, meaning: one.meaning + 0.1, company: one.company + 0.1, day: undefined }
        const worse = { ...one, day: undefined }
        const ranked = fuse([...others.map((other) => ({ ...other, day: undefined })), worse, better]).map(({ candidate }) => candidate as object)
        expect(ranked.indexOf(better)).toBeLessThan(ranked.indexOf(worse))
      }),
    )
  })
})
