import { describe, expect, it } from 'vitest'
import type { PlacedCandidate, PlacedResult } from './packed-result.ts'
import { EVIDENCE_OF, MEANING_BESIDE_WORDS, unite } from './unite.ts'

const EVIDENCE = { cover: 1, title: 0, ofTitle: 0, abstract: 1, keywords: 0, authors: 0, phrase: 0, near: 0 }
const found = (key: number, words: number, meaning: number, part: Partial<PlacedCandidate> = {}): PlacedCandidate => ({ key, segment: 1, paper: key, words, meaning, day: undefined, evidence: EVIDENCE, ...part })
const result = (total: number, alone: number, candidates: PlacedCandidate[], tookMs = 1): PlacedResult => ({ total, alone, tookMs, candidates })
const keys = (of: PlacedResult): number[] => of.candidates.map(({ key }) => key).toSorted((a, b) => a - b)

describe('the parts of a search', () => {
  it('are cut to the best by each signal, and only those that stay are counted', () => {
    const one = result(7, 2, [found(1, 9, 0.1), found(2, 8, 0.2), found(3, 0, 0.5), found(4, 0, 0.3)], 4)
    const two = result(12, 2, [found(5, 10, 0.1), found(6, 1, 0.1), found(7, 0, 0.6), found(8, 0, 0.2)], 3)
    const united = unite([one, two], 2)
    expect(keys(united)).toEqual([1, 3, 5, 7])
    expect(united).toMatchObject({ total: 5 + 10 + 2, alone: 2, tookMs: 4 })
    expect(unite([one], 2)).toBe(one)
  })

  it('say what stands where of the best of all only', () => {
    const part = (from: number) => result(EVIDENCE_OF, 0, Array.from({ length: EVIDENCE_OF }, (_, at) => found(from + 2 * at, 1000 - from - 2 * at, 0)))
    const { candidates } = unite([part(0), part(1)], 1000)
    expect(candidates).toHaveLength(2 * EVIDENCE_OF)
    for (const { key, evidence } of candidates) expect(evidence !== undefined).toBe(key < EVIDENCE_OF)
  })

  it('bring no more by meaning beside words than one search does, were no word met either', () => {
    const part = (from: number) => result(MEANING_BESIDE_WORDS, MEANING_BESIDE_WORDS, Array.from({ length: MEANING_BESIDE_WORDS }, (_, at) => found(from + 2 * at, 0, 1 / (1 + from + 2 * at))))
    expect(unite([part(0), part(1)], 5000)).toMatchObject({ total: MEANING_BESIDE_WORDS, alone: MEANING_BESIDE_WORDS })
    const meaningOnly = [part(0), part(1)].map((one) => ({ ...one, total: 9000, alone: 0 }))
    expect(unite(meaningOnly, 5000)).toMatchObject({ total: 18_000, alone: 0, candidates: { length: 2 * MEANING_BESIDE_WORDS } })
  })

  it('are the newest where neither words nor meaning were asked', () => {
    const united = unite([result(5, 0, [found(1, 0, 0, { day: 3 }), found(2, 0, 0)]), result(5, 0, [found(3, 0, 0, { day: 9 }), found(4, 0, 0, { day: 1 })])], 2)
    expect(keys(united)).toEqual([1, 3])
    expect(united.total).toBe(10)
  })
})
