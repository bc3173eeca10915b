import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withCompany } from './company.ts'
import type { PlacedCandidate } from './packed-result.ts'
import { packPaper } from './quantise.ts'
import type { Segment } from './segment.ts'

/** A segment of which only the vectors are real. */
function segment(id: number, vectors: readonly (readonly number[])[]): Segment {
  const dimensions = vectors[0]?.length ?? 0
  const bytes = new Uint8Array(dimensions * vectors.length)
  for (const [at, vector] of vectors.entries()) packPaper(Int8Array.from(vector), bytes.subarray(at * dimensions, (at + 1) * dimensions))
  return { id, vectors: bytes, layout: { dimensions } } as unknown as Segment
}
const placed = (paper: number, words: number, meaning: number, part: Partial<PlacedCandidate> = {}): PlacedCandidate => ({ key: paper + 1, segment: 1, paper, words, meaning, day: undefined, ...part })
const companies = (candidates: readonly PlacedCandidate[], segments: readonly Segment[]) => new Map(withCompany(candidates, segments).map(({ key, company }) => [key, company]))

describe('company', () => {
  it('is the cosine to the middle of the three best, as reckoned by hand', () => {
    const one = segment(1, [[10, 0, 0, 0], [0, 20, 0, 0], [0, 0, 5, 0], [0, 0, 0, 7], [3, 4, 0, 0]])
    // Goodness: 0.7 + 0.3, 0.35 + 0.15, 0 + 0.15 (three seeds); 0.07 is too little.
    const found = companies([placed(3, 1, 0), placed(2, 0, 0.3), placed(0, 10, 0.6), placed(1, 5, 0.3), placed(4, 0, 0.1)], [one])
    const length = Math.hypot(1, 0.5, 0.15)
    expect(found.get(1)).toBeCloseTo(1 / length)
    expect(found.get(2)).toBeCloseTo(0.5 / length)
    expect(found.get(3)).toBeCloseTo(0.15 / length)
    expect(found.get(4)).toBeCloseTo(0)
    expect(found.get(5)).toBeCloseTo((0.6 + 0.8 * 0.5) / length)
  })

  it('may be below nothing, and is 0 for a paper without a vector', () => {
    const found = companies([placed(0, 1, 0.5), placed(1, 0, -0.5), placed(2, 0, 0)], [segment(1, [[100, -100], [-100, 100], [0, 0]])])
    expect([...found.values()].map((company) => Math.round(company! * 1e6) / 1e6)).toEqual([1, -1, 0])
  })

  it.each<[what: string, candidates: PlacedCandidate[], vectors: number[][]]>([
    ['meaning was not asked', [placed(0, 3, 0), placed(1, 2, 0)], [[1, 2], [3, 4]]],
    ['nothing is near', [placed(0, 3, -0.2)], [[1, 2]]],
    ['the best have no vectors', [placed(0, 3, 0.2), placed(1, 3, 0.1)], [[0, 0], [0, 0]]],
    ['their segment has gone', [placed(0, 3, 0.5, { segment: 9 })], [[1, 2]]],
    ['there are none', [], [[1, 2]]],
  ])('is unknown where %s', (_, candidates, vectors) => {
    expect(withCompany(candidates, [segment(1, vectors)])).toEqual(candidates.map(({ segment: _segment, paper: _paper, ...rest }) => ({ evidence: undefined, ...rest, company: undefined })))
    expect(withCompany(candidates, []).every(({ company }) => company === undefined)).toBe(true)
  })

  it('leaves out a paper whose segment has gone, and goes on with the others', () => {
    const found = companies([placed(0, 9, 0.9, { segment: 9, key: 50 }), placed(0, 3, 0.5)], [segment(1, [[3, 4]])])
    expect(found.get(50)).toBeUndefined()
    expect(found.get(1)).toBeCloseTo(1)
  })

  it('takes places off and keeps all else', () => {
    const evidence = { cover: 1, title: 0, ofTitle: 0, abstract: 1, keywords: 0, authors: 0, phrase: 0, near: 0 }
    expect(withCompany([placed(0, 3, 0.5, { day: 7, evidence })], [segment(1, [[3, 4]])])).toEqual([{ key: 1, words: 3, meaning: 0.5, day: 7, evidence, company: expect.closeTo(1) as number }])
  })

  it('is the same however the papers are split in segments and in whatever order they come', () => {
    const vector = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 16, maxLength: 16 })
    // Few values, so that some are as good as others.
    const signals = fc.record({ vector, words: fc.integer({ min: 0, max: 3 }), meaning: fc.constantFrom(-0.5, 0, 0.25, 0.5), part: fc.integer({ min: 0, max: 2 }) })
    fc.assert(
      fc.property(fc.array(signals, { minLength: 1, maxLength: 12 }), fc.integer(), (papers, turn) => {
        const whole = companies(papers.map(({ words, meaning }, at) => placed(at, words, meaning)), [segment(1, papers.map((one) => one.vector))])
        const parts = [0, 1, 2].map((part) => papers.flatMap((one, at) => (one.part === part ? [{ ...one, key: at + 1 }] : [])))
        const split = parts.flatMap((group, part) => group.map(({ key, words, meaning }, paper) => placed(paper, words, meaning, { key, segment: part + 1 })))
        const turned = split.map((_, at) => split[(at + Math.abs(turn)) % split.length]!)
        const segments = parts.map((group, part) => segment(part + 1, group.length === 0 ? [Array<number>(16).fill(0)] : group.map((one) => one.vector)))
        expect(companies(turned, segments)).toEqual(new Map(turned.map(({ key }) => [key, whole.get(key)])))
        for (const company of whole.values()) if (company !== undefined) expect(Math.abs(company)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
})
