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

  it.each([
    ['author:"Noether, Emmy"', 'noether', ['emmy']],
    ['author:Noether, Emmy', 'noether', ['emmy']],
    ['author:E.Noether', 'noether', ['e']],
    ['author:"Noether E"', 'noether', ['e']],
    ['author:noether', 'noether', undefined],
  ])('reads the name in %s', (typed, family, given) => {
    const query = parseQuery(typed)
    expect(query.restrictions).toEqual([{ kind: 'author', terms: terms(family), ...(given && { given: given.flatMap(terms) }) }])
    expect(query.words).not.toContain('e')
    expect(query.notes).toEqual([])
  })

  it('keeps to the query language after a name with a comma', () => {
    expect(parseQuery('author:Noether, cat:math.NA').restrictions).toEqual([{ kind: 'author', terms: ['noether'] }, { kind: 'category', anyOf: ['math.na'] }])
  })

  it('takes a pasted text for words: no dash, quote or colon in it is an operator', () => {
    const query = parseQuery('We study kettles. Method: boil "soft" water -- and wait; title: none.\nResults: the pots that nobody watched -boiled- first, author: unknown, before: noon.')
    expect(query).toMatchObject({ prose: true, restrictions: [], excluded: [], phrases: [], notes: [], fromDay: undefined, toDay: undefined })
    expect(query.words).toEqual(expect.arrayContaining(terms('kettles soft unwatched title none boiled author noon').filter((term) => term !== 'unwatch')))
    expect(parseQuery('kettles -electric "soft water"').prose).toBe(false)
  })

  it('leaves out of a request what only asks', () => {
    expect(parseQuery('Which papers propose kettles for boiling water?').words).toEqual(terms('which kettles for boiling water'))
    expect(parseQuery('Could you provide me some studies on watched pots?').words).toEqual(terms('you on watched pots'))
    expect(parseQuery('Show, attend and tell').words).toEqual(terms('Show, attend and tell'))
    expect(parseQuery('which papers').words).toEqual(terms('which papers'))
    expect(parseQuery('which of the papers are there about studies').words).toEqual(terms('which of the papers are there about studies'))
  })

  it('reads a BibTeX entry, a RIS record and a citation as the paper that they describe', () => {
    for (const [typed, kind] of [
      ['@article{a, title={Watched pots: -boil title:never}, author={Noether, Emmy and Pot, Bo}, eprint={1706.03762}}', 'a BibTeX entry'],
      ['TY  - JOUR\nTI  - Watched pots: -boil title:never\nAU  - Noether, Emmy\nAU  - Pot, Bo\nUR  - https://arxiv.org/abs/1706.03762v2\nER  -', 'a RIS record'],
      ['Noether, E., Pot, B. (2017). Watched pots: -boil title:never. arXiv:1706.03762', 'a citation'],
    ] as const) {
      const query = parseQuery(typed)
      expect(query.words).toEqual(terms('Watched pots boil title never'))
      expect(query.named).toEqual(['1706.03762'])
      expect(query.expansions.flatMap((one) => one.terms)).toEqual(expect.arrayContaining(['noether']))
      expect(query.notes.join()).toContain(`read as ${kind}`)
      expect(query).toMatchObject({ identifier: undefined, restrictions: [], excluded: [] })
    }
    expect(parseQuery('@article{a, title={Pots}, doi={10.1000/POT}, url={javascript:alert(1)}}').named).toEqual(['10.1000/pot'])
  })

  it.each(['recent work on kettles', 'latest kettles', 'the newest kettles', 'kettles recently'])('sees that %s asks for what is new', (typed) => {
    const query = parseQuery(typed)
    expect(query.recent).toBe(true)
    expect(query.words).toContain('kettl')
    expect(query.words.some((word) => terms('recent recently latest newest').includes(word))).toBe(false)
  })

  it.each(['kettles', 'recent', 'the latest', '"recent kettles"', 'kettles -recent', 'title:recent kettles', 'new kettles', 'recency of kettles'])('does not see it in %s', (typed) => {
    const query = parseQuery(typed)
    expect(query.recent).toBe(false)
    expect(query.words.length).toBeGreaterThan(0)
  })

  it('never throws, and stays bounded, whatever is typed', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '-', ':', 'title:', 'author:', 'author:"', '@misc{', 'title=', 'et al. (2017). ', 'TY  - ', 'TI  - ', 'recent', 'GAN', 'pre-training', '?', '\n', ', ', 'before:', '$\\ell_p$', '\u202e', '\0', '“', '”', ' '))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const query = parseQuery(pieces.join(''))
        expect(query.words.length).toBeLessThanOrEqual(600)
        expect(query.restrictions.length + query.excluded.length).toBeLessThanOrEqual(32)
        expect(query.expansions.length).toBeLessThanOrEqual(24)
        expect(query.expansions.every(({ terms, weight }) => terms.length <= 24 && weight > 0 && weight <= 1)).toBe(true)
        expect(query.named.length).toBeLessThanOrEqual(8)
        expect(query.notes.join('').length).toBeLessThan(20_000)
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

it.each(['a', ' ', '"', '-', '-a ', 'author:', 'author:a, ', 'title:', '@misc{a=', 'TY  - ', 'A. Kettle, ', '$', '\\', 'ℓ', 'recent ', 'what ', 'pre-', 'ell_p', '\n'])('a megabyte of %j is no trouble', (unit) => {
  const query = parseQuery(unit.repeat(Math.ceil(1_000_000 / unit.length)))
  expect(query.words.length).toBeLessThanOrEqual(600)
  expect(query.restrictions.length + query.excluded.length).toBeLessThanOrEqual(32)
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
