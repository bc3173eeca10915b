import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { PaperRecord } from '../paper/paper.ts'
import { readFile } from '../source/file/file.ts'
import type { RawShape } from '../source/source.ts'
import { normalise } from './normalise.ts'

const SAMPLES = join(import.meta.dirname, '../source/file/samples')
let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'broadsheet-normalise-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Every record of a file, normalised; each must pass the schema. Rejections of normalising are sentences. */
async function readRecords(path: string): Promise<{ records: PaperRecord[]; refused: string[] }> {
  const records: PaperRecord[] = []
  const refused: string[] = []
  try {
    for await (const batch of readFile(path)) {
      for (const one of batch) {
        if (!('record' in one)) continue
        try {
          for (const record of normalise(one.record)) {
            const checked = PaperRecord.safeParse(record)
            expect(checked.error?.issues, JSON.stringify(record).slice(0, 500)).toBeUndefined()
            // Nothing is left to the schema's defaults.
            expect(checked.data).toEqual(record)
            records.push(record)
          }
        } catch (error) {
          if (!(error instanceof BroadsheetError)) throw error
          expect(error.code).toBe('bad-input')
          refused.push(error.message)
        }
      }
    }
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
  }
  return { records, refused }
}

const sample = (name: string) => readRecords(join(SAMPLES, name))
const of = (shape: RawShape, value: unknown) => normalise({ shape, value, line: 1, file: 'x' })[0]!

