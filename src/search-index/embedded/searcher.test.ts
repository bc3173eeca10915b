import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { embedderNamed, DEFAULT_EMBEDDER } from '../embedder/embedder.ts'
import { pool } from '../embedder/pool.ts'
import { parseQuery } from '../query/parse-query.ts'
import type { ParsedQuery, Restriction } from '../query/parsed-query.ts'
import { document } from '../search-index-contract.ts'
import type { IndexDocument } from '../search-index.ts'
import { STOP_WORDS, terms } from '../terms.ts'
import { B, FIELD_WEIGHTS, idf, K1 } from './bm25.ts'
import { SegmentBuilder } from './segment-builder.ts'
import { Searcher } from './searcher.ts'
import { MEANING_BESIDE_WORDS, unite } from './unite.ts'

const embedder = embedderNamed(DEFAULT_EMBEDDER)

/** A small vocabulary, so that random papers and random queries meet. */
const word = fc.constantFrom('graph', 'graphs', 'neural', 'network', 'deep', 'learning', 'the', 'of', 'bound', 'ℓ', 'naïve', 'x1', 'zeta', 'time', 'step', 'timestep', 'time-step', 'GAN', 'generative adversarial network')
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const name = fc.constantFrom('Ada Lovelace', 'Kurt Gödel', 'Ada Gödel', 'Emmy Noether', 'A. Lovelace', 'K Gödel', 'Gödel, Ada K.')
const paper = fc.record({
  title: text, abstract: text, keywords: fc.array(text, { maxLength: 2 }), authors: fc.array(name, { maxLength: 3 }),
  categories: fc.subarray(['cs.LG', 'cs.CL', 'math.NA']), venue: fc.option(fc.constantFrom('NeurIPS 2023', 'ICML'), { nil: undefined }),
  published: fc.option(fc.constantFrom('2020', '2021-05', '2021-05-07', '2023-12-31'), { nil: undefined }),
})
const library = fc.array(paper, { minLength: 1, maxLength: 30 }).map((papers) => papers.map((one, at) => document(at + 1, one)))
const longLibrary = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 25, maxLength: 60 }), { minLength: 1, maxLength: 20 })
  .map((papers) => papers.map((numbers, at) => document(at + 1, { title: 'deep graph', abstract: numbers.map((number) => `w${number}`).join(' ') })))
const queryPart = fc.oneof(
  { weight: 5, arbitrary: word },
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
  fc.tuple(fc.constantFrom('', '-'), fc.constantFrom('title:graph', 'title:"deep learning"', 'author:ada', 'author:"Kurt Gödel"', 'author:"Gödel, K"', 'author:A.Lovelace', 'cat:cs', 'cat:math.NA', 'venue:icml', 'network', '"neural network"')).map((parts) => parts.join('')),
  fc.constantFrom('after:2021', 'before:2022', 'after:2021-05-07'),
)
const query = fc.array(queryPart, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))

