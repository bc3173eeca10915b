import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaperRecord, SOURCES, type PaperContent } from '../paper/paper.ts'
import { mergeRecords, publicId } from './merge.ts'
import { recordHash } from './record-hash.ts'

const blank: PaperRecord = { source: 'arxiv', sourceKey: 'k', title: 'T', abstract: '', authors: [], identifiers: [], categories: [], keywords: [], versions: [], links: [], days: [] }
const record = (facts: Partial<PaperRecord>): PaperRecord => ({ ...blank, ...facts })

const word = fc.stringMatching(/^[a-z]{1,4}$/)
const arbitrary: fc.Arbitrary<PaperRecord> = fc.record(
  {
    source: fc.constantFrom(...SOURCES),
    sourceKey: word,
    title: word,
    abstract: fc.oneof(fc.constant(''), word),
    authors: fc.array(fc.record({ name: word }), { maxLength: 2 }),
    identifiers: fc.array(fc.record({ scheme: fc.constantFrom('arxiv', 'doi', 'conference', 'local'), value: word }), { maxLength: 3 }),
    categories: fc.array(word, { maxLength: 2 }),
    venue: word,
    keywords: fc.array(word, { maxLength: 2 }),
    published: fc.constantFrom('2020', '2020-05', '2020-06-01', '2019-12-31'),
    updated: fc.constantFrom('2021', '2021-05-05'),
    versions: fc.array(fc.record({ number: fc.integer({ min: 1, max: 4 }), submittedAt: fc.constantFrom('2020', '2021') }, { requiredKeys: ['number'] }), { maxLength: 3 }),
    citations: fc.nat(5),
    links: fc.array(fc.record({ kind: fc.constantFrom('code', 'project'), url: word.map((one) => `https://${one}.example/`) }), { maxLength: 2 }),
    extras: fc.dictionary(word, word, { maxKeys: 2 }),
    withdrawn: fc.boolean(),
    days: fc.array(fc.record({ day: fc.constant('2024-01-01'), position: fc.nat(3), upvotes: fc.nat(9), numComments: fc.nat(3) }), { maxLength: 2 }),
  },
  { requiredKeys: ['source', 'sourceKey', 'title', 'abstract', 'authors', 'identifiers', 'categories', 'keywords', 'versions', 'links', 'days'] },
) as fc.Arbitrary<PaperRecord>

