/** The works are made up after OpenAlex's documented format. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaperRecord } from '../paper/paper.ts'
import { fakeHttp } from '../source/fake-http.test-helper.ts'
import { SourceTrouble } from '../source/http/http.ts'
import { openAlex } from '../source/openalex/openalex.ts'
import { normaliseOpenalexWork } from './openalex-work.ts'

const work = {
  id: 'https://openalex.org/W123', asked: '10.5555/owls.1', display_name: 'Counting <i>owls</i>', publication_date: '2026-02-03', cited_by_count: 4, is_retracted: false,
  authorships: [{ author: { display_name: 'Ada Example' }, raw_affiliation_strings: ['Institute of Owls'] }, { author: null, raw_author_name: 'Ben Finch' }, 7],
  abstract_inverted_index: { Abstract: [0], We: [1], count: [2, 4], 'owls,': [3], twice: [5] },
  primary_location: { source: { type: 'journal', display_name: 'Owl Studies' } },
}

describe('a work of OpenAlex as a paper', () => {
  it('has title, abstract in order, authors, date and venue, and the DOI that was asked for alone', () => {
    expect(normaliseOpenalexWork({ ...work, doi: 'https://doi.org/10.5555/another' })).toEqual({
      source: 'openalex', sourceKey: 'work:W123', title: 'Counting owls', abstract: 'We count owls, count twice', authors: [{ name: 'Ada Example', affiliation: 'Institute of Owls' }, { name: 'Ben Finch' }],
      identifiers: [{ scheme: 'doi', value: '10.5555/owls.1' }], categories: [], keywords: [], versions: [], links: [], days: [], published: '2026-02-03', venue: 'Owl Studies', citations: 4,
    })
  })

  it('has only the year where OpenAlex says the first of January, and is withdrawn where it was retracted', () => {
    expect(normaliseOpenalexWork({ ...work, publication_date: '2026-01-01', is_retracted: true })).toMatchObject({ published: '2026', withdrawn: true })
    expect(normaliseOpenalexWork({ ...work, publication_date: null, publication_year: 2025 }).published).toBe('2025')
  })

  it.each([
    [{ id: 'x' }, 'The field id is not that of a work of OpenAlex.'],
    [{ asked: 'x' }, 'The work has no DOI.'],
    [{ display_name: null }, 'The paper has no title.'],
  ])('is refused for %j', (more, message) => expect(() => normaliseOpenalexWork({ ...work, ...more })).toThrow(message))

  it('has no abstract where the places mean nothing', () => {
    for (const index of [null, [], 7, { a: 'b' }, { a: [-1, 0.5, 1e9, '1', null] }]) expect(normaliseOpenalexWork({ ...work, abstract_inverted_index: index }).abstract).toBe('')
  })

  it('is a record or a sentence, whatever comes', () => {
    const any = fc.jsonValue({ maxDepth: 3 })
    fc.assert(fc.property(fc.record({ abstract_inverted_index: fc.oneof(any, fc.dictionary(fc.string(), any)), authorships: any, publication_date: any, primary_location: any, cited_by_count: any, display_name: fc.oneof(fc.constant('A title'), any) }, { requiredKeys: [] }), (more) => {
      let record: PaperRecord
      try {
        record = normaliseOpenalexWork({ ...work, ...more })
      } catch (error) {
        expect((error as { code?: string }).code).toBe('bad-input')
        return
      }
      expect(PaperRecord.safeParse(record).success).toBe(true)
    }), { numRuns: 500 })
  })
})

describe('asking for one work', () => {
  const service = openAlex({ base: 'https://api.example.net/', contact: 'me@example.net', key: 'k' })

  it('goes to the address of its DOI alone, and says where it lies at arXiv', async () => {
    const http = fakeHttp(() => JSON.stringify({ ...work, asked: undefined, locations: [{ landing_page_url: 'https://arxiv.org/abs/3103.00001v2' }, { landing_page_url: 'http://arxiv.org/abs/3103.00001' }] }))
    const raw = await service.work('10.5555/owls?a#b.1', http)
    expect(http.asked.map(({ pathname, searchParams }) => [pathname, searchParams.get('mailto'), searchParams.get('api_key')])).toEqual([['/works/doi:10.5555/owls%3Fa%23b.1', 'me@example.net', 'k']])
    expect(raw).toMatchObject({ shape: 'openalex-work', value: { asked: '10.5555/owls?a#b.1', arxiv: '3103.00001' } })
  })

  it('names no arXiv id where it lies under several', async () => {
    const http = fakeHttp(() => JSON.stringify({ ...work, locations: [{ landing_page_url: 'https://arxiv.org/abs/3103.00001' }, { landing_page_url: 'https://arxiv.org/abs/3103.00002' }] }))
    expect((await service.work('10.5555/owls.1', http))?.value).toMatchObject({ arxiv: undefined })
  })

  it('answers nothing for a DOI that is not known, and for one that would lead elsewhere on the service without asking', async () => {
    const http = fakeHttp(() => undefined)
    expect(await service.work('10.5555/none', http)).toBeUndefined()
    expect(await service.work('10.5555/../../authors', http)).toBeUndefined()
    expect(http.asked).toHaveLength(1)
    await expect(service.work('10.5555/x', fakeHttp(() => new SourceTrouble('busy', 'Busy.', { status: 429 })))).rejects.toMatchObject({ kind: 'busy' })
  })
})