describe('samples', () => {
  it("arXiv's snapshot: versions, authors in parts, paragraphs, withdrawal", async () => {
    const [first, second] = (await sample('snapshot.jsonl')).records
    expect(first).toMatchObject({
      source: 'arxiv',
      sourceKey: '0704.9001',
      title: 'A made-up study of paper boats in still water',
      abstract: 'We fold paper boats and let them float. The boat of length $\\ell$ sinks after $\\mathcal{O}(\\ell^2)$ minutes.\n\nA second paragraph says so again.',
      authors: [{ name: 'Ada Example', affiliation: 'First Place' }, { name: 'Kurt Gödelmann Jr.' }],
      categories: ['physics.flu-dyn', 'math.AP'],
      published: '2007-04-02',
      updated: '2007-07-24',
      versions: [{ number: 1, submittedAt: '2007-04-02T19:18:42.000Z' }, { number: 2, submittedAt: '2007-07-24T20:10:27.000Z' }],
      days: [{ day: '2007-04-04', position: 0, estimated: true }],
      journalRef: 'J. Made Up 1 (2007) 1-12',
    })
    expect(first!.identifiers).toEqual([{ scheme: 'arxiv', value: '0704.9001' }, { scheme: 'doi', value: '10.9999/madeup.1' }])
    expect(second).toMatchObject({ sourceKey: 'hep-th/9901999', withdrawn: true })
    expect(second!.updated).toBeUndefined()
  })

  it('arXiv listings: the primary category first, the day reckoned from that of submission', async () => {
    const [first] = (await sample('listing.jsonl')).records
    expect(first).toMatchObject({ categories: ['math.MG', 'cs.CG'], published: '2024-03-05', updated: '2024-06-01', days: [{ day: '2024-03-06', position: 0, upvotes: 0, numComments: 0, estimated: true }] })
    expect(first!.identifiers[1]).toEqual({ scheme: 'doi', value: '10.9999/madeup.2' })
  })

  it('conferences: venue and year, identifiers, HTML', async () => {
    const [first, second, third] = (await sample('conference.jsonl')).records
    expect(first).toMatchObject({ venue: 'ICLR 2014', published: '2014', citations: 7, keywords: ['sleep', 'rest'], abstract: 'We let networks nap between epochs & measure p<0.05.\n\nThey wake refreshed.', authors: [{ name: 'Ada Example' }, { name: 'Min Lee' }] })
    expect(first!.identifiers).toEqual([{ scheme: 'conference', value: 'iclr2014/AbCdEfGhIj1' }, { scheme: 'openreview', value: 'AbCdEfGhIj1' }])
    expect(second!.identifiers[1]).toEqual({ scheme: 'acl', value: '2021.acl-long.9999' })
    expect(third).toMatchObject({ venue: 'NeurIPS 2018', title: 'H$_{2}$O nets' })
  })

  it('papers whose list knew no id keep apart', () => {
    const [one, two] = ['The first of many papers', 'The second of many papers'].map((title) => of('conference', { id: 'cvpr2016/None', title, abstract: '', authors: [], venue: 'cvpr2016' }))
    expect(one!.sourceKey).not.toBe(two!.sourceKey)
    expect(one!.identifiers).toEqual([])
  })

  it('Hugging Face: a day of entries', async () => {
    const [first, second] = (await sample('daily-day.jsonl')).records
    expect(first).toMatchObject({
      source: 'huggingface',
      sourceKey: '2503.99991@2025-03-04',
      title: 'Paper Planes: Learning to Glide',
      abstract: 'We teach paper planes to glide.\n\nThey glide.',
      published: '2025-03-01',
      keywords: ['gliding', 'paper'],
      aiSummary: 'Planes glide.',
      days: [{ day: '2025-03-04', position: 0, upvotes: 12, numComments: 2, submittedAt: '2025-03-04T01:02:03.000Z', submittedBy: { name: 'adaex', fullname: 'Ada Example', avatarUrl: '/avatars/0.svg' } }],
    })
    expect(first!.extras).toMatchObject({ discussionId: '67c514aba3d873e41624a00f', githubStars: 3, publishedAt: '2025-03-01T05:23:10.000Z', isAuthorParticipating: true, submittedBy: { _id: '67c514aba3d873e41624a101' } })
    expect(first!.links.map((one) => one.kind)).toEqual(['project', 'code', 'thumbnail'])
    // The list's own date counts before the dates inside.
    expect(second!.days).toEqual([{ day: '2025-03-04', position: 1, upvotes: 0, numComments: 0 }])
  })

  it('Hugging Face: an answer without a date takes the day of submission, else the outer date; a flat one too', async () => {
    const { records } = await sample('daily-answer.json')
    expect(records.map((one) => one.days[0]?.day)).toEqual(['2025-03-04', '2025-03-05'])
    expect((await sample('paper-answer.json')).records[0]).toMatchObject({ sourceKey: '2503.99991@2025-03-04', days: [{ day: '2025-03-04', upvotes: 40, submittedBy: { name: 'adaex' } }] })
    expect(of('huggingface-entry', { entry: { id: '2503.99991', title: 'Never listed', summary: '', publishedAt: '2025-03-01T00:00:00Z', upvotes: 0 } }).days).toEqual([])
  })

  it('Hugging Face: hostile fields stay out, extras stay small', () => {
    const record = of('huggingface-entry', {
      date: '2025-02-30',
      entry: {
        paper: { id: '2503.99991', title: 'x'.repeat(5000), summary: 7, authors: [{ name: 'A' }, null, 3, { name: '' }], projectPage: 'javascript:alert(1)', githubRepo: 'example/planes', upvotes: -4, ai_keywords: ['k'.repeat(3000)], organization: { a: { b: { c: { d: { e: 1 } } } }, __proto__: null } },
        submittedBy: { name: 'n', fullname: 'f', avatarUrl: 'javascript:alert(1)', bio: 'y'.repeat(50_000) },
        mediaUrls: Array.from({ length: 500 }, () => `https://cdn.example/${'z'.repeat(1500)}`),
      },
    })
    expect(PaperRecord.safeParse(record).error).toBeUndefined()
    expect(record.title).toHaveLength(2000)
    expect(record.authors).toEqual([{ name: 'A' }])
    expect(record.links.filter((one) => one.kind === 'code')).toEqual([{ kind: 'code', url: 'https://github.com/example/planes' }])
    expect(JSON.stringify(record.links)).not.toContain('javascript')
    expect(record.days).toEqual([])
    expect(JSON.stringify(record.extras).length).toBeLessThanOrEqual(20_000)
  })

  it('saved pages: TeX is given back', async () => {
    const [, second] = (await sample('page-blank-lines.txt')).records
    expect(second).toMatchObject({ source: 'pages', title: 'On $\\ell_p$-Norms of Puddles' })
    expect((await sample('page-glued.txt')).records[0]!.sourceKey).toBe((await sample('page-blank-lines.txt')).records[0]!.sourceKey)
  })

  it('BibTeX: accents, macros, mathematics, inheritance, preprints', async () => {
    const { records } = await sample('library.bib')
    expect(records[0]).toMatchObject({
      source: 'bibliography',
      title: 'On $\\ell_p$-norms of Übermut: a short study',
      abstract: 'We measure courage at 100% & find $\\|x\\|_p < 1$.',
      authors: [{ name: 'Ada Example' }, { name: 'Pál Erdősmann' }, { name: 'Jan van den Berg' }],
      identifiers: [{ scheme: 'doi', value: '10.9999/madeup.3' }],
      venue: 'Journal of Made-Up Results',
      journalRef: 'Journal of Made-Up Results 3(2), 1-9',
      published: '2020-05',
      keywords: ['norms', 'courage'],
    })
    expect(records.find((one) => one.title === 'Preprints of the future')).toMatchObject({ identifiers: [{ scheme: 'arxiv', value: '2301.99991' }], published: '2023' })
    expect(records.find((one) => one.title === 'Spoons and forks')).toMatchObject({ venue: 'Proceedings of the Cutlery Meeting', published: '2022', authors: [{ name: 'Cleo Muster' }] })
  })

  it('RIS: continued lines, unclosed records, a record without a title', async () => {
    const { records, refused } = await sample('library.ris')
    expect(records[0]).toMatchObject({ title: 'On the shape of crumbs', abstract: 'Crumbs have shapes. We name them.', keywords: ['crumbs', 'bread'], venue: 'Journal of Crumbs', authors: [{ name: 'Ada Example' }, { name: 'Bo Beispiel' }], published: '2020' })
    expect(records[1]).toMatchObject({ title: 'A record that is not closed', authors: [{ name: 'Cleo Muster' }], published: '2019-07-01' })
    expect(refused).toEqual(['The paper has no title.'])
  })

  it('CSL-JSON: particles, collaborations, JATS, arXiv numbers', async () => {
    const { records } = await sample('csl.json')
    expect(records[0]).toMatchObject({ title: 'On the shape of crumbs', abstract: 'Crumbs have shapes.\n\nWe name them.', authors: [{ name: 'Ada Example' }, { name: 'Jan van den Berg' }, { name: 'The Crumb Collaboration' }], published: '2020-05', sourceKey: 'doi:10.9999/crumbs.3' })
    expect(records[1]).toMatchObject({ sourceKey: 'arxiv:1907.99991', published: '2019-07-01' })
  })

  it('Atom of the query API and of the feeds, RSS', async () => {
    expect((await sample('atom-query.xml')).records[0]).toMatchObject({
      title: 'Spoons & forks: a study for $n < 3$',
      authors: [{ name: 'Ada Example', affiliation: 'First Place' }, { name: 'Bo Beispiel' }],
      categories: ['cs.LG', 'stat.ML'],
      published: '2024-03-05',
      updated: '2024-04-01',
      comment: '4 pages',
      // 18:59:59 UTC was 13:59:59 in New York: a second before the deadline.
      days: [{ day: '2024-03-06', estimated: true }],
    })
    const [fresh, replaced] = (await sample('atom-daily.xml')).records
    expect(fresh).toMatchObject({ sourceKey: '2410.99991', abstract: 'Napkins are folded.', published: '2024-10-18', days: [{ day: '2024-10-18', position: 0, upvotes: 0, numComments: 0 }], versions: [{ number: 1 }] })
    expect(replaced).toMatchObject({ sourceKey: '2401.99992', updated: '2024-10-18', days: [], versions: [{ number: 3 }] })
    expect(replaced!.published).toBeUndefined()
    const [item] = (await sample('rss-daily.xml')).records
    expect({ ...item, licence: undefined }).toEqual({ ...fresh, licence: undefined })
  })

  it('entries that were fetched carry no day of their own, whatever they print', () => {
    const child = (name: string, text: string) => ({ name, text, attributes: {}, children: [] })
    const entry = (type: string) => ({ name: 'item', text: '', attributes: {}, children: [child('title', 'Folding napkins'), child('guid', 'oai:arXiv.org:2410.99991v2'), child('announce_type', type), child('pubDate', 'Fri, 18 Oct 2024 00:00:00 -0400'), child('description', 'x')] })
    for (const type of ['new', 'cross', 'replace', 'replace-cross']) {
      expect(of('arxiv-atom', { kind: 'rss', entry: entry(type), fetched: true })).toMatchObject({ sourceKey: '2410.99991', days: [], versions: [{ number: 2 }] })
    }
    expect(of('arxiv-atom', { kind: 'rss', entry: entry('new') }).days).toEqual([{ day: '2024-10-18', position: 0, upvotes: 0, numComments: 0 }])
  })

  it('OAI-PMH in its three formats', async () => {
    expect((await sample('oai-raw.xml')).records[0]).toMatchObject({
      authors: [{ name: 'Ada Example', affiliation: 'First Place' }, { name: 'René Bärlein', affiliation: 'First Place; Second Place, in Town' }, { name: 'C. D. Muster Jr.' }],
      versions: [{ number: 1 }, { number: 2, submittedAt: '2008-12-13T17:26:00.000Z' }],
      categories: ['math.CO', 'cs.CG'],
      licence: 'http://arxiv.org/licenses/nonexclusive-distrib/1.0/',
      // Its id is of April, though it came in on the last day of March.
      days: [{ day: '2007-04-03', estimated: true }],
    })
    expect((await sample('oai-arxiv.xml')).records[0]).toMatchObject({ authors: [{ name: 'Ada Example' }, { name: 'Cleo Muster Jr' }], published: '2024-03-05', updated: '2024-03-07' })
    expect((await sample('oai-dc.xml')).records[0]).toMatchObject({ sourceKey: 'math/0309999', authors: [{ name: 'Ada Example' }, { name: 'Bo Beispiel' }], abstract: 'We place spoons in the plane.', comment: '7 pages', identifiers: [{ scheme: 'arxiv' }, { scheme: 'doi', value: '10.9999/spoons.7' }] })
  })

  it('OAI-PMH: a date of creation long after the month in the id is that of a later version', () => {
    const child = (name: string, text: string) => ({ name, text, attributes: {}, children: [] })
    const record = (created: string, id = '1603.99991') => of('arxiv-oai', { name: 'arXiv', text: '', attributes: {}, children: [child('id', id), child('title', 'A title'), child('created', created)] })
    expect(record('2016-03-01')).toMatchObject({ published: '2016-03-01', days: [{ day: '2016-03-02', estimated: true }] })
    const late = record('2026-08-30')
    expect([late.published, late.days]).toEqual([undefined, []])
    expect(record('1994-07-05', 'hep-th/9407099')).toMatchObject({ published: '1994-07-05', days: [{ day: '1994-07-06' }] })
  })

  it.each([
    ['a version without a source', [['v1', '9kb', ''], ['v2', '0kb', 'I']], true],
    ['a later version of no size', [['v1', '9kb', ''], ['v2', '0kb', '']], true],
    ['a first version that is merely short', [['v1', '0kb', '']], undefined],
    ['a version that came after a withdrawal', [['v1', '9kb', ''], ['v2', '0kb', 'I'], ['v3', '9kb', 'D']], undefined],
    ['the highest version counts, not the last written', [['v2', '0kb', 'I'], ['v1', '9kb', '']], true],
  ])('withdrawn in arXivRaw: %s', (_, versions, withdrawn) => {
    const child = (name: string, text: string, attributes = {}, children: unknown[] = []) => ({ name, text, attributes, children })
    const node = child('arXivRaw', '', {}, [child('id', '2403.99991'), child('title', 'A title'), ...versions.map(([version, size, type]) => child('version', '', { version }, [child('date', 'Tue, 05 Mar 2024 10:00:00 GMT'), child('size', size!), child('source_type', type!)]))])
    expect(of('arxiv-oai', node).withdrawn).toBe(withdrawn)
  })

  it('no day is reckoned for dates at which there is no arXiv', () => {
    for (const created of ['0001-01-01', '1066-10-14', '9999-12-31']) expect(of('arxiv-listing', { id: '2403.99991', title: 'T', created }).days).toEqual([])
  })

  it('other JSON: Semantic Scholar, OpenAlex and home-made lists', () => {
    expect(of('paper', { paperId: 'abc', externalIds: { ArXiv: '2001.00001', DOI: '10.9999/A.1', ACL: 'P19-1234', PubMed: '123' }, title: 'T for test', year: 2020, venue: 'A Venue', authors: [{ authorId: '1', name: 'Ada Example' }], citationCount: 3, publicationDate: '2020-02-03' })).toMatchObject({
      identifiers: [{ scheme: 'arxiv' }, { scheme: 'doi', value: '10.9999/a.1' }, { scheme: 'acl', value: 'P19-1234' }, { scheme: 'pubmed', value: '123' }],
      published: '2020-02-03',
      citations: 3,
      authors: [{ name: 'Ada Example' }],
    })
    expect(of('paper', { title: 'T', authors: 'Ada Example, Bo Beispiel and Cleo Muster', url: 'https://arxiv.org/abs/2001.00001v3', date: '2020/2/3' })).toMatchObject({ authors: [{ name: 'Ada Example' }, { name: 'Bo Beispiel' }, { name: 'Cleo Muster' }], identifiers: [{ scheme: 'arxiv', value: '2001.00001' }], published: '2020-02-03' })
  })
})

