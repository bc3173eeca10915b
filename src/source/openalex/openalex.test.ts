import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { PaperRecord, SOURCES } from '../../paper/paper.ts'
import { mergeRecords } from '../../normalise/merge.ts'
import { normalise } from '../../normalise/normalise.ts'
import { SourceTrouble, type Http, type HttpRequest } from '../http/http.ts'
import { openAlex, type OpenAlexId } from './openalex.ts'

// The sample is made up after the API's documents (https://developers.openalex.org/api-reference/works); none of its works exists.
const SAMPLE = readFileSync(join(import.meta.dirname, 'samples/works.json'))

function fakeHttp(answer: Buffer | string | ((request: HttpRequest) => Buffer | string)): Http & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    get: async (request) => {
      asked.push(request.url)
      const body = typeof answer === 'function' ? answer(request) : answer
      return { status: 200, body: Buffer.from(body), etag: undefined, lastModified: undefined, contentType: 'application/json', next: undefined }
    },
  }
}

const doi = (value: string): OpenAlexId => ({ scheme: 'doi', value })
const arxiv = (value: string): OpenAlexId => ({ scheme: 'arxiv', value })
const IDS = [doi('10.99999/jmt.1'), arxiv('3111.01234'), arxiv('3111.05555')]
const service = openAlex({ base: 'https://openalex.example/', contact: 'ada+x@lab.example' })
const NONE = '{"results":[]}'
const asks = (url: string): string[] => /filter=doi:([^&]*)/.exec(url)![1]!.split('%7C').map(decodeURIComponent)

describe('openAlex', () => {
  it('asks for several works at once, arXiv ids as DOIs', async () => {
    const http = fakeHttp(SAMPLE)
    const { records, rejected } = await service.works(IDS, http)
    expect(http.asked).toEqual(['https://openalex.example/works?filter=doi:10.99999%2Fjmt.1%7C10.48550%2Farxiv.3111.01234%7C10.48550%2Farxiv.3111.05555&per-page=100&select=id,doi,display_name,cited_by_count,primary_location,locations&mailto=ada%2Bx%40lab.example'])
    expect(records.map(({ value }) => (value as { asked: unknown }).asked)).toEqual([[IDS[0]], [IDS[1]], [IDS[2]]])
    // The address in reports holds neither contact nor key.
    expect(rejected).toEqual([{ file: 'https://openalex.example/works', line: 4, reason: 'The work is none of those asked for.' }])
    expect(records.every(({ file }) => file === 'https://openalex.example/works')).toBe(true)
  })

  it('sends neither contact nor key that it does not have, and the key that it has', async () => {
    const http = fakeHttp(NONE)
    await openAlex({ base: 'https://openalex.example' }).works([IDS[0]!], http)
    expect(http.asked[0]).not.toMatch(/mailto|api_key/)
    await openAlex({ base: 'https://openalex.example', key: 'a&b' }).works([IDS[0]!], http)
    expect(http.asked[1]).toMatch(/&api_key=a%26b$/)
  })

  it('asks for at most fifty at a time, for each once, and for none that its filter would take apart', async () => {
    const http = fakeHttp(NONE)
    const many = Array.from({ length: 120 }, (_, i) => doi(`10.99999/x.${i}`))
    await service.works([...many, ...many, doi('10.99999/a,b'), doi('10.99999/a|b'), doi('no doi'), arxiv('a b')], http)
    expect(http.asked.map((url) => asks(url).length)).toEqual([50, 50, 20])
    expect(http.asked.flatMap(asks)).toEqual(many.map(({ value }) => value))
    const none = fakeHttp(NONE)
    expect(await service.works([doi('10.99999/a,b')], none)).toEqual({ records: [], rejected: [] })
    expect(none.asked).toEqual([])
  })

  it('keeps addresses short', async () => {
    const http = fakeHttp(NONE)
    const long = Array.from({ length: 60 }, (_, i) => doi(`10.99999/${'é'.repeat(100)}${i}`))
    await service.works(long, http)
    expect(http.asked.flatMap(asks)).toHaveLength(60)
    for (const url of http.asked) expect(url.length).toBeLessThan(4000)
  })

  it('finds the one id that is refused, and does without it', async () => {
    const refuse = new SourceTrouble('refused', 'OpenAlex refused to answer (status 400).', { status: 400 })
    const http = fakeHttp(({ url }) => {
      if (asks(url).includes('10.99999/bad')) throw refuse
      return JSON.stringify({ results: asks(url).map((one, i) => ({ id: `https://openalex.org/W${i}`, doi: `https://doi.org/${one}`, display_name: 'A title' })) })
    })
    const { records } = await service.works([...Array.from({ length: 9 }, (_, i) => doi(`10.99999/x.${i}`)), doi('10.99999/bad')], http)
    expect(records).toHaveLength(9)
    expect(http.asked.length).toBeLessThan(12)
    const other: Http = { get: () => Promise.reject(new SourceTrouble('busy', 'OpenAlex is too busy.', { status: 429 })) }
    await expect(service.works(IDS, other)).rejects.toMatchObject({ kind: 'busy' })
  })

  it.each([
    ['', 'broken'],
    ['<html></html>', 'broken'],
    ['[]', 'broken'],
    ['{"error":"Invalid filter"}', 'broken'],
    ['{"results":{}}', 'broken'],
    [SAMPLE.subarray(0, 500), 'cut'],
  ])('has trouble with %s', async (body, kind) => {
    await expect(service.works(IDS, fakeHttp(body))).rejects.toMatchObject({ name: 'SourceTrouble', kind })
  })
})

