import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { FACT_NAMES, guessFacts } from './guess-facts.ts'
import { ABSTRACT_WORDS, guessFeatures, TITLE_WORDS, VECTOR } from './guess-features.ts'
import type { GuessReading } from './guess-paper.ts'
import { guessScore } from './guess-score.ts'
import { type GuessWeights, packGuess, unpackGuess } from './guess-weights.ts'

const reading: GuessReading = {
  terms: (text) => text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== ''),
  hash: (term) => [...term].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7),
  stop: new Set(['of', 'the']),
  embed: (terms) => (terms.length === 0 ? undefined : Float32Array.of(0.6, -0.8)),
}
const weightsOf = (part: Partial<GuessWeights>): GuessWeights => ({ facts: new Float32Array(FACT_NAMES.length), vector: new Float32Array(2), words: new Int16Array(101), wordScale: 0.01, ...part })
const paper = { title: 'Loom: the weaving of maps', abstract: 'We weave maps. The maps of maps.', authors: 4, daysOld: 2 }

describe('guessScore', () => {
  it('is the sum of facts, vector and words, each by its weight, as worked out by hand', () => {
    const bucket = (term: string): number => reading.hash(term) % 101
    const words = new Int16Array(101)
    words[bucket('t:loom')] = 100
    words[bucket('a:weave maps')] = -50
    const facts = new Float32Array(FACT_NAMES.length)
    facts[FACT_NAMES.indexOf('ln authors')] = 2
    facts[FACT_NAMES.indexOf('authors from 4')] = 3
    const weights = weightsOf({ words, facts, vector: Float32Array.of(1, 0.5) })
    // title: loom, weaving, maps; pairs loom the, the weaving, weaving of, of maps. Abstract: we, weave, maps; we weave, weave maps, maps the, the maps, maps of, of maps.
    const inTitle = ['t:loom', 't:loom the', 't:weaving', 't:the weaving', 't:weaving of', 't:maps', 't:of maps']
    const inAbstract = ['a:we', 'a:we weave', 'a:weave', 'a:weave maps', 'a:maps', 'a:maps the', 'a:the maps', 'a:maps of', 'a:of maps']
    const sum = (terms: string[]): number => terms.reduce((all, term) => all + words[bucket(term)]! * 0.01, 0)
    const expected =
      2 * ((Math.log(4) - 1.8) / 0.73) + 3 * 0.5 +
      VECTOR * (0.6 * 1 + -0.8 * 0.5) +
      (TITLE_WORDS / Math.sqrt(inTitle.length)) * sum(inTitle) + (ABSTRACT_WORDS / Math.sqrt(inAbstract.length)) * sum(inAbstract)
    expect(sum(inTitle)).not.toBe(0)
    expect(guessScore(guessFeatures(paper, reading), weights)).toBeCloseTo(expected, 5)
  })

  it('is finite whatever a paper says', () => {
    const weights = weightsOf({ facts: new Float32Array(FACT_NAMES.length).fill(1), vector: Float32Array.of(1, 1), words: new Int16Array(101).fill(7) })
    const wild = fc.record({ title: fc.string({ unit: 'binary' }), abstract: fc.string({ unit: 'binary', maxLength: 500 }), authors: fc.nat(20_000), daysOld: fc.option(fc.integer(), { nil: undefined }) })
    fc.assert(fc.property(wild, (asked) => void expect(Number.isFinite(guessScore(guessFeatures(asked, reading), weights))).toBe(true)))
    expect(guessScore(guessFeatures({ title: '', abstract: '', authors: 0, daysOld: NaN }, reading), weights)).toBe(guessScore(guessFeatures({ title: '', abstract: '', authors: 0, daysOld: undefined }, reading), weights))
  })
})

describe('guessFacts', () => {
  const fact = (name: string, part: object): number => guessFacts({ ...paper, ...part })[FACT_NAMES.indexOf(name)]!

  it('has one step of each ladder, at its edges too', () => {
    for (const [authors, name] of [[1, 'authors below 2'], [2, 'authors from 2'], [8, 'authors from 8'], [9, 'authors from 8'], [10, 'authors from 10'], [3000, 'authors from 100']] as const) {
      const facts = guessFacts({ ...paper, authors })
      expect(FACT_NAMES.filter((one, at) => /^authors /.test(one) && facts[at] !== 0)).toEqual([name])
    }
    expect(new Set(FACT_NAMES).size).toBe(FACT_NAMES.length)
  })

  it('sees a title that names, asks or reports, and an abstract that links', () => {
    expect(fact('title names', {})).toBeGreaterThan(fact('title names', { title: 'On the weaving of maps' }))
    expect(fact('title names in one word', {})).toBeGreaterThan(fact('title names in one word', { title: 'A loom: weaving' }))
    expect(fact('title asks', { title: 'Why maps?' })).toBeGreaterThan(fact('title asks', {}))
    expect(fact('abstract links', { abstract: 'See https://example.org.' })).toBeGreaterThan(fact('abstract links', {}))
  })
})

describe('the file of a guess', () => {
  const weights = weightsOf({ facts: Float32Array.from(FACT_NAMES, (_, at) => Math.fround(at / 7)), vector: Float32Array.of(1, -2), words: Int16Array.from({ length: 5 }, (_, at) => at - 2), wordScale: Math.fround(0.3) })

  it('gives back what was packed, wherever its bytes lie in memory', () => {
    const file = packGuess(weights)
    for (const shift of [0, 1, 2, 3]) {
      const memory = new Uint8Array(file.length + shift)
      memory.set(file, shift)
      expect(unpackGuess(memory.subarray(shift))).toEqual(weights)
    }
  })

  it('is refused when it is damaged: cut short, too long, of other sizes, something else, or not numbers', () => {
    const file = packGuess(weights)
    for (let length = 0; length < file.length; length++) expect(() => unpackGuess(file.subarray(0, length))).toThrow(BroadsheetError)
    expect(() => unpackGuess(Buffer.concat([file, Buffer.alloc(1)]))).toThrow(BroadsheetError)
    for (const at of [0, 10, 32, 36, 40, 43]) {
      const other = Buffer.from(file)
      other[at]! ^= 0x80
      expect(() => unpackGuess(other)).toThrow(BroadsheetError)
    }
    expect(() => unpackGuess(packGuess({ ...weights, wordScale: NaN }))).toThrow(BroadsheetError)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void expect(() => unpackGuess(bytes)).toThrow(BroadsheetError)))
  })
})
