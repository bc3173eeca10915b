import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import { feedKey } from '../source/feed/feed-key.ts'
import type { Store } from '../store/store.ts'
import { publicSources } from './public-sources.ts'
import { sourceRows } from './source-rows.ts'
import { sourcesEdition } from './sources.ts'

/** The two settings that are read, in a store that has nothing else. */
function storeOf(chosen: unknown, under: Readonly<Record<string, unknown>>): Store {
  return { setting: async () => chosen, settingsUnder: async () => under } as unknown as Store
}

const OK = { key: 'arxiv', label: 'arXiv', triedAt: '2026-11-19T11:20:00.000Z', okAt: '2026-11-19T11:20:00.000Z', nextAt: '2026-11-19T11:50:00.000Z' }

test('a choice and its statuses are read as they were kept, arXiv first', async () => {
  const trouble = { since: '2026-11-19T10:00:00.000Z', sentence: 'The service answered 503.' }
  const work = { what: 'Backfill of cs.LG', progress: 0.25 }
  const read = await sourcesEdition(storeOf(DEFAULT_SOURCES, { 'status/biorxiv': { label: 'bioRxiv' }, 'status/huggingface': { label: 'Hugging Face', trouble, work }, 'status/arxiv': OK }), true)
  expect(read.chosen).toEqual(DEFAULT_SOURCES)
  expect(read.fetching).toBe(true)
  expect(read.statuses).toEqual([OK, { key: 'huggingface', label: 'Hugging Face', trouble, work }, { key: 'biorxiv', label: 'bioRxiv' }])
})

describe('what makes no sense', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a word', 'cs.LG'],
    ['an unknown category', { ...DEFAULT_SOURCES, arxiv: ['<script>'] }],
    ['a feed that is a script', { ...DEFAULT_SOURCES, feeds: ['javascript:alert(1)'] }],
    ['a contact that would break a header', { ...DEFAULT_SOURCES, contact: 'me@example.org\r\nX-Evil: 1' }],
  ])('%s is no choice', async (_, value) => {
    expect((await sourcesEdition(storeOf(value, {}), false)).chosen).toBeUndefined()
  })

  test('in a status goes, and the rest of it stays', async () => {
    const wild = {
      key: 'other', label: 'a\u0000b\u001b[31m\nc', triedAt: 'yesterday', okAt: '2026-13-45T99:00:00Z', trouble: { since: 12, sentence: 'x' },
      nextAt: '2026-11-19T06:50:00-05:00', work: { what: 'x'.repeat(5000), progress: 7 },
    }
    const { statuses } = await sourcesEdition(storeOf(undefined, { 'status/arxiv': wild, 'status/a': null, 'status/b': [1], 'status/c': 'x', 'status/': OK }), false)
    expect(statuses).toHaveLength(1)
    expect(statuses[0]).toEqual({ key: 'arxiv', label: 'a b [31m c', nextAt: '2026-11-19T11:50:00.000Z', work: { what: `${'x'.repeat(200)}…`, progress: 1 } })
  })

  test('a status without a label is called by its key', async () => {
    expect((await sourcesEdition(storeOf(undefined, { 'status/feed:x': { label: 7 } }), false)).statuses).toEqual([{ key: 'feed:x', label: 'feed:x' }])
  })

  test('never more statuses than any choice makes', async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`status/feed:${i}`, OK]))
    expect((await sourcesEdition(storeOf(undefined, many), false)).statuses).toHaveLength(500)
  })

  test('whatever stands there, every text is one bounded line and every instant is one', async () => {
    const one = fc.oneof(fc.jsonValue(), fc.record({ label: fc.jsonValue(), triedAt: fc.oneof(fc.string(), fc.date().map(String)), trouble: fc.jsonValue(), work: fc.record({ what: fc.string({ unit: 'binary', maxLength: 600 }), progress: fc.double() }) }, { requiredKeys: [] }))
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.dictionary(fc.string().map((name) => `status/${name}`), one, { maxKeys: 5 }), async (chosen, under) => {
        const { statuses } = await sourcesEdition(storeOf(chosen, under), false)
        for (const { label, triedAt, okAt, nextAt, trouble, work } of statuses) {
          for (const text of [label, trouble?.sentence ?? '', work?.what ?? '']) {
            expect(text.length).toBeLessThanOrEqual(501)
            expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u)
          }
          for (const at of [triedAt, okAt, nextAt, trouble?.since]) if (at !== undefined) expect(new Date(at).toISOString()).toBe(at)
          expect(work?.progress ?? 0).toBeGreaterThanOrEqual(0)
          expect(work?.progress ?? 0).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('rows', () => {
  const chosen = { ...DEFAULT_SOURCES, huggingface: false, openreview: ['ICLR.cc/2026/Conference'], feeds: ['https://feeds.example/a'], openalex: true }
  const keys = ['arxiv', 'huggingface', 'openreview:ICLR.cc/2026/Conference', 'openreview:ICLR.cc/2025/Conference', 'feed:https://feeds.example/a', 'feed:https://feeds.example/gone', 'openalex', 'biorxiv']

  test('are of what is chosen, each with its own statuses; what is chosen no more is silent', () => {
    const rows = sourceRows({ chosen, statuses: keys.map((key) => ({ key, label: key })) })
    expect(rows.map(({ kind, statuses }) => [kind, statuses.map(({ key }) => key)])).toEqual([
      ['arxiv', ['arxiv']],
      ['openreview', ['openreview:ICLR.cc/2026/Conference']],
      ['feeds', ['feed:https://feeds.example/a']],
      ['openalex', ['openalex']],
    ])
  })

  test('are none before anything was chosen', () => {
    expect(sourceRows({ chosen: undefined, statuses: [{ key: 'arxiv', label: 'arXiv' }] })).toEqual([])
  })
})

test('what anybody may see has no contact and of addresses only their hosts', () => {
  const secret = 'https://www.feeds.example/private.xml?token=abc'
  const long = `http://long.example/private/${'token'.repeat(100)}`
  const since = OK.triedAt
  const whole = {
    chosen: { ...DEFAULT_SOURCES, contact: 'me@example.org', feeds: [secret, 'https://feeds.example/private', 'https://broken.example:99999/token', long] },
    statuses: [
      { key: feedKey(secret), label: 'feeds.example/private.xml?token=abc', trouble: { since, sentence: `The feed feeds.example/private.xml?token=abc, ${secret}, answered 404.` }, work: { what: 'reading www.feeds.example/private.xml' } },
      { key: feedKey(long), label: long, trouble: { since, sentence: 'No connection.' } },
      { key: feedKey('https://gone.example/token'), label: 'gone.example/token' },
      OK,
    ],
    fetching: true,
  }
  const shown = publicSources(whole)
  expect(JSON.stringify(shown)).not.toMatch(/token|private|me@|gone/)
  expect(shown.statuses.map(({ key, label, trouble }) => [key, label, trouble?.sentence])).toEqual([
    ['arxiv', 'arXiv', undefined],
    ['feed:https://www.feeds.example/', 'www.feeds.example', 'The feed www.feeds.example https://www.feeds.example/ answered 404.'],
    ['feed:http://long.example/', 'long.example', 'No connection.'],
  ])
  // A row still finds its statuses.
  expect(sourceRows(shown).find(({ kind }) => kind === 'feeds')?.statuses).toHaveLength(2)
})
