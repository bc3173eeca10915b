import { expect, it } from 'vitest'
import { PaperRecord } from '../../../paper/paper.ts'
import { takeIn } from '../../take-in.ts'
import { testParts } from '../fetch-parts.test-helper.ts'
import { withdraw } from './withdraw.ts'

const of = (source: 'arxiv' | 'huggingface', id: string, more: object = {}): PaperRecord =>
  PaperRecord.parse({ source, sourceKey: id, title: `Made-up paper ${id}`, abstract: 'It is made up.', authors: [{ name: 'Ada Example' }], identifiers: [{ scheme: 'arxiv', value: id }], ...more })
const day = { day: '2026-03-03', position: 4, upvotes: 9, numComments: 0 }

it('keeps papers whose records are deleted, as withdrawn, with all that is known of them', async () => {
  const { store } = await testParts('2026-03-03T12:00:00Z')
  await takeIn([of('arxiv', '2603.00001', { days: [day], versions: [{ number: 1, submittedAt: '2026-03-02T10:00:00Z' }], categories: ['cs.LG'] }), of('huggingface', '2603.00001', { days: [day], aiSummary: 'Short.' }), of('arxiv', '2603.00002')], store)
  const before = await store.find('2603.00001')
  const days = await store.daysOf(before!.key)
  expect(await store.write((writer) => withdraw(writer, ['2603.00001', '2603.99999']))).toEqual(['2603.00001'])
  expect(await store.find('2603.00001')).toEqual({ ...before, withdrawn: true })
  expect(await store.daysOf(before!.key)).toEqual(days)
  expect((await store.find('2603.00002'))?.withdrawn).toBe(false)
})

it('does it once, and only to papers that arXiv told of', async () => {
  const { store } = await testParts('2026-03-03T12:00:00Z')
  await takeIn([of('arxiv', '2603.00001'), of('huggingface', '2603.00003')], store)
  await store.write((writer) => withdraw(writer, ['2603.00001']))
  const seq = await store.seq()
  expect(await store.write((writer) => withdraw(writer, ['2603.00001', '2603.00003', '2603.77777']))).toEqual([])
  expect(await store.write((writer) => withdraw(writer, []))).toEqual([])
  expect(await store.seq()).toBe(seq)
  expect((await store.find('2603.00003'))?.withdrawn).toBe(false)
})

it('the same deletion told twice on one page is one', async () => {
  const { store } = await testParts('2026-03-03T12:00:00Z')
  await takeIn([of('arxiv', '2603.00001')], store)
  expect(await store.write((writer) => withdraw(writer, ['2603.00001', '2603.00001']))).toEqual(['2603.00001'])
})
