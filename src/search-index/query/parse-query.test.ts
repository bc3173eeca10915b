import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber } from '../../tools/dates.ts'
import { terms } from '../terms.ts'
import { narrow, parseQuery } from './parse-query.ts'

describe('parseQuery', () => {
  it('reads words, phrases, exclusions and fields', () => {
    const query = parseQuery('sparse "long documents" -vision title:attention author:"Ada Lovelace" cat:cs.CL,cs.LG venue:acl')
    expect(query.words).toEqual([...terms('sparse long documents attention ada lovelace')])
    expect(query.restrictions).toEqual([
      { kind: 'text', terms: ['long', 'document'] },
      { kind: 'title', terms: ['attention'] },
      { kind: 'author', terms: terms('lovelace'), given: ['ada'] },
      { kind: 'category', anyOf: ['cs.cl', 'cs.lg'] },
      { kind: 'venue', terms: ['acl'] },
    ])
    expect(query.excluded).toEqual([{ kind: 'text', terms: ['vision'] }])
    expect(query.notes).toEqual([])
  })

  it.each([
    ['1706.03762', '1706.03762'],
    ['arXiv:1706.03762v5', '1706.03762'],
    ['https://arxiv.org/pdf/1706.03762v5', '1706.03762'],
    ['https://huggingface.co/papers/1706.03762', '1706.03762'],
    ['cs/9301111', 'cs/9301111'],
    ['https://doi.org/10.18653/v1/N19-1423', '10.18653/v1/n19-1423'],
  ])('takes %s for a paper', (typed, id) => {
    const query = parseQuery(typed)
    expect(query.identifier).toBe(id)
    expect(query.restrictions).toEqual([{ kind: 'id', value: id }])
    expect(query.words).toEqual([])
  })

  it.each([
    ['after:2024', '2024-01-01', undefined],
    ['before:2024', undefined, '2023-12-31'],
    ['after:2024-02 before:2024-03', '2024-02-01', '2024-02-29'],
    ['after:2024-02-29', '2024-02-29', undefined],
    ['-after:2024', undefined, '2023-12-31'],
    ['since:2024/05/17', '2024-05-17', undefined],
  ])('reads %s as a span', (typed, from, to) => {
    const query = parseQuery(typed)
    expect(query.fromDay).toBe(from === undefined ? undefined : dayNumber(from))
    expect(query.toDay).toBe(to === undefined ? undefined : dayNumber(to))
  })

  it.each([
    ['before:2024-13-45 nets', /not a date/],
    ['after:yesterday nets', /not a date/],
    ['title: nets', /needs a value/],
    ['auhtor:hinton nets', /not a field/],
    ['"nets and more', /not closed/],
    ['cat: nets', /needs a value/],
  ])('says what it did not understand in %s, and searches the rest', (typed, note) => {
    const query = parseQuery(typed)
    expect(query.notes.join(' ')).toMatch(note)
    expect(query.words).toContain('net')
  })

  it('leaves hyphens, colons in addresses and lone signs alone', () => {
    expect(parseQuery('state-of-the-art').words).toEqual(['state', 'of', 'the', 'art'])
    expect(parseQuery('- -- -').words).toEqual([])
    expect(parseQuery('https://example.org/x').notes).toEqual([])
    expect(parseQuery('').words).toEqual([])
  })

  it('never throws, and stays bounded, whatever is typed', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '-', ':', 'title:', 'author:"', 'before:', '$\\ell_p$', '\u202e', '\0', '“', '”', ' '))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const query = parseQuery(pieces.join(''))
        expect(query.words.length).toBeLessThanOrEqual(600)
        expect(query.restrictions.length + query.excluded.length).toBeLessThanOrEqual(32)
      }),
      { numRuns: 500 },
    )
  })

  it('cuts what is too long and says so', () => {
    const query = parseQuery('word '.repeat(100_000))
    expect(query.words.length).toBeLessThanOrEqual(600)
    expect(query.notes.join(' ')).toMatch(/left out/)
    expect(parseQuery('-a '.repeat(3000)).notes.join(' ')).toMatch(/restrictions/)
  })
})

describe('narrow', () => {
  it('adds filters to what was typed, dates inclusive', () => {
    const query = narrow(parseQuery('nets after:2020'), { category: 'cs.LG', venue: 'NeurIPS 2023', after: '2019', before: '2024-02' })
    expect(query.restrictions).toEqual([
      { kind: 'category', anyOf: ['cs.lg'] },
      { kind: 'venue', terms: ['neurip', '2023'] },
    ])
    expect(query.fromDay).toBe(dayNumber('2020-01-01'))
    expect(query.toDay).toBe(dayNumber('2024-02-29'))
  })
})
