import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashedProjection } from '../embedder/hashed-projection.ts'
import { document } from '../search-index-contract.ts'
import type { Evidence, IndexDocument } from '../search-index.ts'
import { STOP_WORDS, terms } from '../terms.ts'
import { termNumber } from './dictionary.ts'
import { EvidenceReader, sought, stopNumbers } from './evidence.ts'
import { SegmentBuilder } from './segment-builder.ts'
import { PAIR_HIGH, type Segment } from './segment.ts'

function built(papers: readonly Partial<IndexDocument>[]): Segment {
  const builder = new SegmentBuilder(hashedProjection())
  for (const [at, paper] of papers.entries()) builder.add(document(at + 1, { title: '', ...paper }))
  return builder.finish(1)
}

/** Words of equal weight unless told otherwise. */
function evidence(query: string, paper: Partial<IndexDocument>, weights: Readonly<Record<string, number>> = {}): Evidence {
  const segment = built([paper])
  const typed = terms(query)
  const telling = [...new Set(typed)].filter((term) => !STOP_WORDS.has(term))
  const weighted = telling.map((term) => ({ term, weight: weights[term] ?? 1 })).sort((a, b) => b.weight - a.weight)
  return new EvidenceReader(segment, sought(weighted, typed), stopNumbers(segment)).read(0)
}