describe('unusable records', () => {
  const shapes: readonly RawShape[] = ['arxiv-snapshot', 'arxiv-listing', 'conference', 'huggingface-page', 'csl', 'paper', 'shelf']
  it.each(shapes)('%s names the field', (shape) => {
    const refuse = (value: unknown) => {
      try {
        of(shape, value)
      } catch (error) {
        return error instanceof BroadsheetError ? `${error.code}: ${error.message}` : String(error)
      }
      return 'accepted'
    }
    expect(refuse({ id: '2001.00001' })).toBe('bad-input: The paper has no title.')
    expect(refuse({ id: '2001.00001', title: 7 })).toBe('bad-input: The field title is a number, not text.')
    expect(refuse({ id: '2001.00001', title: ' \u200b\n' })).toBe('bad-input: The field title is empty.')
    expect(refuse(null)).toBe('bad-input: The record is not an object.')
  })

  it('an arXiv record without an arXiv id', () => {
    expect(() => of('arxiv-listing', { id: 'x', title: 'T' })).toThrow('The field id is not an arXiv id.')
    expect(() => of('arxiv-snapshot', { title: 'T' })).toThrow('The field id is not an arXiv id.')
  })
})

describe('wild input', () => {
  const wild = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 })
  const names = ['id', 'title', 'abstract', 'authors', 'categories', 'primary', 'created', 'updated', 'doi', 'venue', 'keywords', 'citations', 'versions', 'authors_parsed', 'author', 'issued', 'DOI', 'URL', 'number', '_bibtex', '_ris', 'paper', 'summary', 'upvotes', 'submittedBy', 'publishedAt', 'organization', 'entry', 'date', 'position', 'externalIds', 'keyword', 'container-title', 'comments', 'url']
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('2001.00001', '10.1/x', '2020-01-01', 'A, B', '$x$', '\\"', '{', '(', '<p>', '&amp;', '\ud800', '\u0000'))
  const object = fc.dictionary(fc.constantFrom(...names), fc.oneof(text, wild, fc.array(text, { maxLength: 4 }), fc.array(fc.dictionary(fc.constantFrom('name', 'family', 'given', 'literal', 'version', 'created', 'date-parts'), text), { maxLength: 3 })))
  const shapes: readonly RawShape[] = ['arxiv-snapshot', 'arxiv-listing', 'conference', 'huggingface-entry', 'huggingface-page', 'csl', 'arxiv-atom', 'arxiv-oai', 'paper', 'shelf']

  it('any value becomes a valid record or is refused in a sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.oneof(object, object.map((one) => ({ title: 'A title', id: '2001.00001', ...one })), object.map((one) => ({ entry: { title: 'A title', id: 'x', ...one } })), wild), (shape, value) => {
        try {
          const record = of(shape, value)
          expect(PaperRecord.safeParse(record).error?.issues).toBeUndefined()
          expect(JSON.stringify(record)).not.toMatch(/\\u0000|\\u202e|\\ud800/)
        } catch (error) {
          if (!(error instanceof BroadsheetError)) throw error
          expect(error.message).toMatch(/^[A-Z].*\.$/)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('mutated samples too', async () => {
    const samples = readdirSync(SAMPLES).map((name) => readFileSync(join(SAMPLES, name)))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }), async (content, changes) => {
        const bytes = Buffer.from(content)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const path = join(dir, 'mutated')
        writeFileSync(path, bytes)
        await readRecords(path)
      }),
      { numRuns: 300 },
    )
  })

  // A pattern that takes quadratic time on one of these would run for many minutes.
  it('takes long runs of any trouble', () => {
    for (const piece of ['<', '&', '$', '\\', '{', '(', ' ', '\n', '\\"', '<p ', ' and ', ',', '((', '\u200b', '<sub>', '&#x']) {
      const long = piece.repeat(Math.ceil(200_000 / piece.length))
      for (const shape of shapes) {
        try {
          of(shape, { id: '2001.00001', title: `A ${long}`, abstract: `A ${long}`, authors: shape === 'paper' || shape === 'arxiv-snapshot' ? long : [long], venue: long, author: [{ literal: long }], _bibtex: { title: long, abstract: long, author: long }, entry: { id: long, title: long, summary: long }, doi: long, note: long })
        } catch (error) {
          if (!(error instanceof BroadsheetError)) throw error
        }
      }
    }
  })
})