describe('mergeRecords', () => {
  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(
        fc.array(arbitrary, { minLength: 1, maxLength: 5 }).chain((records) => fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length }))),
        ([records, shuffled]) => {
          expect(mergeRecords(shuffled)).toEqual(mergeRecords(records))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('gives the same for the same told twice', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 4 }), (records) => {
        expect(mergeRecords([...records, ...records])).toEqual(mergeRecords(records))
      }),
    )
  })

  it('takes each field from the strongest source that has it', () => {
    const merged = mergeRecords([
      record({ source: 'conference', sourceKey: 'c', title: 'Conference title', abstract: 'From the conference.', venue: 'ICML 2020', published: '2020', citations: 3, identifiers: [{ scheme: 'conference', value: 'icml2020/1' }], authors: [{ name: 'A' }] }),
      record({ source: 'arxiv', sourceKey: '2001.00001', title: 'arXiv title', abstract: '', categories: ['cs.LG'], published: '2020-01-02', updated: '2020-03-01', identifiers: [{ scheme: 'arxiv', value: '2001.00001' }], versions: [{ number: 2 }, { number: 1 }], days: [{ day: '2020-01-02', position: 0, upvotes: 0, numComments: 0 }] }),
      record({ source: 'huggingface', sourceKey: '2001.00001', title: 'HF title', abstract: 'From Hugging Face.', days: [{ day: '2020-01-05', position: 0, upvotes: 7, numComments: 0 }], identifiers: [{ scheme: 'arxiv', value: '2001.00001' }], extras: { a: 1 } }),
    ])
    expect(merged).toMatchObject({
      id: '2001.00001',
      title: 'arXiv title',
      abstract: 'From Hugging Face.',
      authors: [{ name: 'A' }],
      categories: ['cs.LG'],
      venue: 'ICML 2020',
      published: '2020-01-02',
      updated: '2020-03-01',
      versions: [{ number: 1 }, { number: 2 }],
      citations: 3,
      upvotes: 7,
      extras: { a: 1 },
      sources: ['conference', 'huggingface', 'arxiv'],
      withdrawn: false,
    } satisfies Partial<PaperContent>)
    expect(merged.identifiers).toEqual([{ scheme: 'arxiv', value: '2001.00001' }, { scheme: 'conference', value: 'icml2020/1' }])
  })

  it('takes the most citations that any source counts', () => {
    const counts = (...all: (number | undefined)[]) => mergeRecords(all.map((citations, at) => record({ source: SOURCES[at + 1]!, sourceKey: String(at), citations }))).citations
    expect([counts(3, 7, 5), counts(7, undefined, 5), counts(0), counts(undefined)]).toEqual([7, 7, 0, undefined])
  })

  it('lets the shelf go as soon as another source has an abstract', () => {
    const shelf = record({ source: 'shelf', sourceKey: 's', title: 'Shelf title', abstract: 'Our words.', keywords: ['x'] })
    expect(mergeRecords([shelf, record({ source: 'pages', title: 'Page title' })])).toMatchObject({ title: 'Page title', abstract: 'Our words.' })
    expect(mergeRecords([shelf, record({ source: 'pages', title: 'Page title', abstract: 'Theirs.' })])).toMatchObject({ abstract: 'Theirs.', keywords: [] })
  })

  it('prefers the earliest full date', () => {
    const published = (...dates: string[]) => mergeRecords(dates.map((date, i) => record({ sourceKey: String(i), published: date }))).published
    expect(published('2019', '2020-05-02', '2020-05-01')).toBe('2020-05-01')
    expect(published('2019', '2020-05')).toBe('2020-05')
    expect(published('2021', '2019')).toBe('2019')
  })

  it('keeps prototypes out of reach of extras', () => {
    const merged = mergeRecords([record({ extras: JSON.parse('{"__proto__":{"polluted":1}}') as Record<string, unknown> })])
    expect((merged.extras as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('publicId', () => {
  it.each([
    [[{ scheme: 'doi', value: '10.1/x' }, { scheme: 'arxiv', value: '2001.00001' }], '2001.00001'],
    [[{ scheme: 'conference', value: 'c/1' }, { scheme: 'doi', value: '10.1/x' }], '10.1/x'],
    [[{ scheme: 'conference', value: 'c/1' }], 'c/1'],
  ] as const)('%j', (identifiers, id) => {
    expect(publicId([...identifiers], [blank])).toBe(id)
  })

  it('is made of the title without any', () => {
    expect(publicId([], [record({ title: 'A paper' })])).toMatch(/^b-[0-9a-f]{12}$/)
    expect(publicId([], [record({ title: 'A paper' })])).toBe(publicId([], [record({ title: 'a  Paper.' })]))
  })
})

it('recordHash minds what is said and not in which order of keys', () => {
  fc.assert(
    fc.property(arbitrary, (one) => {
      const turned = Object.fromEntries(Object.entries(one).reverse()) as PaperRecord
      expect(recordHash(turned)).toBe(recordHash(one))
      expect(recordHash({ ...one, comment: undefined })).toBe(recordHash(one))
      expect(recordHash({ ...one, title: `${one.title}!` })).not.toBe(recordHash(one))
      expect(recordHash(one)).toMatch(/^[0-9a-f]{40}$/)
    }),
  )
  expect(recordHash(record({ extras: { a: [1, 23] } }))).not.toBe(recordHash(record({ extras: { a: [12, 3] } })))
})
