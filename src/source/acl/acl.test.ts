import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { PaperRecord } from '../../paper/paper.ts'
import { normalise } from '../../normalise/normalise.ts'
import { SourceTrouble, type Http, type HttpAnswer, type HttpRequest } from '../http/http.ts'
import type { RawRecord } from '../source.ts'
import { aclSource } from './acl.ts'

// The sample is made up after the schema in the Anthology's repository (data/xml/schema.rnc); no real paper is in it.
const SAMPLE = readFileSync(join(import.meta.dirname, 'samples/2031.acl.xml'))

const answer = (body: Buffer | string, more: Partial<HttpAnswer> = {}): HttpAnswer => ({ status: 200, body: Buffer.from(body), etag: undefined, lastModified: undefined, contentType: 'text/plain; charset=utf-8', next: undefined, ...more })

function fakeHttp(answers: HttpAnswer | (() => HttpAnswer)): Http & { asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  return {
    asked,
    get: async (request) => {
      asked.push(request)
      return typeof answers === 'function' ? answers() : answers
    },
  }
}

const REQUEST = { from: '2031-08-01', to: '2031-08-02', cursor: undefined, memory: undefined }
const source = aclSource({ collection: '2031.acl', base: 'https://anthology.example/master/' })
const read = async (body: Buffer | string) => source.page(fakeHttp(answer(body)), REQUEST)
const recordsOf = (records: readonly RawRecord[]): PaperRecord[] => records.flatMap((one) => normalise(one))
const collection = (inside: string, id = '2031.acl') => `<?xml version='1.0' encoding='UTF-8'?><collection id="${id}">${inside}</collection>`
const oneOf = async (paper: string, meta = '<venue>acl</venue><year>2031</year>', id = '2031.acl', volume = 'long') =>
  recordsOf((await read(collection(`<volume id="${volume}"><meta>${meta}</meta><paper id="7"><title>A title of some length</title>${paper}</paper></volume>`, id))).records)[0]!