const recordsOf = async (body: Buffer | string, ids = IDS) => (await service.works(ids, fakeHttp(body))).records.flatMap((one) => normalise(one))
const work = (more: object) => JSON.stringify({ results: [{ id: 'https://openalex.org/W1', doi: 'https://doi.org/10.99999/jmt.1', display_name: 'A title of some length', cited_by_count: 1, ...more }] })

describe('works of OpenAlex', () => {
  it('tell citations and a venue, and nothing else', async () => {
    const [journal, preprint, conference] = await recordsOf(SAMPLE)
    expect(journal).toEqual({ source: 'openalex', sourceKey: 'W9000000001', title: 'Ten thousand owls & more', abstract: '', authors: [], identifiers: [{ scheme: 'doi', value: '10.99999/jmt.1' }], categories: [], keywords: [], versions: [], links: [], days: [], citations: 42, venue: 'Journal of Made-up Things' })
    expect(preprint).toMatchObject({ sourceKey: 'W9000000002', identifiers: [{ scheme: 'arxiv', value: '3111.01234' }], citations: 0 })
    expect(preprint!.venue).toBeUndefined()
    // Asked for by its arXiv id alone, so that is all it is known by.
    expect(conference).toMatchObject({ identifiers: [{ scheme: 'arxiv', value: '3111.05555' }], venue: 'Conference on Made-up Systems', citations: 7 })
  })

  it.each([
    [{ type: 'journal', display_name: 'Owl Studies' }, 'Owl Studies'],
    [{ type: 'conference', display_name: 'Owls 2031' }, 'Owls 2031'],
    [{ type: 'repository', display_name: 'arXiv (Cornell University)' }, undefined],
    [{ type: 'journal', display_name: 'bioRxiv' }, undefined],
    [{ type: 'journal', display_name: 'SSRN Electronic Journal' }, undefined],
    [{ type: 'ebook platform', display_name: 'Books' }, undefined],
    [{ type: 'journal', display_name: null }, undefined],
    [null, undefined],
    ['x', undefined],
  ])('%j is the venue %s', async (source, venue) => expect((await recordsOf(work({ primary_location: { source } })))[0]!.venue).toBe(venue))

  it.each([
    [{ id: 'https://openalex.org/A1' }, 'The field id is not that of a work of OpenAlex.'],
    [{ id: null }, 'The field id is not that of a work of OpenAlex.'],
    [{ display_name: null }, 'The paper has no title.'],
  ])('are refused for %j', async (more, message) => {
    const { records } = await service.works(IDS, fakeHttp(work(more)))
    expect(() => normalise(records[0]!)).toThrow(message)
  })

  it('join one arXiv paper only', async () => {
    const [one] = await recordsOf(work({ doi: null, locations: [{ landing_page_url: 'https://arxiv.org/abs/3111.01234v3' }, { landing_page_url: 'https://arxiv.org/abs/3111.05555' }] }))
    expect(one!.identifiers).toEqual([{ scheme: 'arxiv', value: '3111.01234' }])
  })

  it('change nothing of a paper but citations, and a venue where there was none', () => {
    const told = (source: PaperRecord['source'], more: Partial<PaperRecord> = {}): PaperRecord => ({ source, sourceKey: '1', title: `As ${source} has it`, abstract: '', authors: [], identifiers: [{ scheme: 'arxiv', value: '3111.01234' }], categories: [], keywords: [], versions: [], links: [], days: [], ...more })
    const [enriched] = normalise({ shape: 'openalex', value: { id: 'W1', display_name: 'As OpenAlex has it', cited_by_count: 9, primary_location: { source: { type: 'journal', display_name: 'Owl Studies' } }, asked: [arxiv('3111.01234')] }, line: 1, file: 'x' })
    // People's lists tell of no paper.
    for (const source of SOURCES.filter((one) => one !== 'openalex' && one !== 'community')) {
      for (const more of [{}, { abstract: 'Words.', authors: [{ name: 'Ada Example' }], published: '2031-11' }]) {
        const { citations, venue, sources, ...rest } = mergeRecords([told(source, more), enriched!])
        const { citations: _, venue: __, sources: before, ...alone } = mergeRecords([told(source, more)])
        expect(rest).toEqual(alone)
        expect([citations, venue, sources]).toEqual([9, 'Owl Studies', ['openalex', ...before]])
      }
      expect(mergeRecords([told(source, { venue: 'Known' }), enriched!]).venue).toBe('Known')
    }
  })
})