describe('evidence', () => {
  it('gives the shares of the query that stand in each field, by the weight of words', () => {
    const paper = { title: 'Kettles of copper', abstract: 'A lantern. Copper again.', keywords: ['harbour', 'lantern'], authors: ['Ada Kettle', 'Carl Orchard'] }
    const weights = Object.fromEntries(terms('kettle lantern harbour beehive').map((term, at) => [term, 4 - at]))
    const found = evidence('kettle lantern harbour beehive', paper, weights)
    expect(found.cover).toBeCloseTo(0.9)
    expect(found.title).toBeCloseTo(0.4)
    expect(found.abstract).toBeCloseTo(0.3)
    expect(found.keywords).toBeCloseTo(0.5)
    expect(found.authors).toBeCloseTo(0.4)
  })

  it('counts what of the title was asked for by its telling words, each once as it stands', () => {
    expect(evidence('sparse attention', { title: 'On the sparse attention of a graph' }).ofTitle).toBeCloseTo(2 / 3)
    expect(evidence('sparse attention', { title: 'Sparse attention' }).ofTitle).toBe(1)
    expect(evidence('sparse', { title: 'On the of' }).ofTitle).toBe(0)
    expect(evidence('sparse', { title: '', abstract: 'sparse' })).toMatchObject({ ofTitle: 0, title: 0, cover: 1 })
  })

  it('sees all the authors as one field, and no pair from name to name', () => {
    const paper = { title: 'x', authors: ['Ada Lovelace', 'Kurt Gödel'] }
    expect(evidence('ada godel', paper)).toMatchObject({ authors: 1, cover: 1, title: 0, phrase: 0, near: 0 })
    expect(evidence('ada lovelace', paper)).toMatchObject({ authors: 1, phrase: 1, near: 1 })
  })

  it.each<[query: string, abstract: string, phrase: number, near: number]>([
    ['sparse attention', 'a sparse attention', 1, 1],
    ['sparse attention', 'attention is sparse', 0, 1], // the other way about is only near
    ['sparse attention', 'sparse a1 a2 a3 a4 a5 a6 a7 attention', 0, 1],
    ['sparse attention', 'sparse a1 a2 a3 a4 a5 a6 a7 a8 attention', 0, 0],
    ['sparse attention', 'sparse word sparse attention', 1, 1],
    ['cost of the attention', 'the cost of the attention', 1, 1], // with what stands between
    ['cost of attention', 'cost attention', 0, 1],
    ['cost attention', 'cost of attention', 0, 1],
    ['sparse sparse', 'sparse sparse', 0, 0], // a word is no pair with itself
    ['sparse', 'sparse', 0, 0],
  ])('of “%s” in “%s”: %d side by side, %d near', (query, abstract, phrase, near) => {
    expect(evidence(query, { abstract })).toMatchObject({ phrase, near })
  })

  it('joins no pair from field to field', () => {
    expect(evidence('sparse attention', { title: 'sparse', abstract: 'attention' })).toMatchObject({ cover: 1, phrase: 0, near: 0 })
    expect(evidence('sparse attention', { abstract: 'sparse', keywords: ['attention'], authors: ['Sparse', 'Attention'] })).toMatchObject({ cover: 1, phrase: 0, near: 0 })
  })

  it('weighs a pair as its lighter word, among all pairs', () => {
    const [a, b, c] = ['sparse', 'attention', 'graph'].flatMap(terms) as [string, string, string]
    // pairs a-b (2) and b-c (1)
    expect(evidence('sparse attention graph', { abstract: 'sparse attention' }, { [a]: 5, [b]: 2, [c]: 1 }).phrase).toBeCloseTo(2 / 3)
    expect(evidence('sparse attention graph', { abstract: 'attention graph' }, { [a]: 5, [b]: 2, [c]: 1 }).phrase).toBeCloseTo(1 / 3)
  })

  it('finds a text in itself whole, however long, and looks for its heaviest words only', () => {
    const words = Array.from({ length: 80 }, (_, at) => `word${at}`)
    const text = words.join(' ')
    const whole = evidence(text, { abstract: text })
    for (const share of [whole.cover, whole.abstract, whole.phrase, whole.near]) expect(share).toBeCloseTo(1)
    const weights = Object.fromEntries(words.map((word, at) => [terms(word)[0]!, 100 - at]))
    expect(evidence(text, { abstract: words.slice(0, 30).join(' ') }, weights).cover).toBeCloseTo(1)
    expect(evidence(text, { abstract: words.slice(30).join(' ') }, weights)).toMatchObject({ cover: 0, phrase: 0 })
    expect(evidence('', { abstract: text })).toMatchObject({ cover: 0, phrase: 0, near: 0 })
  })

  it('reads terms beyond those of one unit', () => {
    // One paper a term, so that terms are numbered in the order met, the last beyond the first unit of a pair.
    const texts = Array.from({ length: 40 }, (_, part) => ({ abstract: Array.from({ length: 1600 }, (_, at) => `w${part * 1600 + at}`).join(' ') }))
    const segment = built([...texts, { title: 'w0 rareword rareother', abstract: 'rareother' }])
    const typed = terms('rareword rareother')
    expect(typed.some((term) => termNumber(segment, term) >= PAIR_HIGH)).toBe(true)
    const reader = new EvidenceReader(segment, sought(typed.map((term) => ({ term, weight: 1 })), typed), stopNumbers(segment))
    expect(reader.read(40)).toMatchObject({ cover: 1, title: 1, phrase: 1, near: 1, abstract: 0.5 })
    expect(reader.read(40).ofTitle).toBeCloseTo(2 / 3)
    expect(reader.read(3)).toMatchObject({ cover: 0, title: 0, abstract: 0, ofTitle: 0 })
  })

  it('remembers nothing of one paper at the next, and keeps its shares between 0 and 1', () => {
    const word = fc.constantFrom('sparse', 'attention', 'graph', 'the', 'of', 'cost', 'kettle')
    const text = fc.array(word, { maxLength: 15 }).map((words) => words.join(' '))
    const paper = fc.record({ title: text, abstract: text, keywords: fc.array(text, { maxLength: 2 }), authors: fc.array(text, { maxLength: 2 }) })
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 6 }), text, (papers, query) => {
        const segment = built(papers)
        const typed = terms(query)
        const wanted = sought([...new Set(typed)].filter((term) => !STOP_WORDS.has(term)).map((term) => ({ term, weight: 1 })), typed)
        const reader = new EvidenceReader(segment, wanted, stopNumbers(segment))
        for (const [at, one] of papers.entries()) {
          const found = reader.read(at)
          expect(found).toEqual(new EvidenceReader(segment, wanted, stopNumbers(segment)).read(at))
          for (const share of Object.values(found)) expect(share >= 0 && share <= 1).toBe(true)
          expect(found.phrase).toBeLessThanOrEqual(found.near)
          expect(found.cover).toBeGreaterThanOrEqual(Math.max(found.title, found.abstract, found.keywords, found.authors))
          const held = new Set(terms([one.title, one.abstract, ...one.keywords, ...one.authors].join(' \n ')))
          const asked = wanted.words.map((each) => each.term)
          expect(found.cover).toBeCloseTo(asked.length === 0 ? 0 : asked.filter((term) => held.has(term)).length / asked.length)
        }
      }),
    )
  })
})
