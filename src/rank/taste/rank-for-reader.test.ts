import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeUpPaper, madeUpPapers, plainText } from './made-up-taste.test-helper.ts'
import { rankForReader, type TasteOptions } from './rank-for-reader.ts'
import { LIKING_KINDS, TASTE_SIGNALS, tasteOf, type TasteInput, type TasteSignal } from './taste.ts'
import { createTastePool, prepareTastePool } from './taste-pool.ts'

const pool = createTastePool(madeUpPapers(90))
const nothing: TasteInput = { liked: [], hidden: [], follows: [] }
const mineAlone: TasteOptions = { dial: 0, community: new Map(), exploration: 0, variety: false, seed: 'ada' }
const rank = (input: Partial<TasteInput>, options: Partial<TasteOptions> = {}) => rankForReader(pool, tasteOf({ ...nothing, ...input }, plainText), { ...mineAlone, ...options })
const likes = (...keys: number[]) => keys.map((key) => ({ kind: 'save' as const, paper: madeUpPaper(key), ageDays: 3 }))

describe('rankForReader', () => {
  it('puts papers like the liked ones first and says which', () => {
    const ranked = rank({ liked: likes(301, 304) })
    expect(ranked.slice(0, 20).map(({ key }) => key % 3)).toEqual(new Array(20).fill(1))
    expect(ranked[0]!.reasons[0]).toMatchObject({ kind: 'close-to', likedKey: expect.toSatisfy((key) => key === 301 || key === 304) })
    expect(ranked[0]!.mine).toBe(1)
  })

  it('serves each of two fields of a reader', () => {
    const first = rank({ liked: likes(301, 304, 302, 305) }).slice(0, 30).map(({ key }) => key % 3)
    expect(new Set(first)).toEqual(new Set([1, 2]))
  })

  it('never shows hidden papers, nor those with excluded words, though the signal of hiding is off', () => {
    const hidden = [3, 6].map((key) => ({ paper: madeUpPaper(key), ageDays: 0 }))
    for (const without of [new Set<TasteSignal>(), new Set<TasteSignal>(['hide'])]) {
      const shown = rank({ liked: likes(303), hidden, follows: [{ kind: 'without', value: 'Kettle' }], without })
      expect(shown.length).toBeGreaterThan(0)
      for (const { key } of shown) {
        expect([3, 6]).not.toContain(key)
        expect([...madeUpPaper(key).terms]).not.toContain(tasteOf({ ...nothing, follows: [{ kind: 'word', value: 'kettle' }] }, plainText).words[0]!.terms[0])
      }
    }
  })

  it('lowers what is like a hidden paper', () => {
    const places = (input: Partial<TasteInput>): number => rank(input).reduce((sum, { key }, place) => sum + (key % 3 === 2 ? place : 0), 0)
    const hidden = [{ paper: madeUpPaper(302), ageDays: 0 }]
    expect(places({ liked: likes(301), hidden })).toBeGreaterThan(places({ liked: likes(301) }))
    expect(rank({ liked: likes(301), hidden, without: new Set(['hide']) })).toEqual(rank({ liked: likes(301) }))
  })

  it('raises whom and what a reader follows, and says so', () => {
    const by = rank({ liked: likes(301), follows: [{ kind: 'author', value: 'Author3, A.' }] })
    expect(by[0]!.reasons).toContainEqual({ kind: 'author', name: 'Ada Author3' })
    const word = rank({ follows: [{ kind: 'word', value: 'number7' }] })
    expect(word[0]!.reasons).toContainEqual({ kind: 'word', word: 'number7' })
    const category = rank({ follows: [{ kind: 'category', value: 'cs.GT' }] })
    expect(category.slice(0, 30).every(({ reasons }) => reasons.some(({ kind }) => kind === 'category'))).toBe(true)
  })

  it('knows the authors of liked papers, unless told not to', () => {
    const liked = [{ kind: 'vote' as const, paper: madeUpPaper(500, { authors: ['Bo Writer4'], title: '', abstract: '', categories: [] }), ageDays: 0 }]
    expect(rank({ liked })[0]!.reasons).toContainEqual({ kind: 'coauthor', name: 'Bo Writer4' })
    expect(rank({ liked, without: new Set(['coauthor']) }).flatMap(({ reasons }) => reasons).some(({ kind }) => kind === 'coauthor')).toBe(false)
  })

  it.each(LIKING_KINDS)('does without papers known by a %s where that is switched off', (kind) => {
    const off = { liked: [{ kind, paper: madeUpPaper(301), ageDays: 0 }], without: new Set([kind]) }
    expect(rank(off)).toEqual(rank({}))
    expect(rank({ ...off, without: new Set() })).not.toEqual(rank({}))
  })

  it('is the community’s order with the dial at 1, newest first among equals, whatever else is asked for', () => {
    const community = new Map(pool.papers.map(({ paper }) => [paper.key, paper.key % 10]))
    const ranked = rank({ liked: likes(301) }, { dial: 1, community, variety: true, exploration: 0.3 })
    const expected = pool.papers.map(({ paper }) => paper.key).sort((a, b) => (b % 10) - (a % 10) || a - b)
    expect(ranked.map(({ key }) => key)).toEqual(expected)
    expect(ranked[0]!.reasons[0]).toEqual({ kind: 'votes' })
  })

  it('explores a share of the places, away from the reader’s field', () => {
    const ranked = rank({ liked: likes(301, 304) }, { exploration: 0.1, limit: 40 })
    const tried = ranked.flatMap(({ reasons }, place) => (reasons[0]?.kind === 'explore' ? [place] : []))
    expect(tried).toEqual([9, 19, 29, 39])
    for (const place of tried) expect(ranked[place]!.key % 3).not.toBe(1)
    expect(rank({ liked: likes(301, 304) }, { exploration: 0.1, seed: 'bo' })[9]!.key).not.toBe(ranked[9]!.key)
  })

  it('spreads copies of a topic', () => {
    const copy = (key: number) => madeUpPaper(key, { title: 'Peat moss', abstract: 'moss of the peat bog', authors: [], categories: ['q-bio.PE'] })
    const copies = Array.from({ length: 10 }, (_, at) => copy(1000 + at))
    const many = createTastePool([...copies, ...madeUpPapers(60)])
    const taste = tasteOf({ ...nothing, liked: [{ kind: 'save', paper: copy(999), ageDays: 0 }] }, plainText)
    const copiesFirst = (variety: boolean): number => rankForReader(many, taste, { ...mineAlone, variety }).slice(0, 10).filter(({ key }) => key >= 1000).length
    expect(copiesFirst(false)).toBe(10)
    expect(copiesFirst(true)).toBeLessThan(8)
  })

  it('orders by the guess, then by the pool, where nothing is known', () => {
    expect(rank({}).map(({ key, reasons }) => [key, reasons[0]!.kind]).slice(0, 2)).toEqual([[1, 'new'], [2, 'new']])
    expect(rank({}, { guess: new Map([[5, 0.3], [9, 0.8]]), exploration: 0.5 }).slice(0, 3).map(({ key, reasons }) => [key, reasons[0]!.kind])).toEqual([[9, 'guess'], [5, 'guess'], [1, 'new']])
  })

  it('ranks only among the papers asked for', () => {
    expect(rank({ liked: likes(301) }, { among: new Set([7, 8, 4711]) }).map(({ key }) => key)).toEqual([7, 8])
  })

  it('is the same from a pool made in turns', async () => {
    let turns = 0
    const other = await prepareTastePool(madeUpPapers(90), async () => void turns++)
    expect(turns).toBeGreaterThan(2)
    expect(rankForReader(other, tasteOf({ ...nothing, liked: likes(301) }, plainText), mineAlone)).toEqual(rank({ liked: likes(301) }))
  })
})