describe('hostile answers', () => {
  async function survives(body: Buffer | string): Promise<void> {
    try {
      const { records, rejected } = await service.works(IDS, fakeHttp(body))
      for (const { reason } of rejected) expect(reason).toMatch(/^[A-Z].*\.$/s)
      for (const record of records) {
        try {
          for (const one of normalise(record)) {
            expect(PaperRecord.parse(one)).toEqual(one)
            expect(one.identifiers.length).toBeGreaterThan(0)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(BroadsheetError)
        }
      }
    } catch (error) {
      expect(error).toBeInstanceOf(SourceTrouble)
    }
  }

  it('survives changed bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(SAMPLE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }), fc.nat(SAMPLE.length), async (changes, length) => {
        const body = Buffer.from(SAMPLE)
        for (const [at, byte] of changes) body[at] = byte
        await survives(body)
        await survives(body.subarray(0, length))
      }),
    )
  })

  it('survives any JSON', async () => {
    const any = fc.jsonValue()
    const place = fc.oneof(any, fc.record({ landing_page_url: fc.oneof(any, fc.constant('https://arxiv.org/abs/3111.01234')), source: fc.oneof(any, fc.record({ type: fc.constantFrom('journal', 'repository'), display_name: any })) }, { requiredKeys: [] }))
    const one = fc.record({ id: fc.oneof(any, fc.constant('https://openalex.org/W1')), doi: fc.oneof(any, fc.constant('https://doi.org/10.99999/jmt.1')), display_name: fc.oneof(any, fc.string()), cited_by_count: fc.oneof(any, fc.double()), primary_location: place, locations: fc.oneof(any, fc.array(place)) }, { requiredKeys: [] })
    await fc.assert(fc.asyncProperty(fc.oneof(any, fc.record({ results: fc.oneof(any, fc.array(fc.oneof(one, any))) })), async (value) => survives(JSON.stringify(value))))
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ id: fc.constant('W1'), display_name: fc.string({ minLength: 1 }), asked: fc.anything(), cited_by_count: fc.anything(), primary_location: fc.anything() })), (value) => {
        try {
          for (const record of normalise({ shape: 'openalex', value, line: 1, file: 'x' })) expect(PaperRecord.parse(record)).toEqual(record)
        } catch (error) {
          expect(error).toBeInstanceOf(BroadsheetError)
        }
      }),
    )
  })
})
