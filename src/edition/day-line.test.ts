import { describe, expect, test } from 'vitest'
import { DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import type { LedgerRow } from '../paper/ledger.ts'
import type { SourceName } from '../paper/paper.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { figuresOf } from './day-ledger.ts'
import { dayLine } from './day-line.ts'
import { madeUpIds, madeUpRow, madeUpTerms } from './made-up-ledger.test-helper.ts'

interface Case {
  day: string
  now: string
  rows?: readonly LedgerRow[]
  statuses?: readonly SourceStatus[]
  deferrals?: readonly string[]
  counts?: readonly { source: SourceName; papers: number }[]
  estimated?: boolean
  arxiv?: readonly string[]
  huggingface?: boolean
}

function line({ day, now, rows = [], statuses, deferrals, counts = [], estimated, arxiv = ['cs.LG', 'cs.CL'], huggingface = true }: Case): string {
  const terms = madeUpTerms({ now, statuses: statuses ?? [], deferrals: deferrals ?? [], chosen: { ...DEFAULT_SOURCES, arxiv: [...arxiv], huggingface } })
  return dayLine(figuresOf(day, rows, terms), { ...terms, counts, estimated })
}

// Tuesday 17 November 2026: announced on Monday at 20:00, 01:00 UTC; over at 05:00 UTC of the 18th.
const day = '2026-11-17'
const seen = { feed: '2026-11-17T05:10:00Z', oai: '2026-11-17T03:40:00Z' }
const over = '2026-11-18T12:00:00Z'
const whole = (): LedgerRow[] => [
  madeUpRow({ day, category: 'cs.LG', expected: madeUpIds(200) }, seen),
  madeUpRow({ day, category: 'cs.CL', expected: madeUpIds(60, 179) }, seen),
  madeUpRow({ day, category: '', source: 'huggingface', expected: madeUpIds(31) }, { list: '2026-11-18T06:00:00Z' }),
]

describe('the line of a day', () => {
  test('complete: a paper in two categories counts once', () => {
    expect(line({ day, now: over, rows: whole() })).toBe('239 of 239 arXiv papers · 31 of 31 Daily Papers · complete')
  })

  test('a category that is stale, and when it is looked for again', () => {
    const rows = [whole()[0]!, madeUpRow({ day, category: 'cs.CL', expected: madeUpIds(10, 195), trouble: 'the feed still shows the papers of 2026-11-16' }, { oai: '2026-11-17T03:40:00Z' }), whole()[2]!]
    const statuses = [{ key: 'arxiv', label: 'arXiv', nextAt: '2026-11-17T19:20:00Z' }]
    expect(line({ day, now: '2026-11-17T18:50:00Z', rows, statuses })).toBe(
      '205 of 205 arXiv papers · 31 of 31 Daily Papers · cs.CL: the feed still shows the papers of 16 November · looked for again at 14:20, New York time',
    )
  })

  test('missing papers; the next attempt is past, so the last one is said', () => {
    const rows = [madeUpRow({ day, category: 'cs.LG', expected: madeUpIds(239), missing: madeUpIds(27) }, seen)]
    expect(line({ day, now: over, rows, arxiv: ['cs.LG'], huggingface: false, statuses: [{ key: 'arxiv', label: 'arXiv', nextAt: '2026-11-18T11:00:00Z' }] })).toBe(
      '212 of 239 arXiv papers · last looked for at 00:10 on 17 November, New York time',
    )
  })

  test('a service out of reach', () => {
    const statuses = [{ key: 'arxiv', label: 'arXiv', trouble: { since: '2026-11-17T06:00:00Z', sentence: 'no connection' }, nextAt: '2026-11-17T19:20:00Z' }]
    expect(line({ day, now: '2026-11-17T18:50:00Z', rows: [whole()[2]!], statuses })).toBe(
      '31 of 31 Daily Papers · arXiv not fetched yet · arXiv out of reach since 01:00 · looked for again at 14:20, New York time',
    )
  })

  test('a service of which one list fails is not out of reach', () => {
    const statuses = [{ key: 'arxiv', label: 'arXiv', okAt: '2026-11-17T18:00:00Z', trouble: { since: '2026-11-17T06:00:00Z', sentence: 'no connection' }, nextAt: '2026-11-17T19:20:00Z' }]
    expect(line({ day, now: '2026-11-17T18:50:00Z', rows: [whole()[2]!], statuses })).toBe('31 of 31 Daily Papers · arXiv not fetched yet · looked for again at 14:20, New York time')
  })

  test('a day of the week with which an instance begins is looked for', () => {
    const statuses = [{ key: 'arxiv', label: 'arXiv', trouble: { since: '2026-11-17T06:00:00Z', sentence: 'no connection' }, nextAt: '2026-11-17T19:20:00Z' }]
    expect(line({ day: '2026-11-11', now: '2026-11-17T18:50:00Z', statuses, huggingface: false })).toBe('arXiv not fetched yet · arXiv out of reach since 01:00 · looked for again at 14:20, New York time')
  })

  test('an old day that nobody asked for is not promised', () => {
    const statuses = [{ key: 'arxiv', label: 'arXiv', trouble: { since: '2026-11-17T06:00:00Z', sentence: 'no connection' }, nextAt: '2026-11-17T19:20:00Z' }]
    expect(line({ day: '2026-11-10', now: '2026-11-17T18:50:00Z', statuses })).toBe('arXiv and Daily Papers not fetched yet')
  })

  test('a category that was chosen later', () => {
    expect(line({ day, now: over, rows: whole(), arxiv: ['cs.LG', 'cs.CL', 'cs.RO'] })).toBe('239 of 239 arXiv papers · 31 of 31 Daily Papers · cs.RO not fetched yet')
  })

  test('the day itself: all that was named is held, and the list goes on growing', () => {
    const rows = [whole()[0]!, whole()[1]!, madeUpRow({ day, source: 'huggingface', category: '', expected: madeUpIds(9) }, { list: '2026-11-17T15:00:00Z' })]
    expect(line({ day, now: '2026-11-17T15:30:00Z', rows })).toBe('239 of 239 arXiv papers · Daily Papers: 9 so far · not yet confirmed')
    expect(line({ day, now: over, rows })).toBe('239 of 239 arXiv papers · 9 of 9 Daily Papers · not yet confirmed')
  })

  test('to come', () => {
    expect(line({ day: '2026-11-19', now: '2026-11-17T15:00:00Z' })).toBe('arXiv announces this day’s papers on Wednesday, 18 November at 20:00 New York time')
    expect(line({ day: '2026-11-18', now: '2026-11-17T15:00:00Z' })).toBe('arXiv announces this day’s papers today at 20:00 New York time')
  })

  test('after 20:00 in New York the next day’s papers are there, its Daily Papers are not', () => {
    const rows = [madeUpRow({ day: '2026-11-18', category: 'cs.LG', expected: madeUpIds(5) }, { feed: '2026-11-18T02:00:00Z' })]
    expect(line({ day: '2026-11-18', now: '2026-11-18T02:30:00Z', rows, arxiv: ['cs.LG'] })).toBe('5 of 5 arXiv papers · Daily Papers to come · not yet confirmed')
  })

  test('a quiet day', () => {
    const rows = [madeUpRow({ day, category: 'cs.LG' }, seen), madeUpRow({ day, source: 'huggingface', category: '' }, { list: '2026-11-18T06:00:00Z' })]
    expect(line({ day, now: over, rows, arxiv: ['cs.LG'] })).toBe('No arXiv papers · no Daily Papers · complete')
  })

  test('a holiday: on its day, before and after, and the day before', () => {
    expect(line({ day: '2026-11-27', now: '2026-11-27T15:00:00Z', huggingface: false })).toBe('No arXiv announcement for today (Thanksgiving, 26 November)')
    expect(line({ day: '2026-11-27', now: '2026-11-30T15:00:00Z', huggingface: false })).toBe('No arXiv announcement for this day (Thanksgiving, 26 November)')
    const rows = [madeUpRow({ day: '2026-11-26', category: 'cs.LG', expected: madeUpIds(1) }, { feed: '2026-11-26T05:10:00Z', oai: '2026-11-26T03:40:00Z' })]
    expect(line({ day: '2026-11-26', now: '2026-11-26T15:00:00Z', rows, arxiv: ['cs.LG'], huggingface: false })).toBe(
      '1 of 1 arXiv papers · complete · no arXiv announcement for tomorrow (Thanksgiving, 26 November)',
    )
  })

  test('a weekend and a deferral', () => {
    const list = madeUpRow({ day: '2026-11-21', source: 'huggingface', category: '', expected: madeUpIds(2) }, { list: '2026-11-22T06:00:00Z' })
    expect(line({ day: '2026-11-21', now: '2026-11-22T15:00:00Z', rows: [list] })).toBe('No arXiv announcement for Saturdays and Sundays · 2 of 2 Daily Papers · complete')
    expect(line({ day, now: over, deferrals: [day], huggingface: false })).toBe('No arXiv announcement for this day (deferred)')
  })

  test('papers dated by submission stand there without a ledger', () => {
    expect(line({ day: '2026-03-03', now: over, counts: [{ source: 'arxiv', papers: 1200 }, { source: 'pages', papers: 2 }], estimated: true })).toBe(
      'arXiv 1,200, dated by submission · saved pages 2 · arXiv and Daily Papers not fetched yet',
    )
  })

  test('says no more than it knows of rows that were chosen away', () => {
    const terms = madeUpTerms({ now: over })
    expect(figuresOf(day, [madeUpRow({ day, category: 'hep-th', expected: madeUpIds(3) })], terms).parts.map(({ category }) => category)).toEqual(['cs.LG', 'cs.CL', ''])
    const none = madeUpTerms({ now: over, chosen: undefined })
    expect(figuresOf(day, [madeUpRow({ day, category: 'hep-th', expected: madeUpIds(3) })], none)).toMatchObject({ parts: [{ category: 'hep-th' }], arxiv: { expected: 3 } })
    expect(figuresOf(day, [], none)).toMatchObject({ parts: [], arxiv: undefined, state: 'none' })
  })
})
