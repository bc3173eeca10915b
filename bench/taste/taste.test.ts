import { describe, expect, it } from 'vitest'
// @ts-expect-error a plain script
import { linearSvm, vectorizer } from './arxiv-sanity.mjs'
// @ts-expect-error a plain script
import { fitWeights } from './fit.mjs'
// @ts-expect-error a plain script
import { chooseReaders } from './readers.mjs'
// @ts-expect-error a plain script
import { margin, recallAt } from './recall.mjs'

const day = (at: number): string => new Date(Date.UTC(2018, 0, 1 + 7 * at)).toISOString().slice(0, 10)
const paper = (at: number, ...authors: string[]) => ({ created: day(at), authors, categories: [] })

describe('chooseReaders', () => {
  const choice = { from: '2018-01-01', to: '2019-01-01', readers: 10, weeks: 99 }
  const both = (papers: unknown[]) => [0, 1].flatMap((half) => chooseReaders(papers, { ...choice, half }).readers)

  it('takes the first half as the library and judges the weeks of the second', () => {
    const papers = Array.from({ length: 12 }, (_, at) => paper(at, 'Ada Rare', ...(at === 8 ? ['Bo Friend'] : [])))
    const [reader] = both([...papers, paper(10, 'Bo Friend')].sort((a, b) => (a.created < b.created ? -1 : 1)))
    expect(reader.library).toEqual([0, 1, 2, 3, 4, 5])
    expect(reader.weeks).toHaveLength(6)
    expect([...reader.weeks[4].own]).toHaveLength(1)
    expect([...reader.weeks[4].shared]).toHaveLength(1)
    expect([...reader.weeks[3].shared]).toEqual([])
  })

  it('leaves out who wrote little, initials and common names', () => {
    expect(both(Array.from({ length: 9 }, (_, at) => paper(at, 'Ada Rare')))).toEqual([])
    expect(both(Array.from({ length: 12 }, (_, at) => paper(at, 'A. Rare')))).toEqual([])
    const namesakes = Array.from({ length: 11 }, (_, at) => `A${'b'.repeat(at + 1)} Common`)
    expect(both(Array.from({ length: 12 }, (_, at) => paper(at, 'Ada Common', ...namesakes)))).toEqual([])
  })

  it('never judges a week in which the library was still growing', () => {
    expect(both(Array.from({ length: 12 }, () => paper(3, 'Ada Rare')))).toEqual([])
  })
})

describe('the method to compare with', () => {
  const texts = Array.from({ length: 60 }, (_, at) => (at % 12 === 0 ? `Shy mosses grow slowly ${at}` : `Kettles whistle at noon: part${at % 12} case${at % 5}`))
  const vector = vectorizer(texts)

  it('weighs words and pairs that are neither rare nor common, to length 1', () => {
    const { weights } = vector('Shy mosses: shy!')
    expect(weights).toHaveLength(3)
    expect(Math.hypot(...weights)).toBeCloseTo(1)
    expect(vector('kettles the and zzz').weights).toHaveLength(0)
  })

  it('tells the library from the rest', () => {
    const rows = texts.map(vector)
    const decide = linearSvm(rows.filter((_, at) => at % 12 === 0).slice(0, 3), rows.filter((_, at) => at % 12 !== 0), () => 0.5)
    expect(decide(rows[48])).toBeGreaterThan(decide(rows[1]))
  })
})

describe('recallAt', () => {
  it('counts what is wanted among the first', () => {
    expect(recallAt([5, 6, 7], new Set([6, 7]), 2)).toBe(0.5)
    expect(recallAt([5], new Set(), 2)).toBeUndefined()
  })
})

describe('margin', () => {
  it('holds the mean between its bounds', () => {
    let seed = 1
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647
    const { mean, low, high } = margin([1, 0.5, 0.75, 1], [0.5, 0.5, 0.5, 0.5], random)
    expect(mean).toBeCloseTo(0.3125)
    expect(low).toBeLessThan(mean)
    expect(high).toBeGreaterThan(mean)
  })
})

describe('fitWeights', () => {
  it('gives weight to the part that tells', () => {
    const week = (idle: number) => ({ values: [Float64Array.of(2, 0, -1, -1), Float64Array.of(idle, 1, -1, -idle)], gain: Float64Array.of(1, 0, 0, 0) })
    const [telling, idle] = fitWeights([week(1), week(-1)], 100)
    expect(telling).toBeGreaterThan(1)
    expect(Math.abs(idle)).toBeLessThan(telling / 3)
  })
})
