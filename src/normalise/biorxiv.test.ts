/** Entries as the made-up samples of source/biorxiv have them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { PaperRecord } from '../paper/paper.ts'
import { biorxivAbstract, biorxivLine } from './biorxiv-text.ts'
import { normaliseBiorxiv } from './biorxiv.ts'

type Entry = Record<string, unknown>
const sample = (name: string): Entry[] => (JSON.parse(readFileSync(join(import.meta.dirname, '../source/biorxiv/samples', name), 'utf8')) as { collection: Entry[] }).collection
const [first, second, withdrawn] = sample('details-page-1.json')
const [ducks, old] = sample('details-page-2.json')
const [medical] = sample('details-medrxiv.json')
const of = (part: Entry) => normaliseBiorxiv({ ...first, ...part })

it('makes a record of a first version', () => {
  expect(normaliseBiorxiv(first)).toEqual({
    source: 'biorxiv',
    sourceKey: '10.1101/2026.01.02.999001',
    title: 'Garden snails remember β-carotene for a fortnight',
    abstract: 'Background: Snails eat carrots.\n\nMethods: We offered 12·5 g of carrot to 40 snails, ±0.5 g.\n\nResults: They came back (p<0.05) after 10$^{2}$ hours.\n\nConclusions: Snails remember.',
    authors: [{ name: 'A. Q. Example', affiliation: 'Institute of Made-Up Biology, Nowhere' }, { name: 'K. Gödelmann' }, { name: 'J. van den Berg' }, { name: 'The Snail Consortium' }],
    identifiers: [{ scheme: 'doi', value: '10.1101/2026.01.02.999001' }],
    categories: ['biorxiv.neuroscience'],
    keywords: [],
    published: '2026-01-05',
    versions: [{ number: 1, submittedAt: '2026-01-05' }],
    licence: 'CC BY-NC-ND 4.0',
    links: [
      { kind: 'abstract', url: 'https://www.biorxiv.org/content/10.1101/2026.01.02.999001v1' },
      { kind: 'fulltext', url: 'https://www.biorxiv.org/content/10.1101/2026.01.02.999001v1.full.pdf' },
    ],
    days: [{ day: '2026-01-05', position: 0, upvotes: 0, numComments: 0 }],
  })
})

it('makes a record of a later version: no day, the change, the day of receipt from the DOI, the DOI of the article', () => {
  const record = normaliseBiorxiv(second)
  expect(record).toMatchObject({ published: '2025-12-01', updated: '2026-01-05', versions: [{ number: 2 }], days: [], abstract: 'Moss has cells. We drew them all.', licence: 'CC BY 4.0', categories: ['biorxiv.cell-biology'] })
  expect(record.identifiers).toEqual([{ scheme: 'doi', value: '10.64898/2025.12.01.999002' }, { scheme: 'doi', value: '10.9999/madeup.moss.7' }])
})

it('knows what is withdrawn, under its own title', () => {
  expect(normaliseBiorxiv(withdrawn)).toMatchObject({ title: 'Counting puddles by ear', withdrawn: true, licence: 'No reuse without permission', categories: ['biorxiv.bioengineering'] })
  expect(of({ abstract: 'The authors found that patients have withdrawn.' }).withdrawn).toBeUndefined()
  expect(of({ type: 'WITHDRAWN' }).withdrawn).toBe(true)
})

it('leaves out what is not told', () => {
  expect(normaliseBiorxiv(old)).toMatchObject({ sourceKey: '10.1101/999005', authors: [], abstract: '', published: '2026-01-06' })
  expect(normaliseBiorxiv(ducks).authors).toEqual([{ name: 'P. Duckworth' }])
})

it('reads medRxiv', () => {
  expect(normaliseBiorxiv(medical)).toMatchObject({ source: 'medrxiv', categories: ['medrxiv.infectious-diseases'], licence: 'CC0 (US government work)', abstract: 'BACKGROUND: Naps are short.\n\nMETHODS: A total of 12 people slept.' })
  expect(normaliseBiorxiv(medical).links[0]!.url).toMatch(/^https:\/\/www\.medrxiv\.org\/content\//)
})

describe('fields', () => {
  it.each<[string, Entry, Partial<PaperRecord>]>([
    ['a version as a number', { version: 3 }, { versions: [{ number: 3, submittedAt: '2026-01-05' }], days: [] }],
    ['no version: the first', { version: undefined }, { versions: [], published: '2026-01-05' }],
    ['a day that does not exist', { date: '2026-02-30' }, { versions: [{ number: 1 }], days: [] }],
    ['a DOI in capitals, as an address, with its version', { doi: 'https://doi.org/10.1101/2026.01.02.999001V2' }, { sourceKey: '10.1101/2026.01.02.999001' }],
    ['an article that is the preprint', { published: '10.1101/2026.01.02.999001' }, { identifiers: [{ scheme: 'doi', value: '10.1101/2026.01.02.999001' }] }],
    ['an article that is none', { published: 'n/a' }, { identifiers: [{ scheme: 'doi', value: '10.1101/2026.01.02.999001' }] }],
    ['an unknown licence', { license: 'cc_by_moon' }, { licence: 'cc_by_moon' }],
    ['a subject of signs only', { category: '///' }, { categories: ['biorxiv'] }],
    ['no subject', { category: 'NA' }, { categories: [] }],
    ['an unknown server', { server: 7 }, { source: 'biorxiv' }],
  ])('%s', (_, part, expected) => {
    expect(of(part)).toMatchObject(expected)
  })
  it('a receipt after the posting says nothing', () => {
    expect(of({ doi: '10.1101/2026.03.01.999001', version: '2' }).published).toBeUndefined()
  })
  it('tells an institution only where one author alone can be meant', () => {
    expect(of({ authors: 'Example, A.; Example, Anna', author_corresponding: 'Ada Example' }).authors).toEqual([{ name: 'A. Example' }, { name: 'Anna Example' }])
    expect(of({ author_corresponding: 'Someone Else' }).authors.every(({ affiliation }) => affiliation === undefined)).toBe(true)
  })
  it.each<[string, unknown, string]>([
    ['no object', 7, 'The entry is not an object.'],
    ['no title', { doi: '10.1101/1' }, 'The paper has no title.'],
    ['only the mark of withdrawal', { title: 'WITHDRAWN:', doi: '10.1101/1' }, 'The field title is empty.'],
    ['no DOI', { title: 'A title', doi: 'NA' }, 'The field doi is not a DOI.'],
  ])('refuses %s', (_, value, sentence) => {
    expect(() => normaliseBiorxiv(value)).toThrow(new BroadsheetError('bad-input', sentence))
  })
})

describe('texts', () => {
  it.each([
    ['{alpha}-synuclein and {Delta}G at 37{degrees}C', 'α-synuclein and ΔG at 37°C'],
    ['sets {a, b} and {unknown} stay', 'sets {a, b} and {unknown} stay'],
    ['MO_SCPLOWUSEC_SCPLOWDO_SCPLOWRIFTC_SCPLOW', 'MUSEDRIFT'],
    ['{constructor} {toString}', '{constructor} {toString}'],
  ])('the line %j', (text, plain) => {
    expect(biorxivLine(text, 2000)).toBe(plain)
  })
  it.each([
    ['AbstractSnails are slow.', 'Snails are slow.'],
    ['Abstract reasoning is slow in snails.', 'Abstract reasoning is slow in snails.'],
    ['ABSTRACT Snails are slow.', 'Snails are slow.'],
    ['Abstract: Snails are slow.', 'Snails are slow.'],
    ['Snails.ResultsA total of 3. ConclusionsThey are slow.', 'Snails.\n\nResults: A total of 3.\n\nConclusions: They are slow.'],
    ['METHODOLOGY Is hard. Methods are many. Results vary.', 'METHODOLOGY Is hard. Methods are many. Results vary.'],
    ['O_ST_ABSWhat is knownC_ST_ABSSnails.', 'What is known: Snails.'],
    ['O_LIOne.\nC_LIO_LITwo.\nC_LI', 'One.\n\nTwo.'],
    ['Before. O_FIG O_LINKSMALLFIG WIDTH=200 SRC="x.gif" M_FIG Caption C_FIG After.', 'Before.\n\nAfter.'],
    ['Before. O_FIG and no end', 'Before. and no end'],
    ['O_TBL tableC_TBL', ''],
    ['First <b>paragraph</b> with x<sup>2</sup>.<p>Second &amp; last.</p>', 'First paragraph with x$^{2}$.\n\nSecond & last.'],
  ])('the abstract %j', (text, plain) => {
    expect(biorxivAbstract(text)).toBe(plain)
  })
  it('takes time in proportion to the text', () => {
    // Each of these takes minutes where a pattern is quadratic; the runner's own limit of five seconds ends it.
    for (const piece of ['O_FIG ', 'O_ST_ABS', '{', '{ab ', ' . ', '.  Methods', '\n\n ', 'O_FIGC_FIG', '<p', '&', 'Abstract ', '    ']) {
      expect(biorxivAbstract(piece.repeat(Math.ceil(400_000 / piece.length))).length).toBeLessThanOrEqual(200_000)
    }
  })
})

describe('whatever comes', () => {
  const check = (value: unknown): void => {
    try {
      const record = normaliseBiorxiv(value)
      const { data, error } = PaperRecord.safeParse(record)
      expect(error?.issues).toBeUndefined()
      expect(data).toEqual(record)
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      expect(error.code).toBe('bad-input')
      expect(error.message.length).toBeLessThan(200)
    }
  }
  it('is a record or a refusal: any value in any field', () => {
    const any = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('NA', '', '2', '10.1101/2026.01.02.1', '2026-01-05', 'a;b;;c,d;', '\ud800', '{beta}'))
    const fields = Object.keys(first!)
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...fields), any), (part) => check({ ...first, ...part })), { numRuns: 500 })
    fc.assert(fc.property(fc.jsonValue(), check))
  })
  it('is bounded', () => {
    const long = 'x'.repeat(1_000_000)
    check({ ...first, title: long, abstract: long, authors: 'A, B; '.repeat(200_000), license: long, category: long, author_corresponding_institution: long, type: long, funder: long })
    const record = of({ title: long, abstract: long, authors: 'A, B; '.repeat(200_000), license: long, category: long })
    expect([record.title.length, record.abstract.length, record.authors.length, record.licence!.length, record.categories[0]!.length]).toEqual([2000, 200_000, 10_000, 500, 60])
  })
})
