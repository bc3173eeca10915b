import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SOURCES, SOURCES_SETTING } from '../paper/chosen-sources.ts'
import type { DayEntry, SourceName } from '../paper/paper.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createEditions } from './create-editions.ts'
import type { Editions } from './edition.ts'
import { completenessWords } from './ledger-days.ts'
import { madeUpDays, madeUpIds, madeUpRow, madeUpTerms } from './made-up-ledger.test-helper.ts'

// Wednesday, 18 November 2026, noon in New York.
let now = Date.parse('2026-11-18T17:00:00Z')
let folder: string
let store: Store
let editions: Editions

beforeEach(async () => {
  now = Date.parse('2026-11-18T17:00:00Z')
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-ledger-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
  editions = createEditions({ store, index: {} as SearchIndex, clock: { now: () => now } })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

let number = 0
async function put(...days: (Partial<DayEntry> & { day: string; source?: SourceName })[]): Promise<void> {
  const id = `2611.${String(number++).padStart(5, '0')}`
  await store.write((writer) => writer.write([{
    key: undefined,
    content: {
      id, title: `Paper ${id}`, abstract: 'Made up.', authors: [], identifiers: [{ scheme: 'arxiv', value: id }], categories: ['cs.LG'], venue: undefined, keywords: [], published: '2026-11-16', updated: undefined,
      versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined, links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: 0,
    },
    titleKey: id, sources: [{ source: 'arxiv', sourceKey: id, hash: id, record: undefined }],
    days: days.map(({ source = 'arxiv', ...entry }) => ({ position: 0, upvotes: 0, numComments: 0, source, ...entry })),
  } as never]))
}
const choose = () => store.setSetting(SOURCES_SETTING, { ...DEFAULT_SOURCES, arxiv: ['cs.LG'] })
const whole = (day: string, count: number) => [
  madeUpRow({ day, expected: madeUpIds(count) }, { oai: `${day}T12:00:00Z`, feed: `${day}T06:00:00Z` }),
  madeUpRow({ day, source: 'huggingface', category: '', expected: madeUpIds(2) }, { list: '2026-11-18T06:00:00Z' }),
]

describe('the ledger over a store', () => {
  test('says the figures of a day on its list, and of its week how many days are complete', async () => {
    await choose()
    await put({ day: '2026-11-16' }, { day: '2026-11-17' })
    await store.saveLedger([...whole('2026-11-16', 7), ...whole('2026-11-17', 5)])
    expect((await editions.day('2026-11-16')).ledger).toBe('7 of 7 arXiv papers · 2 of 2 Daily Papers · complete')
    expect((await editions.day('2026-11-16', { category: 'cs.LG' })).ledger).toBe('1 paper with these filters · 7 of 7 arXiv papers · 2 of 2 Daily Papers · complete')
    expect((await editions.week('2026-W47')).ledger).toBe('1 paper held · arXiv 2 · 2 of 3 days complete so far')
    expect((await editions.week('2026-W47')).days).toHaveLength(7)
    expect((await editions.ledger('2026-11-16', '2026-11-18')).map(({ state }) => state)).toEqual(['complete', 'complete', 'waiting'])
  })

  test('the front page stands on the last day with papers, and says why today has none', async () => {
    await choose()
    await put({ day: '2026-11-17' })
    const front = await editions.front()
    expect([front.subject, front.notes]).toEqual(['2026-11-17', ['Nothing is listed for today, Wednesday, 18 November 2026. arXiv: not fetched yet. Daily Papers: not fetched yet.']])
    // 03:00 UTC of the 18th is still the 17th in New York.
    now = Date.parse('2026-11-18T03:00:00Z')
    expect(await editions.front()).toMatchObject({ subject: '2026-11-17', notes: [] })
  })

  test('an archive without chosen sources is held against nothing', async () => {
    await put({ day: '2026-11-10', estimated: true })
    await put({ day: '2026-11-10', estimated: true })
    expect(await editions.front()).toMatchObject({ subject: '2026-11-10', ledger: '2 papers held · arXiv 2 · dated by submission', notes: [] })
    expect((await editions.week('2026-W46')).ledger).toBe('2 papers held · arXiv 2')
    await choose()
    expect((await editions.day('2026-11-10')).ledger).toBe('arXiv 2, dated by submission · arXiv and Daily Papers not fetched yet')
    expect((await editions.week('2026-W46')).ledger).toBe('2 papers held · arXiv 2 · none of its days fetched yet')
  })

  test('deferrals and statuses come from the settings, and nonsense there is nothing', async () => {
    await choose()
    await store.setSetting('arxiv-deferrals', ['2026-11-18', 7, 'never', null])
    expect((await editions.ledger('2026-11-18', '2026-11-18'))[0]).toMatchObject({ planned: { why: 'deferred' }, line: 'No arXiv announcement for today (deferred) · Daily Papers not fetched yet' })
    await store.setSetting('arxiv-deferrals', { not: 'a list' })
    await store.setSetting('status/arxiv', { key: 'arxiv', label: 'arXiv', trouble: { since: '2026-11-18T10:00:00Z', sentence: 'No connection.' }, nextAt: '2026-11-18T18:00:00Z' })
    await store.setSetting('status/huggingface', 'nonsense')
    expect((await editions.day('2026-11-18')).ledger).toBe('arXiv and Daily Papers not fetched yet · arXiv out of reach since 05:00 · looked for again at 13:00, New York time')
    expect((await editions.day('2026-11-18')).empty).toBe('arXiv has been out of reach since 05:00, New York time (No connection). It is tried again at 13:00, New York time. Daily Papers: not fetched yet.')
  })

  test.each([
    ['2026-11-31', '2026-12-01', /“2026-11-31” is not a day/],
    ['2026-11-01', 'soon', /“soon” is not a day/],
    ['2026-11-02', '2026-11-01', /before it begins/],
    ['2025-01-01', '2026-02-05', /401 days; 400 are allowed/],
  ])('refuses %s to %s', async (from, to, sentence) => {
    await expect(editions.ledger(from, to)).rejects.toThrow(sentence)
  })

  test('takes 400 days', async () => {
    expect(await editions.ledger('2025-01-01', '2026-02-04')).toHaveLength(400)
  })
})

test.each([
  ['2026-11-16', '2026-11-17', [...whole('2026-11-16', 1), ...whole('2026-11-17', 1)], 'all 2 days complete'],
  ['2026-11-16', '2026-11-20', [...whole('2026-11-16', 1), ...whole('2026-11-17', 1)], '2 of 3 days complete so far'],
  ['2026-11-16', '2026-11-17', [], 'none of its days fetched yet'],
  ['2026-11-23', '2026-11-29', [], undefined],
])('%s to %s with %#: %s', (from, to, rows, words) => {
  expect(completenessWords(madeUpDays(from, to, rows, madeUpTerms({ now: '2026-11-18T17:00:00Z', chosen: { ...DEFAULT_SOURCES, arxiv: ['cs.LG'] } })))).toBe(words)
})