describe('aclSource', () => {
  it('asks for one file and says so', async () => {
    const http = fakeHttp(answer(SAMPLE, { etag: '"abc"' }))
    const page = await source.page(http, REQUEST)
    expect(http.asked).toEqual([{ url: 'https://anthology.example/master/data/xml/2031.acl.xml', accept: undefined, etag: undefined, lastModified: undefined, signal: undefined }])
    expect(source).toMatchObject({ key: 'acl:2031.acl', label: '2031.acl of the ACL Anthology', service: 'acl', daysBack: 0 })
    expect(page).toMatchObject({ next: undefined, progress: 1, memory: { url: 'https://anthology.example/master/data/xml/2031.acl.xml', etag: '"abc"' } })
    expect(page.records).toHaveLength(3)
    expect(page.rejected).toEqual([{ file: 'https://anthology.example/master/data/xml/2031.acl.xml', line: 42, reason: 'The paper 3 of the volume long has no title.' }])
    expect(page.records.map(({ line }) => line)).toEqual([20, 34, 54])
  })

  it('asks with what it remembers, and leaves it where nothing has changed', async () => {
    const memory = { url: 'https://anthology.example/master/data/xml/2031.acl.xml', etag: '"abc"' }
    const http = fakeHttp(answer('', { status: 304 }))
    expect(await source.page(http, { ...REQUEST, memory })).toEqual({ records: [], rejected: [], next: undefined, memory, progress: 1 })
    expect(http.asked[0]!.etag).toBe('"abc"')
    // What another address said means nothing here, nor does what is no memory.
    for (const other of [{ ...memory, url: 'https://elsewhere.example/' }, 'abc', null, { url: memory.url, etag: 5 }]) {
      const again = fakeHttp(answer(SAMPLE))
      await source.page(again, { ...REQUEST, memory: other })
      expect(again.asked[0]!.etag).toBeUndefined()
    }
  })

  it.each([
    ['<!doctype html><html><body>404</body></html>', 'broken'],
    ['404: Not Found', 'broken'],
    ['', 'broken'],
    ['{"message":"no"}', 'broken'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed>', 'broken'],
    [SAMPLE.subarray(0, 2500), 'cut'],
    [collection('').slice(0, -4), 'cut'],
    ['<!DOCTYPE collection [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><collection id="x"><volume id="1"><paper id="1"><title>&b;</title></paper></volume></collection>', 'broken'],
    [`<collection>${'<x>'.repeat(5000)}`, 'either'],
  ])('has trouble with %s', async (body, kind) => {
    const error: unknown = await read(body).then((page) => page.rejected[0]?.reason, (caught: unknown) => caught)
    if (kind === 'either') return expect(String(error)).toMatch(/nests more than 200/)
    expect(error).toBeInstanceOf(SourceTrouble)
    expect(error).toMatchObject({ kind })
    expect((error as Error).message).toMatch(/^[A-Z].*\.$/)
  })

  it('says that there is no such collection', async () => {
    const http: Http = { get: () => Promise.reject(new SourceTrouble('refused', 'The server refused.', { status: 404 })) }
    await expect(source.page(http, REQUEST)).rejects.toMatchObject({ kind: 'refused', message: 'The ACL Anthology has no collection 2031.acl.' })
  })

  it('keeps what stands before broken XML, and remembers nothing of it', async () => {
    const broken = SAMPLE.toString().replace('A Paper That Was Taken Back</title>', 'A Paper</titel>')
    const page = await source.page(fakeHttp(answer(broken, { etag: '"abc"' })), REQUEST)
    expect(recordsOf(page.records).map(({ sourceKey }) => sourceKey)).toEqual(['2031.acl-long.1'])
    expect(page.rejected).toEqual([{ file: expect.any(String) as string, line: 35, reason: expect.stringMatching(/^The file is broken XML in line 35: .*titel; what follows was not read\.$/) as string }])
    expect(page.memory).toBeUndefined()
  })
})

describe('papers of the Anthology', () => {
  it('reads mixed content in its order, formulas as TeX and money as money', async () => {
    const [first] = recordsOf((await read(SAMPLE)).records)
    expect(first).toEqual({
      source: 'acl',
      sourceKey: '2031.acl-long.1',
      title: 'Teaching Parrots $k$-best Parsing: A BERT-Free Study of 5 < 7 Birds',
      abstract: 'We teach two parrots to parse. A parrot of weight $\\alpha_{i}$ costs \\$5 and learns in $O(n^3)$ days, up to 3$\\times$ faster. The birds are at https://example.org/parrots.',
      authors: [{ name: 'Ada Example', affiliation: 'University of Nowhere; Feather Labs' }, { name: 'Min Lee' }, { name: 'Mononym' }],
      identifiers: [{ scheme: 'acl', value: '2031.acl-long.1' }, { scheme: 'doi', value: '10.99999/v1/2031.acl-long.1' }],
      categories: [],
      keywords: [],
      venue: 'ACL 2031',
      published: '2031-07',
      updated: '2031-09-09',
      comment: 'Outstanding Paper Award',
      versions: [],
      days: [],
      links: [{ kind: 'abstract', url: 'https://aclanthology.org/2031.acl-long.1/' }, { kind: 'fulltext', url: 'https://aclanthology.org/2031.acl-long.1.pdf' }],
    })
  })

  it('marks what was retracted, keeps TeX that stands in the text, and gives each volume its own facts', async () => {
    const [, second, third] = recordsOf((await read(SAMPLE)).records)
    expect(second).toMatchObject({ sourceKey: '2031.acl-long.2', withdrawn: true, comment: 'Retracted: It was meant for another track.' })
    expect(third).toMatchObject({ sourceKey: '2031.acl-short.4', title: 'Short Words on $x^2$ and $y$', abstract: 'Authors who wrote $x^2$ themselves keep it.', published: '2031-07' })
    expect(third!.withdrawn).toBeUndefined()
    expect((await oneOf('<removed date="2031-01-01"/>')).comment).toBe('Retracted.')
  })

  it.each([
    ['P19', '1', 'P19-1007'],
    ['W19', '1', 'W19-0107'],
    ['W19', '52', 'W19-5207'],
    ['C69', '7', 'C69-0707'],
    ['D19', '1', 'D19-1007'],
    ['D19', '50', 'D19-5007'],
    ['2020.lrec', '1', '2020.lrec-1.7'],
    ['2024.findings', 'emnlp', '2024.findings-emnlp.7'],
  ])('names papers of %s, volume %s: %s', async (id, volume, wanted) => {
    expect((await oneOf('', undefined, id, volume)).identifiers).toEqual([{ scheme: 'acl', value: wanted }])
    expect((await oneOf(`<url hash="1">${wanted}</url>`, undefined, id, volume)).sourceKey).toBe(wanted)
  })

  it('believes its own reckoning where <url> leads elsewhere', async () => {
    const one = await oneOf('<url>http://www.example.org/papers/7.pdf</url>')
    expect(one.sourceKey).toBe('2031.acl-long.7')
    expect(one.links).toEqual([{ kind: 'abstract', url: 'https://aclanthology.org/2031.acl-long.7/' }, { kind: 'fulltext', url: 'http://www.example.org/papers/7.pdf' }])
    expect((await oneOf('<url>javascript:alert(1)</url>')).links).toHaveLength(1)
  })

  it.each([
    ['<venue>acl</venue>', 'long', 'ACL 2031'],
    ['<venue>naacl</venue>', 'long', 'NAACL 2031'],
    ['<venue>tacl</venue>', '1', 'TACL 2031'],
    ['<venue>cl</venue>', '1', 'Computational Linguistics 2031'],
    ['<venue>findings</venue>', 'emnlp', 'Findings of EMNLP 2031'],
    ['<venue>findings</venue>', 'ijcnlp', 'Findings of IJCNLP 2031'],
    ['<venue>findings</venue>', '1', 'Findings of ACL 2031'],
    ['<venue>ws</venue><venue>bea</venue><booktitle>Proceedings of the Workshop on Teaching (BEA 2031)</booktitle>', '1', 'BEA 2031'],
    ['<venue>blackboxnlp</venue><venue>ws</venue><booktitle>Proceedings of the 14th <fixed-case>B</fixed-case>lackbox<fixed-case>NLP</fixed-case> Workshop</booktitle>', '1', 'BlackboxNLP 2031'],
    ['<venue>ws</venue><booktitle>Proceedings of a Workshop on Owls</booktitle>', '1', 'Proceedings of a Workshop on Owls'],
    ['<venue>longslugname</venue><booktitle>Proceedings of Something</booktitle>', '1', 'Proceedings of Something'],
    ['<venue>abc</venue>', '1', 'ABC 2031'],
    ['<booktitle>Proceedings of Old Times</booktitle>', '1', 'Proceedings of Old Times'],
    ['', '1', undefined],
  ])('%s of volume %s is %s', async (meta, volume, venue) => expect((await oneOf('', `${meta}<year>2031</year>`, '2031.x', volume)).venue).toBe(venue))

  it.each([
    ['<month>August</month><year>2024</year>', '', '2024-08'],
    ['<month>11--16 August</month><year>2024</year>', '', '2024-08'],
    ['<month>July 28 - August 2</month><year>2024</year>', '', '2024-07'],
    ['<month>8</month><year>2024</year>', '', '2024-08'],
    ['<month>Sept.</month><year>2024</year>', '', '2024-09'],
    ['<month>Summer</month><year>2024</year>', '', '2024'],
    ['<month>13</month><year>2024</year>', '', '2024'],
    ['<year>2024</year>', '<month>May</month>', '2024-05'],
    ['<year>2024</year>', '<year>1999</year>', '1999'],
    ['<year>soon</year>', '', '2031'],
    ['', '', '2031'],
  ])('dates %s %s to %s', async (meta, paper, published) => expect((await oneOf(paper, meta)).published).toBe(published))

  it('gives the place in a journal', async () => {
    const text = collection('<volume id="1" type="journal"><meta><booktitle>Transactions of Made-up Linguistics, Volume 11</booktitle><year>2031</year><venue>tacl</venue><journal-volume>11</journal-volume></meta><paper id="1"><title>A journal paper</title><pages>1–17</pages></paper></volume>', '2031.tacl')
    expect(recordsOf((await read(text)).records)[0]).toMatchObject({ journalRef: 'Transactions of Made-up Linguistics 11, 1–17', venue: 'TACL 2031', sourceKey: '2031.tacl-1.1' })
  })

  it('bounds formulas and what is no formula', async () => {
    const abstract = async (inside: string) => (await oneOf(`<abstract>${inside}</abstract>`)).abstract
    expect(await abstract('a <tex-math>$x$</tex-math> b <tex-math></tex-math> c <tex-math>\n y \n</tex-math>')).toBe('a $x$ b c $y$')
    expect(await abstract('<tex-math>a $ b\\</tex-math>.')).toBe('$a \\$ b$.')
    expect(await abstract('<b>a <i>b</i></b> <unknown>c <tex-math>d</tex-math></unknown> e &nbsp;f')).toBe('a b c $d$ e f')
    expect(await abstract('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe('<script>alert(1)</script>')
  })

  it('refuses a record without an id', () => {
    const value = { volume: { collection: '', id: '' }, paper: { title: 'A title', id: '' } }
    expect(() => normalise({ shape: 'acl', value, line: 1, file: 'x' })).toThrow('The paper has no id of the ACL Anthology')
  })
})

/** Whatever comes: records that are valid, rejections with sentences, or SourceTrouble. */
async function survives(body: Buffer): Promise<void> {
  let records: readonly RawRecord[] = []
  try {
    const page = await source.page(fakeHttp(answer(body)), REQUEST)
    for (const { reason } of page.rejected) expect(reason).toMatch(/^[A-Z].*\.$/s)
    records = page.records
  } catch (error) {
    expect(error).toBeInstanceOf(SourceTrouble)
  }
  for (const record of records) {
    try {
      for (const one of normalise(record)) expect(PaperRecord.parse(one)).toEqual(one)
    } catch (error) {
      expect(error).toBeInstanceOf(BroadsheetError)
    }
  }
}

describe('hostile answers', () => {
  it('survives bytes changed, doubled, left out and put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(SAMPLE.length - 1), fc.constantFrom('set', 'drop', 'double', 'insert'), fc.oneof(fc.nat(255).map((one) => Buffer.from([one])), fc.constantFrom('<', '>', '&', '"', '</paper>', '<paper>', '<![CDATA[', ']]>', '<!--', '&#0;', '<?xml ').map((one) => Buffer.from(one)))), { minLength: 1, maxLength: 6 }), async (changes) => {
        let body = Buffer.from(SAMPLE)
        for (const [at, what, bytes] of changes) {
          const place = Math.min(at, body.length)
          if (what === 'double') body = Buffer.concat([body.subarray(0, place), body.subarray(Math.max(0, place - 300))])
          else body = Buffer.concat([body.subarray(0, place), what === 'drop' ? Buffer.alloc(0) : bytes, body.subarray(what === 'insert' ? place : place + (what === 'drop' ? 40 : bytes.length))])
        }
        await survives(body)
      }),
      { numRuns: 150 },
    )
  })

  it('survives any values as a record', () => {
    const value = fc.record({ volume: fc.oneof(fc.object(), fc.record({ collection: fc.constantFrom('P19', '2031.acl', '') , id: fc.oneof(fc.string(), fc.constantFrom('1', 'long')), venues: fc.array(fc.anything()), year: fc.anything(), month: fc.anything(), title: fc.anything(), type: fc.constant('journal'), journalVolume: fc.anything() }, { requiredKeys: [] })), paper: fc.oneof(fc.object(), fc.record({ id: fc.constantFrom('1', '7', 'x'), title: fc.oneof(fc.string(), fc.anything()), abstract: fc.anything(), authors: fc.anything(), url: fc.anything(), doi: fc.anything(), revisions: fc.anything(), awards: fc.anything(), retracted: fc.anything(), code: fc.anything() }, { requiredKeys: [] })) })
    fc.assert(
      fc.property(fc.oneof(value, fc.anything()), (one) => {
        try {
          for (const record of normalise({ shape: 'acl', value: one, line: 1, file: 'x' })) expect(PaperRecord.parse(record)).toEqual(record)
        } catch (error) {
          expect(error).toBeInstanceOf(BroadsheetError)
        }
      }),
    )
  })

  it.each([
    ['one endless text', `<collection id="2031.acl"><volume id="1"><paper id="1"><title>${'a '.repeat(9_000_000)}`],
    ['a heap of elements', `<collection id="2031.acl">${'<a/>'.repeat(300_000)}`],
    ['a heap of end tags', `<collection id="2031.acl">${'</a>'.repeat(300_000)}`],
    ['a heap of open brackets', '<'.repeat(500_000)],
    ['a heap of ampersands', `<collection id="2031.acl"><volume id="1"><paper id="1"><title>${'&a;'.repeat(300_000)}</title></paper></volume></collection>`],
    ['a heap of attributes', `<collection id="2031.acl" ${Array.from({ length: 20_000 }, (_, i) => `a${i}="b"`).join(' ')}/>`],
  ])('survives %s', async (_, text) => survives(Buffer.from(text)))
})
