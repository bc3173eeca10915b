/** Notes as the made-up samples of source/openreview have them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { PaperRecord } from '../paper/paper.ts'
import { normaliseOpenreview } from './openreview.ts'

type Note = Record<string, unknown> & { readonly content: Record<string, unknown> }
const sample = (name: string): Note[] => (JSON.parse(readFileSync(join(import.meta.dirname, '../source/openreview/samples', name), 'utf8')) as { notes: Note[] }).notes
const [lanterns, kites, , deleted] = sample('notes-page-1.json')
const [objects] = sample('notes-page-2.json')
const [boats] = sample('notes-v1.json')
/** The first note with other fields; those of the content without the `{value}` around them. */
const of = (note: Record<string, unknown>, content: Record<string, unknown> = {}) =>
  normaliseOpenreview({ ...lanterns, ...note, content: { ...lanterns!.content, ...Object.fromEntries(Object.entries(content).map(([name, value]) => [name, { value }])) } })

it('makes a record of a note of API v2', () => {
  expect(normaliseOpenreview(lanterns)).toEqual({
    source: 'openreview',
    sourceKey: 'AbCdEf1234',
    title: 'Weighing Lanterns with $\\ell_2$ Norms',
    abstract: 'Lanterns are weighed with $\\ell_2$ norms.\n\nThey are light.',
    authors: [{ name: 'Ada Example' }, { name: 'Kurt Gödelmann' }],
    identifiers: [{ scheme: 'openreview', value: 'AbCdEf1234' }],
    categories: [],
    keywords: ['lanterns', 'norms'],
    venue: 'ICLR 2026 Poster',
    published: '2026-01-26',
    updated: '2026-02-10',
    comment: 'TL;DR: We weigh lanterns and find them light.',
    licence: 'CC BY 4.0',
    versions: [],
    links: [{ kind: 'abstract', url: 'https://openreview.net/forum?id=AbCdEf1234' }, { kind: 'fulltext', url: 'https://openreview.net/pdf?id=AbCdEf1234' }],
    days: [],
  })
})

it('makes a record of a note of API v1', () => {
  expect(normaliseOpenreview(boats)).toMatchObject({ sourceKey: 'xYz12-AbC_d', title: 'Paper Boats in Still Water', venue: 'ICLR 2022 Spotlight', published: '2022-01-28', keywords: ['boats'], comment: 'TL;DR: Boats float.', authors: [{ name: 'Ada Example' }] })
  expect(normaliseOpenreview(boats).updated).toBeUndefined()
})

it('leaves out hidden authors, cuts keywords that came as one, and knows the arXiv id from the address of the PDF', () => {
  const record = normaliseOpenreview(kites)
  expect(record).toMatchObject({ authors: [], keywords: ['kites', 'wind', 'strings'], venue: 'ICLR 2026 Conference Submission', published: '2025-09-25' })
  expect(record.identifiers).toEqual([{ scheme: 'openreview', value: 'ZyXwVu9876' }, { scheme: 'arxiv', value: '2510.99999' }])
  expect(record.links[1]).toEqual({ kind: 'fulltext', url: 'https://arxiv.org/pdf/2510.99999v2' })
})

it('reads authors that are objects, and a DOI from the address of the page', () => {
  expect(normaliseOpenreview(objects)).toMatchObject({ authors: [{ name: 'Min Lee' }, { name: 'Pál Erdősmann' }], identifiers: [{ scheme: 'openreview' }, { scheme: 'doi', value: '10.9999/madeup.5' }] })
})

