/** The samples are made up after the documented format of OpenReview's API v2 (and v1); none of their notes exists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeHttp, readPages } from '../fake-http.test-helper.ts'
import { SourceTrouble } from '../http/http.ts'
import { mutatedBytes } from '../mutated-bytes.test-helper.ts'
import { openReviewSource } from './openreview.ts'
import { venueLabel } from './venue-label.ts'

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'samples', name))
const VENUE = 'ICLR.cc/2026/Conference'
const source = openReviewSource({ venue: VENUE, base: 'https://api2.example.net/' })
const ask = { from: '2026-01-05', to: '2026-01-06', cursor: undefined, memory: undefined }
const answering = (body: string | Buffer) => fakeHttp(() => body)
const ids = (pages: readonly { records: readonly { value: unknown }[] }[]) => pages.flatMap(({ records }) => records.map(({ value }) => (value as { id: string }).id))

it('says what it is', () => {
  expect(source).toMatchObject({ key: 'openreview:ICLR.cc/2026/Conference', label: 'ICLR 2026 on OpenReview', service: 'openreview' })
})

it.each([
  ['ICLR.cc/2026/Conference', 'ICLR 2026'],
  ['ICLR.cc/2026/Workshop/Tiny_Papers', 'ICLR 2026 Workshop Tiny Papers'],
  ['ICLR.cc/2026/Conference/Withdrawn_Submission', 'ICLR 2026 Conference Withdrawn Submission'],
  ['NeurIPS.cc/2025/Datasets_and_Benchmarks_Track', 'NeurIPS 2025 Datasets and Benchmarks Track'],
  ['thecvf.com/CVPR/2026/Conference', 'CVPR 2026'],
  ['robot-learning.org/CoRL/2025/Conference', 'CoRL 2025'],
  ['TMLR', 'TMLR'],
])('calls %s %s', (venue, label) => {
  expect(venueLabel(venue)).toBe(label)
})

it('reads a venue page by page and leaves out what answers a paper', async () => {
  const http = fakeHttp((url) => sample(url.searchParams.get('offset') === '0' ? 'notes-page-1.json' : 'notes-page-2.json'))
  const pages = await readPages(source, http)
  expect(http.asked.map(({ origin, pathname, searchParams }) => [origin + pathname, Object.fromEntries(searchParams)])).toEqual([
    ['https://api2.example.net/notes', { 'content.venueid': VENUE, sort: 'number:asc', count: 'true', limit: '1000', offset: '0' }],
    ['https://api2.example.net/notes', { 'content.venueid': VENUE, sort: 'number:asc', count: 'true', limit: '1000', offset: '4' }],
  ])
  expect(ids(pages)).toEqual(['AbCdEf1234', 'ZyXwVu9876', 'Deleted001', 'NewStyle05'])
  expect(pages.map(({ progress }) => progress)).toEqual([0.8, 1])
  expect(pages[1]!.records[0]).toMatchObject({ shape: 'openreview', line: 5 })
})

it('reads on until nothing comes where the answer does not say how many there are', async () => {
  const http = fakeHttp((url) => JSON.stringify({ notes: Array.from({ length: Math.max(0, Math.min(1000, 2100 - Number(url.searchParams.get('offset')))) }, (_, place) => ({ id: `note-${place}`, content: {} })) }))
  expect(ids(await readPages(source, http))).toHaveLength(2100)
  expect(http.asked.map(({ searchParams }) => searchParams.get('offset'))).toEqual(['0', '1000', '2000', '2100'])
})

it('goes back where notes left the venue while it was read, so that none is passed over', async () => {
  const all = Array.from({ length: 2500 }, (_, number) => `note-${number}`)
  const http = fakeHttp((url) => {
    const at = Number(url.searchParams.get('offset'))
    if (http.asked.length === 2) all.splice(10, 3)
    return JSON.stringify({ notes: all.slice(at, at + 1000).map((id) => ({ id, content: {} })), count: all.length })
  })
  const read = new Set(ids(await readPages(source, http)))
  expect(all.filter((id) => !read.has(id))).toEqual([])
})

it('knows an empty venue', async () => {
  expect(await source.page(answering('{"notes":[],"count":0}'), ask)).toEqual({ records: [], rejected: [], next: undefined, progress: 1 })
})

it.each([
  ['an error page', '<html><body>Just a moment</body></html>', 'broken', 'OpenReview answered with a web page instead of its list.'],
  ['cut JSON', sample('notes-page-1.json').subarray(0, 2000), 'cut', 'The answer of OpenReview broke off.'],
  ['an error with status 200', '{"name":"TooManyRequestsError","message":"Too many requests"}', 'broken', 'OpenReview answered “Too many requests”.'],
  ['notes that are no list', '{"notes":{}}', 'broken', 'The answer of OpenReview has no list of notes.'],
])('says what is wrong with %s', async (_, body, kind, message) => {
  await expect(source.page(answering(body), ask)).rejects.toMatchObject({ name: 'SourceTrouble', kind, message })
})

it('says what a refusal means, and hands on any other trouble', async () => {
  const refused = new SourceTrouble('refused', 'OpenReview refused (403).', { status: 403 })
  await expect(source.page(fakeHttp(() => refused), ask)).rejects.toMatchObject({ kind: 'refused', status: 403, message: expect.stringContaining('no account') as string })
  const busy = new SourceTrouble('busy', 'OpenReview is busy.', { status: 429, retryAt: 5 })
  await expect(source.page(fakeHttp(() => busy), ask)).rejects.toBe(busy)
})

it('rejects notes that are none and goes on', async () => {
  const page = await source.page(answering(JSON.stringify({ notes: [7, { id: 'x' }, { id: 'y', content: {} }], count: 3 })), ask)
  expect(page.rejected.map(({ line, reason }) => [line, reason])).toEqual([[1, 'The note is not an object.'], [2, 'The note has no content.']])
  expect(page.records.map(({ line }) => line)).toEqual([3])
})

describe('whatever comes', () => {
  const readable = async (body: Buffer | string): Promise<void> => {
    try {
      const { records, rejected } = await source.page(answering(body), ask)
      expect(records.length + rejected.length).toBeLessThanOrEqual(5000)
    } catch (error) {
      if (!(error instanceof SourceTrouble)) throw error
      expect(error.message.length).toBeLessThan(400)
    }
  }
  it('is a page or a trouble: damaged bytes', async () => {
    await fc.assert(fc.asyncProperty(mutatedBytes(sample('notes-page-1.json')), readable), { numRuns: 500 })
  })
  it('is a page or a trouble: any value in place of the answer, the notes or a note', async () => {
    const any = fc.jsonValue({ maxDepth: 4 })
    const answer = fc.oneof(any, fc.record({ notes: fc.oneof(any, fc.array(fc.oneof(any, fc.record({ id: any, replyto: any, content: any })))), count: any }, { requiredKeys: [] }))
    await fc.assert(fc.asyncProperty(answer, async (value) => readable(JSON.stringify(value))), { numRuns: 500 })
  })
})