describe('the searcher against brute force', () => {
  it('gives every paper the score that the definition gives, over one or several segments', () => {
    fc.assert(
      fc.property(library, query, fc.integer({ min: 1, max: 4 }), (papers, typed, parts) => {
        const searcher = new Searcher(embedder, 0)
        const groups = Array.from({ length: parts }, (_, part) => papers.filter((_, at) => at % parts === part)).filter((group) => group.length > 0)
        searcher.use(groups.map((group, id) => built(id + 1, group)))
        const parsed = parseQuery(typed)
        const result = searcher.search(parsed, { candidates: 1000, mode: 'words' })
        const expected = bruteForce(groups, parsed)
        expect(result.candidates.map(({ key }) => key).toSorted((a, b) => a - b)).toEqual([...expected.keys()].toSorted((a, b) => a - b))
        expect(result.total).toBe(expected.size)
        // Impacts are one byte each, so scores agree to that precision.
        for (const { key, words } of result.candidates) expect(Math.abs(words - expected.get(key)!)).toBeLessThan(0.02 * (1 + expected.get(key)!))
      }),
      { numRuns: 300 },
    )
  })

  it('finds the nearest by meaning that an exact cosine finds', () => {
    fc.assert(
      // Texts of several words: a vector of one word has few large components, which the fixed scale clips.
      fc.property(longLibrary, fc.array(word, { minLength: 1, maxLength: 6 }), (papers, words) => {
        const searcher = new Searcher(embedder, 3)
        searcher.use([built(1, papers)])
        const parsed = parseQuery(words.join(' '))
        const vector = pool(embedder, parsed.words)
        const { candidates } = searcher.search(parsed, { candidates: 1000, mode: 'meaning' })
        const shared = papers.some((one) => terms(`${one.title} ${one.abstract}`).some((term) => parsed.words.includes(term)))
        expect(candidates.length > 0).toBe(shared)
        if (!shared) return
        expect(candidates).toHaveLength(papers.length)
        for (const { key, meaning } of candidates) {
          const one = papers[key - 1]!
          const title = terms(one.title)
          const own = pool(embedder, [...title, ...title, ...terms(one.abstract)])
          const cosine = own === undefined ? 0 : own.reduce((sum, value, at) => sum + value * vector![at]!, 0)
          expect(Math.abs(cosine - meaning)).toBeLessThan(0.05)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('brings beside words what is near by meaning, and counts the same however deep one looks', () => {
    const near = Array.from({ length: 2 * MEANING_BESIDE_WORDS }, (_, at) => document(at + 2, { title: 'neural networks learning', abstract: `number${at}` }))
    const searcher = new Searcher(embedder, 0)
    searcher.use([built(1, [document(1, { title: 'neural network' }), ...near, document(9999, { title: 'soup recipes of the harbour' })])])
    const ask = (typed: string, candidates: number) => searcher.search(parseQuery(typed), { candidates, mode: 'both' })
    // A word that one paper has; the others only mean the like.
    const few = new Searcher(embedder, 1)
    few.use([built(1, [document(1, { title: 'perceptron' }), ...near.map((one) => ({ ...one, key: one.key + 1 })), document(9999, { title: 'soup recipes of the harbour' })])])
    for (const candidates of [MEANING_BESIDE_WORDS, 1000]) {
      const { total, alone, candidates: found } = few.search(parseQuery('perceptron'), { candidates, mode: 'both' })
      expect(total).toBe(1 + alone)
      expect(found).toHaveLength(total)
      expect(alone).toBeLessThanOrEqual(MEANING_BESIDE_WORDS)
      expect(alone).toBeGreaterThan(MEANING_BESIDE_WORDS / 2)
      expect(found.map(({ key }) => key)).not.toContain(9999)
    }
    expect(ask('neural', 1000)).toMatchObject({ total: near.length + 1, alone: 0 })
    for (const typed of ['wordthatnobodywrote', 'wordthatnobodywrote -soup']) expect(ask(typed, 1000)).toMatchObject({ total: 0, alone: 0, candidates: [] })
    // What is left out or asked for in a phrase binds what is found by meaning too.
    expect(ask('recipes -neural', 1000).candidates.map(({ key }) => key)).toEqual([9999])
    expect(ask('"harbour soup"', 1000).total).toBe(0)
    expect(ask('-neural', 1000)).toMatchObject({ total: 1, alone: 0 })
  })

  it('takes the words, other ways to write them too, where meaning was asked and there is none', () => {
    const given = embedderNamed('openai/made-up@32')
    const builder = new SegmentBuilder(given)
    for (const one of [document(1, { title: 'Generative adversarial networks' }), document(2, { title: 'Soup' })]) builder.add(one)
    const searcher = new Searcher(given, 0)
    searcher.use([builder.finish(1)])
    for (const typed of ['GAN', 'adversarial']) expect(searcher.search(parseQuery(typed), { candidates: 10, mode: 'meaning' })).toMatchObject({ total: 1, candidates: [{ key: 1 }] })
  })

  it('gives the same answer in parts as in one', () => {
    fc.assert(
      fc.property(library, query, fc.constantFrom('both', 'words', 'meaning'), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 4 }), (papers, typed, mode, candidates, of) => {
        const searcher = new Searcher(embedder, 0)
        const groups = Array.from({ length: 4 }, (_, part) => papers.filter((_, at) => at % 4 === part)).filter((group) => group.length > 0)
        searcher.use(groups.map((group, id) => built(id + 1, group)))
        const parsed = parseQuery(typed)
        const whole = searcher.search(parsed, { candidates, mode })
        const united = unite(Array.from({ length: of }, (_, part) => searcher.search(parsed, { candidates, mode }, { part, of })), candidates)
        // Of equal ones at the end any may be brought, so that only what all agree on is compared: the best by each signal.
        for (const signal of ['words', 'meaning'] as const) {
          const best = (result: typeof whole) => result.candidates.map((one) => one[signal]).toSorted((a, b) => b - a).slice(0, Math.min(candidates, whole.candidates.length, united.candidates.length))
          for (const [at, value] of best(united).entries()) expect(value).toBeCloseTo(best(whole)[at]!, 4)
        }
        if (papers.length > candidates) return
        expect([united.total, united.alone]).toEqual([whole.total, whole.alone])
        const byKey = (result: typeof whole) => result.candidates.toSorted((a, b) => a.key - b.key)
        expect(byKey(united)).toEqual(byKey(whole))
      }),
      { numRuns: 200 },
    )
  })

  it('forgets nothing between searches: the same query gives the same answer after others', () => {
    const papers = Array.from({ length: 50 }, (_, at) => document(at + 1, { title: `graph ${at % 7} network ${at}`, abstract: 'deep learning' }))
    const searcher = new Searcher(embedder, 0)
    searcher.use([built(1, papers)])
    const ask = () => searcher.search(parseQuery('graph network 3'), { candidates: 20, mode: 'both' }).candidates
    const first = ask()
    searcher.search(parseQuery('deep learning of everything'), { candidates: 20, mode: 'both' })
    searcher.search(parseQuery('-graph'), { candidates: 20, mode: 'both' })
    expect(ask()).toEqual(first)
  })
})

function built(id: number, papers: readonly IndexDocument[]) {
  const builder = new SegmentBuilder(embedder)
  for (const one of papers) builder.add(one)
  return builder.finish(id)
}

/** BM25 and restrictions straight from their definitions. */
function bruteForce(groups: readonly (readonly IndexDocument[])[], query: ParsedQuery): Map<number, number> {
  const all = groups.flat()
  const fieldsOf = (one: IndexDocument): string[][] => [terms(one.title), terms(one.abstract), terms(one.keywords.join(' \n ')), one.authors.flatMap(terms)]
  const lengthOf = (one: IndexDocument): number => fieldsOf(one).reduce((sum, field, at) => sum + FIELD_WEIGHTS[at]! * field.length, 0)
  const known = query.words.filter((term) => all.some((one) => fieldsOf(one).some((field) => field.includes(term))))
  const beside = query.expansions.flatMap((one) => one.terms.map((term) => ({ term, weight: one.weight }))).filter(({ term }) => all.some((one) => fieldsOf(one).some((field) => field.includes(term))))
  if (known.length === 0 && beside.length === 0 && query.words.length > 0) return new Map()
  const telling = known.filter((one) => !STOP_WORDS.has(one))
  const ranking = telling.length > 0 ? telling : known
  const weighted = [...ranking.map((term) => ({ term, weight: 1 })), ...beside.filter(({ term }) => !ranking.includes(term))]
  const scores = new Map<number, number>()
  for (const group of groups) {
    const average = Math.max(1, group.reduce((sum, one) => sum + lengthOf(one), 0) / group.length)
    for (const one of group) {
      if (!passes(one, query)) continue
      let score = 0
      for (const { term, weight } of weighted) {
        const frequency = fieldsOf(one).reduce((sum, field, at) => sum + FIELD_WEIGHTS[at]! * field.filter((other) => other === term).length, 0)
        if (frequency === 0) continue
        const documents = all.filter((other) => fieldsOf(other).some((field) => field.includes(term))).length
        score += (weight * idf(all.length, documents) * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * lengthOf(one)) / average))
      }
      // A query without words matches all that pass.
      if (score > 0 || query.words.length === 0) scores.set(one.key, score)
    }
  }
  return scores
}

function passes(one: IndexDocument, query: ParsedQuery): boolean {
  if (!query.restrictions.every((restriction) => holds(one, restriction))) return false
  if (query.excluded.some((restriction) => holds(one, restriction))) return false
  if (query.fromDay === undefined && query.toDay === undefined) return true
  if (one.published === undefined) return false
  const full = one.published.length === 4 ? `${one.published}-01-01` : one.published.length === 7 ? `${one.published}-01` : one.published
  const day = Date.parse(`${full}T00:00:00Z`) / 86_400_000
  return day >= (query.fromDay ?? -Infinity) && day <= (query.toDay ?? Infinity)
}

function holds(one: IndexDocument, restriction: Restriction): boolean {
  const runs = (field: readonly string[], run: readonly string[]): boolean => field.some((_, at) => run.every((term, k) => field[at + k] === term))
  switch (restriction.kind) {
    case 'text':
      return [terms(one.title), terms(one.abstract), terms(one.keywords.join(' \n '))].some((field) => runs(field, restriction.terms))
    case 'title':
      return runs(terms(one.title), restriction.terms)
    case 'author':
      return one.authors.some((author) => {
        const rest = terms(author).filter((term) => !restriction.terms.includes(term))
        const meets = (name: string, asked: string): boolean => name === asked || (name[0] === asked[0] && (name.length === 1 || asked.length === 1))
        return restriction.terms.every((term) => terms(author).includes(term)) && (restriction.given ?? []).every((asked) => rest.some((part) => meets(part, asked)))
      })
    case 'category':
      return restriction.anyOf.some((asked) => one.categories.some((category) => category.toLowerCase() === asked || category.toLowerCase().split('.')[0] === asked))
    case 'venue':
      return one.venue !== undefined && restriction.terms.every((term) => terms(one.venue!).includes(term))
    case 'id':
      return one.identifiers.some((identifier) => identifier.toLowerCase() === restriction.value)
  }
}