describe('fields', () => {
  it.each<[string, PaperRecord, Partial<PaperRecord>]>([
    ['the forum names the paper, not the note', of({ id: 'Revision99', forum: 'AbCdEf1234' }), { sourceKey: 'AbCdEf1234' }],
    ['without a forum the note does', of({ id: 'OnlyAnId99', forum: undefined }), { sourceKey: 'OnlyAnId99' }],
    ['without pdate the day of submission', of({ pdate: null }), { published: '2025-09-25' }],
    ['without dates the year of the reference', of({ pdate: null, cdate: null, tcdate: null, mdate: null }), { published: '2026' }],
    ['without a reference the year of the venue', of({ pdate: null, cdate: null, tcdate: null, mdate: null }, { _bibtex: undefined, venue: 'CoRL 2025 Oral' }), { published: '2025' }],
    ['a time that cannot be', of({ pdate: 1e300, cdate: -5, tcdate: '7', mdate: Number.NaN }, { _bibtex: 'year={0000}', venue: '' }), { published: '2026' }],
    ['authors in one line', of({}, { authors: 'Ada Example, Kurt Gödelmann and Min Lee' }), { authors: [{ name: 'Ada Example' }, { name: 'Kurt Gödelmann' }, { name: 'Min Lee' }] }],
    ['a TL;DR that says so itself', of({}, { TLDR: 'TL;DR: Light.' }), { comment: 'TL;DR: Light.' }],
    ['mathematics and markup', of({}, { title: 'On <i>$a<b$</i> &amp; more' }), { title: 'On $a<b$ & more' }],
  ])('%s', (_, record, expected) => {
    expect(record).toMatchObject(expected)
  })
  it('takes no address that is none', () => {
    const { links } = of({}, { pdf: 'javascript:alert(1)', html: 'https://x .example', code: 'ftp://a.example/b', project_page: 'https://lanterns.example/' })
    expect(links).toEqual([{ kind: 'abstract', url: 'https://openreview.net/forum?id=AbCdEf1234' }, { kind: 'project', url: 'https://lanterns.example/' }])
  })
  it.each<[string, unknown, string]>([
    ['no object', [], 'The note is not an object.'],
    ['no content', { id: 'AbCdEf1234' }, 'The content of the note is not an object.'],
    ['a deleted note', deleted, 'The note is deleted.'],
    ['no id', { id: '../etc', content: { title: 'A title' } }, 'The note has no id.'],
    ['no title', { id: 'AbCdEf1234', content: { title: { value: null } } }, 'The paper has no title.'],
  ])('refuses %s', (_, value, sentence) => {
    expect(() => normaliseOpenreview(value)).toThrow(new BroadsheetError('bad-input', sentence))
  })
})

describe('whatever comes', () => {
  const check = (value: unknown): void => {
    try {
      const record = normaliseOpenreview(value)
      const { data, error } = PaperRecord.safeParse(record)
      expect(error?.issues).toBeUndefined()
      expect(data).toEqual(record)
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      expect(error.code).toBe('bad-input')
      expect(error.message.length).toBeLessThan(200)
    }
  }
  const any = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 300 }), fc.double(), fc.constantFrom('Anonymous', '/pdf/x.pdf', 'https://arxiv.org/abs/2510.00001', '\ud800', 8.64e15, 8.64e15 + 1))
  it('is a record or a refusal: any value in any field, wrapped or plain', () => {
    const field = fc.oneof(any, any.map((value) => ({ value })), fc.array(fc.oneof(any, fc.record({ fullname: any }))).map((value) => ({ value })))
    const content = fc.dictionary(fc.constantFrom(...Object.keys(lanterns!.content), 'TL;DR', 'html', 'code', '__proto__'), field)
    const note = fc.dictionary(fc.constantFrom('id', 'forum', 'cdate', 'pdate', 'mdate', 'ddate', 'license', 'tcdate'), any)
    fc.assert(fc.property(note, content, (outer, inner) => check({ ...lanterns, ...outer, content: { ...lanterns!.content, ...inner } })), { numRuns: 1000 })
    fc.assert(fc.property(fc.jsonValue(), check))
  })
  it('is bounded', () => {
    const long = 'x'.repeat(1_000_000)
    check({ ...lanterns, license: long, content: { title: long, abstract: long, authors: Array.from({ length: 20_000 }, () => 'A B'), keywords: Array.from({ length: 500 }, (_, n) => `${n}${long.slice(0, 1000)}`), TLDR: long, venue: long, _bibtex: long, pdf: `https://a.example/${long}` } })
    const record = of({}, { title: long, authors: Array.from({ length: 20_000 }, () => 'A B'), keywords: Array.from({ length: 500 }, (_, n) => `k${n}`) })
    expect([record.title.length, record.authors.length, record.keywords.length]).toEqual([2000, 10_000, 100])
  })
})