const wildPaper = fc.record({
  key: fc.integer({ min: 1, max: 40 }),
  title: fc.oneof(fc.string(), fc.constantFrom('Moss and fern', 'Kettle', '')),
  abstract: fc.oneof(fc.string(), fc.constantFrom('chess pawn rook', '')),
  authors: fc.array(fc.oneof(fc.string(), fc.constantFrom('Ada Author', 'A. Author')), { maxLength: 3 }),
  categories: fc.array(fc.oneof(fc.string(), fc.constantFrom('cs.LG', 'cs.GT')), { maxLength: 3 }),
}).map((paper) => madeUpPaper(paper.key, paper))
const wildAge = fc.oneof(fc.double({ min: -10, max: 1e6 }), fc.constantFrom(NaN, Infinity))
const wildInput = fc.record({
  liked: fc.array(fc.record({ kind: fc.constantFrom(...LIKING_KINDS), paper: wildPaper, ageDays: wildAge }), { maxLength: 8 }),
  hidden: fc.array(fc.record({ paper: wildPaper, ageDays: wildAge }), { maxLength: 3 }),
  follows: fc.array(fc.record({ kind: fc.constantFrom('author' as const, 'category' as const, 'word' as const, 'without' as const), value: fc.oneof(fc.string(), fc.constantFrom('moss', 'Ada Author', 'cs.LG')) }), { maxLength: 5 }),
  without: fc.subarray([...TASTE_SIGNALS]).map((kinds) => new Set(kinds)),
})
const wildNumber = fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(NaN, -1, 7))
const wildOptions = fc.record({
  dial: wildNumber,
  community: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.oneof(fc.double({ min: 0, max: 1e6 }), fc.constantFrom(NaN, -1)))).map((pairs) => new Map(pairs)),
  exploration: wildNumber,
  variety: fc.boolean(),
  seed: fc.string(),
})

