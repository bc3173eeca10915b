/** The samples are made up after the documented format of https://api.biorxiv.org; none of their preprints exists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mutatedBytes } from '../mutated-bytes.test-helper.ts'
import { fakeHttp, readPages } from '../fake-http.test-helper.ts'
import { SourceTrouble } from '../http/http.ts'
import { biorxivSource } from './biorxiv.ts'
import { subjectKey } from './subject-key.ts'

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'samples', name))
const base = 'https://api.example.org/'
const source = (subjects: string[] = ['all'], server: 'biorxiv' | 'medrxiv' = 'biorxiv') => biorxivSource({ server, subjects, base })
const ask = { from: '2026-01-05', to: '2026-01-06', cursor: undefined, memory: undefined }
const answering = (body: string | Buffer) => fakeHttp(() => body)
const dois = (pages: readonly { records: readonly { value: unknown }[] }[]) => pages.flatMap(({ records }) => records.map(({ value }) => (value as { doi: string }).doi.split('/')[1]))
const served = () => fakeHttp((url) => (url.pathname.endsWith('/0/json') ? sample('details-page-1.json') : url.pathname.endsWith('/3/json') ? sample('details-page-2.json') : sample('details-none.json')))

it('says what it is', () => {
  expect(source()).toMatchObject({ key: 'biorxiv', label: 'bioRxiv', service: 'biorxiv' })
  expect(source(['all'], 'medrxiv')).toMatchObject({ key: 'medrxiv', label: 'medRxiv', service: 'biorxiv' })
})

it('reads a span of days page by page, total as text and as a number', async () => {
  const http = served()
  const pages = await readPages(source(), http, { from: '2026-01-05', to: '2026-01-06' })
  expect(http.asked.map(({ href }) => href)).toEqual(['https://api.example.org/details/biorxiv/2026-01-05/2026-01-06/0/json', 'https://api.example.org/details/biorxiv/2026-01-05/2026-01-06/3/json'])
  expect(dois(pages)).toEqual(['2026.01.02.999001', '2025.12.01.999002', '2026.01.03.999003', '2026.01.04.999004', '999005'])
  expect(pages.map(({ progress }) => progress)).toEqual([0.6, 1])
  expect(pages[1]!.records.map(({ shape, line, file }) => [shape, line, file])).toEqual([['biorxiv', 4, http.asked[1]!.href], ['biorxiv', 5, http.asked[1]!.href]])
})

it('names the server in each record, whatever the entry says', async () => {
  const pages = await readPages(source(['infectious diseases'], 'medrxiv'), answering(sample('details-medrxiv.json')))
  expect(pages[0]!.records[0]!.value).toMatchObject({ server: 'medRxiv' })
})

describe('subjects', () => {
  it.each([
    [['Neuroscience', 'cell_biology'], '', ['2026.01.02.999001', '2025.12.01.999002', '999005']],
    [['CELL BIOLOGY'], '?category=cell_biology', ['2025.12.01.999002']],
    [['bioengineering'], '?category=bioengineering', ['2026.01.03.999003']],
    [['ecology', 'all'], '', ['2026.01.02.999001', '2025.12.01.999002', '2026.01.03.999003', '2026.01.04.999004', '999005']],
    [[], '', ['2026.01.02.999001', '2025.12.01.999002', '2026.01.03.999003', '2026.01.04.999004', '999005']],
    [['HIV/AIDS'], '', []],
    [['///'], '', []],
  ])('of %j asks “%s” and keeps %j', async (subjects, query, kept) => {
    const http = served()
    expect(dois(await readPages(source(subjects), http))).toEqual(kept)
    expect(http.asked[0]!.search).toBe(query)
  })
  it('begin anew when others were chosen in the midst of a reading', async () => {
    const http = served()
    const { next } = await source(['ecology', 'neuroscience']).page(http, ask)
    await source(['neuroscience', 'Ecology']).page(http, { ...ask, cursor: next })
    await source(['neuroscience']).page(http, { ...ask, cursor: next })
    await source().page(http, { ...ask, cursor: next })
    expect(http.asked.map(({ pathname }) => pathname.split('/').at(-2))).toEqual(['0', '3', '0', '0'])
  })
  it('reject a post that names none, when some are chosen', async () => {
    const http = answering(JSON.stringify({ messages: [{ status: 'ok', total: 2 }], collection: [{ doi: '10.1/1' }, { doi: '10.1/2', category: 'Ecology' }] }))
    const page = await source(['ecology']).page(http, ask)
    expect(page).toMatchObject({ records: [{ line: 2 }], rejected: [{ line: 1, reason: 'The post names no subject area.' }] })
  })
  it.each([['Cell Biology', 'cell-biology'], ['  HIV/AIDS ', 'hiv-aids'], ['genetic_and_genomic-medicine', 'genetic-and-genomic-medicine'], ['', '']])('%j is %s', (text, key) => {
    expect(subjectKey(text)).toBe(key)
  })
})

it.each(['no posts found', 'No articles found for this interval', 'No papers found', 'no results'])('takes “%s” for an empty span', async (status) => {
  const page = await source().page(answering(JSON.stringify({ messages: [{ status }], collection: [] })), ask)
  expect(page).toEqual({ records: [], rejected: [], next: undefined, progress: 1 })
  expect((await source().page(answering(JSON.stringify({ messages: [{ status }] })), ask)).records).toEqual([])
})

it.each([
  ['pages that change their size', [30, 30, 10, 1, 29], 100],
  ['pages of a hundred', [100, 100, 3], 203],
  ['a list that says no total', [30, 30, 5], undefined],
])('reads %s', async (_, sizes, total) => {
  const starts = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, one) => sum + one, 0))
  const http = fakeHttp(({ pathname }) => {
    const at = Number(/\/(\d+)\/json$/.exec(pathname)![1])
    const size = sizes[starts.indexOf(at)] ?? 0
    return JSON.stringify({ messages: [{ status: 'ok', cursor: String(at), ...(total === undefined ? {} : { total: String(total) }) }], collection: Array.from({ length: size }, (_, place) => ({ doi: `10.1101/${at + place}` })) })
  })
  expect(dois(await readPages(source(), http)).map(Number)).toEqual(Array.from({ length: sizes.reduce((sum, one) => sum + one, 0) }, (_, number) => number))
})

it.each([
  ['an error page', '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>', 'broken', 'bioRxiv answered with a web page instead of its list.'],
  ['cut JSON', sample('details-page-1.json').subarray(0, 900), 'cut', 'The answer of bioRxiv broke off.'],
  ['nothing', '  \n', 'broken', 'bioRxiv answered with nothing.'],
  ['a list', '[]', 'broken', 'The answer of bioRxiv is not the object that it should be.'],
  ['an object without posts', '{}', 'broken', 'The answer of bioRxiv has no list of posts.'],
  ['another status', '{"messages":[{"status":"Error: database is away"}],"collection":[]}', 'broken', 'bioRxiv answered “Error: database is away”.'],
  ['fewer than it says', '{"messages":[{"status":"ok","total":"12"}],"collection":[]}', 'broken', 'bioRxiv says that there are 12 entries but gave none after the first 0.'],
  ['text that is no JSON', 'Too many connections', 'broken', 'The answer of bioRxiv cannot be read: it is not JSON.'],
])('says what is wrong with %s', async (_, body, kind, sentence) => {
  const trouble = await source().page(answering(body), ask).then(() => undefined, (error: unknown) => error)
  expect(trouble).toBeInstanceOf(SourceTrouble)
  expect(trouble).toMatchObject({ kind, message: sentence })
})

it('hands on the trouble of the way there', async () => {
  const busy = new SourceTrouble('busy', 'bioRxiv is busy.', { status: 429, retryAt: 17 })
  await expect(source().page(fakeHttp(() => busy), ask)).rejects.toBe(busy)
})

it('rejects entries that are none and goes on', async () => {
  const page = await source().page(answering(JSON.stringify({ messages: [{ status: 'ok', total: 3 }], collection: [null, 'x', { doi: '10.1/3' }] })), ask)
  expect(page.records.map(({ line }) => line)).toEqual([3])
  expect(page.rejected.map(({ line, reason }) => [line, reason])).toEqual([[1, 'The entry is not an object.'], [2, 'The entry is not an object.']])
  expect(page.next).toBeUndefined()
})

it('takes a page of too many in parts', async () => {
  const http = answering(JSON.stringify({ messages: [{ status: 'ok', total: 9000 }], collection: Array.from({ length: 9000 }, () => ({})) }))
  expect(await source().page(http, ask)).toMatchObject({ records: { length: 2000 }, next: { at: 2000, total: 9000, asked: 'all' } })
})

describe('whatever comes', () => {
  const page = sample('details-page-1.json')
  const readable = async (body: Buffer | string): Promise<void> => {
    try {
      const { records, rejected } = await source(['neuroscience', 'ecology']).page(answering(body), ask)
      expect(records.length + rejected.length).toBeLessThanOrEqual(2000)
      for (const { reason } of rejected) expect(reason.length).toBeLessThan(300)
    } catch (error) {
      if (!(error instanceof SourceTrouble)) throw error
      expect(error.message.length).toBeLessThan(400)
    }
  }
  it('is a page or a trouble: damaged bytes', async () => {
    await fc.assert(fc.asyncProperty(mutatedBytes(page), readable), { numRuns: 500 })
  })
  it('is a page or a trouble: any value in place of the answer, the message, the list or an entry', async () => {
    const any = fc.jsonValue({ maxDepth: 4 })
    const answer = fc.oneof(any, fc.record({ messages: fc.oneof(any, fc.array(fc.record({ status: fc.oneof(any, fc.constant('ok')), total: any, cursor: any }))), collection: fc.oneof(any, fc.array(fc.oneof(any, fc.record({ doi: any, category: fc.oneof(any, fc.constant('Ecology')) })))) }))
    await fc.assert(fc.asyncProperty(answer, async (value) => readable(JSON.stringify(value))), { numRuns: 500 })
  })
})