describe('whatever comes in', () => {
  it('every paper stands once, with a reason and sound numbers, hidden and excluded ones not at all', () => {
    fc.assert(
      fc.property(fc.array(wildPaper, { maxLength: 25 }), wildInput, wildOptions, (papers, input, options) => {
        const taste = tasteOf(input, plainText)
        const ranked = rankForReader(createTastePool(papers), taste, options)
        const hidden = new Set(input.hidden.map(({ paper }) => paper.key))
        const first = new Map(papers.toReversed().map((paper) => [paper.key, paper]))
        const excluded = (key: number): boolean => taste.excluded.some(({ terms }) => ` ${[...first.get(key)!.terms].join(' ')} `.includes(` ${[...terms].join(' ')} `))
        const expected = [...first.keys()].filter((key) => !hidden.has(key) && !excluded(key)).sort((a, b) => a - b)
        expect(ranked.map(({ key }) => key).sort((a, b) => a - b)).toEqual(expected)
        for (const { score, mine, community, terms, reasons } of ranked) {
          for (const value of [score, mine, community]) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1)
          }
          for (const value of Object.values(terms)) expect(Number.isFinite(value)).toBe(true)
          expect(reasons.length).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('the order in which a reader said things does not matter, nor when they are asked', () => {
    fc.assert(
      fc.property(wildInput, wildOptions, fc.integer({ min: 1, max: 1000 }), (input, options, turn) => {
        const turned = <T>(list: readonly T[]): T[] => list.map((_, at) => list[(at + turn) % list.length]!)
        // Two papers of one key are two versions of what is one paper: which counts is not for the order to say here.
        const oncePerKey = { ...input, liked: [...new Map(input.liked.map((one) => [one.paper.key, one])).values()], hidden: [...new Map(input.hidden.map((one) => [one.paper.key, one])).values()] }
        const one = rankForReader(pool, tasteOf(oncePerKey, plainText), options)
        const other = rankForReader(pool, tasteOf({ ...oncePerKey, liked: turned(oncePerKey.liked), hidden: turned(oncePerKey.hidden), follows: turned(oncePerKey.follows) }, plainText), options)
        expect(other).toEqual(one)
      }),
    )
  })

  it('exactly a share of the places is explored', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 30 }), fc.string(), (twentieths, liked, seed) => {
        const ranked = rank({ liked: likes(300 + liked) }, { exploration: twentieths / 20, limit: 40, seed, variety: true })
        expect(ranked.filter(({ reasons }) => reasons[0]!.kind === 'explore')).toHaveLength(2 * twentieths)
      }),
    )
  })
})
