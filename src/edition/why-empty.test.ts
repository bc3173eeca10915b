import { describe, expect, test } from 'vitest'
import type { LedgerRow } from '../paper/ledger.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { spanOf, type SpanKind } from './calendar.ts'
import { madeUpDays, madeUpIds, madeUpRow, madeUpTerms } from './made-up-ledger.test-helper.ts'
import { whyEmpty, type EmptySpan } from './why-empty.ts'

interface Case extends Partial<EmptySpan> {
  kind?: SpanKind
  at: string
  rows?: readonly LedgerRow[]
  deferrals?: readonly string[]
  unchosen?: boolean
  statuses?: readonly SourceStatus[]
}

function why(subject: string, { kind = 'day', at, rows = [], deferrals, unchosen = false, statuses = [], ...part }: Case): string {
  const { from, to } = spanOf(kind, subject)
  const terms = madeUpTerms({ now: at, statuses, deferrals: deferrals ?? [], ...(unchosen ? { chosen: undefined } : {}) })
  const days = madeUpDays(from, to, rows, terms)
  return whyEmpty(kind, subject, { from, to, now: terms.now, first: '2026-01-01', last: '2026-11-10', held: 9, filtered: false, unfiltered: 0, chosen: !unchosen, days, statuses, ...part })
}

const day = '2026-11-17'
const seen = { feed: '2026-11-17T05:10:00Z', oai: '2026-11-17T03:40:00Z' }
const noon = '2026-11-17T17:00:00Z'
const over = '2026-11-18T12:00:00Z'
const listed = (of: string, at: string): LedgerRow => madeUpRow({ day: of, source: 'huggingface', category: '' }, { list: at })

describe('why a day is empty', () => {
  const sentences = {
    weekend: why('2026-11-21', { at: '2026-11-22T15:00:00Z', rows: [listed('2026-11-21', '2026-11-22T06:00:00Z')] }),
    holiday: why('2026-11-27', { at: '2026-11-28T15:00:00Z', rows: [listed('2026-11-27', '2026-11-28T06:00:00Z')] }),
    'holiday to come': why('2026-11-27', { at: '2026-11-17T15:00:00Z' }),
    deferral: why(day, { at: over, deferrals: [day], rows: [listed(day, '2026-11-18T06:00:00Z')] }),
    'to come': why('2026-11-19', { at: noon }),
    'to come tonight': why('2026-11-18', { at: noon }),
    'not fetched': why(day, { at: noon }),
    'not fetched, next look known': why(day, { at: noon, statuses: [{ key: 'arxiv', label: 'arXiv', nextAt: '2026-11-17T17:20:00Z' }] }),
    'out of reach': why(day, {
      at: noon,
      rows: [listed(day, '2026-11-17T16:00:00Z')],
      statuses: [{ key: 'arxiv', label: 'arXiv', trouble: { since: '2026-11-16T09:12:00Z', sentence: 'The network could not be reached.' }, nextAt: '2026-11-17T19:20:00Z' }],
    }),
    'in part': why(day, {
      at: noon,
      rows: [listed(day, '2026-11-17T16:00:00Z')],
      statuses: [{ key: 'arxiv', label: 'arXiv', okAt: '2026-11-17T16:00:00Z', trouble: { since: '2026-11-16T09:12:00Z', sentence: 'The list broke off.' }, nextAt: '2026-11-17T19:20:00Z' }],
    }),
    'an old day': why('2026-11-03', { at: noon, statuses: [{ key: 'arxiv', label: 'arXiv', nextAt: '2026-11-17T19:20:00Z' }] }),
    stale: why(day, { at: noon, rows: ['cs.LG', 'cs.CL'].map((category) => madeUpRow({ day, category, trouble: 'the feed still shows the papers of 2026-11-16' })).concat(listed(day, '2026-11-17T16:00:00Z')) }),
    'named, none held': why(day, { at: noon, rows: [madeUpRow({ day, expected: madeUpIds(4), missing: madeUpIds(4) }, seen), madeUpRow({ day, category: 'cs.CL' }, seen), listed(day, '2026-11-17T16:00:00Z')] }),
    quiet: why(day, { at: over, rows: [madeUpRow({ day }, seen), madeUpRow({ day, category: 'cs.CL' }, seen), listed(day, '2026-11-18T06:00:00Z')] }),
    'nothing so far': why(day, { at: noon, rows: [madeUpRow({ day }, { feed: noon }), madeUpRow({ day, category: 'cs.CL' }, { feed: noon }), listed(day, '2026-11-17T16:00:00Z')] }),
    filters: why(day, { at: noon, filtered: true, unfiltered: 31 }),
    'nothing chosen': why(day, { at: noon, unchosen: true, held: 0, first: undefined, last: undefined }),
    'nothing listed': why(day, { at: noon, unchosen: true, held: 9, first: undefined, last: undefined }),
    'after an archive': why(day, { at: noon, unchosen: true }),
    'before an archive': why('2025-03-03', { at: noon, unchosen: true }),
    'weekend in an archive': why('2026-10-10', { at: noon, unchosen: true }),
    'week to come': why('2026-W52', { kind: 'week', at: noon, unchosen: true }),
    'week not fetched': why('2026-W47', { kind: 'week', at: noon }),
    'quiet week': why('2026-W47', { kind: 'week', at: '2026-11-16T12:00:00Z', rows: [madeUpRow({ day: '2026-11-16' }, { feed: '2026-11-16T06:00:00Z' }), madeUpRow({ day: '2026-11-16', category: 'cs.CL' }, { feed: '2026-11-16T06:00:00Z' }), listed('2026-11-16', '2026-11-16T11:00:00Z')] }),
  }
  test.each(Object.entries({
    weekend: 'A weekend: arXiv announces nothing for Saturdays and Sundays. Daily Papers listed nothing.',
    holiday: 'A holiday: arXiv announced nothing on the evening of 26 November (Thanksgiving). Daily Papers listed nothing.',
    'holiday to come': 'A holiday: arXiv announces nothing on the evening of 26 November (Thanksgiving). Daily Papers: the day has not begun in New York.',
    deferral: 'arXiv put this day’s announcement off. Daily Papers listed nothing.',
    'to come': 'arXiv announces this day’s papers on Wednesday, 18 November at 20:00 New York time. Daily Papers: the day has not begun in New York.',
    'to come tonight': 'arXiv announces this day’s papers today at 20:00 New York time. Daily Papers: the day has not begun in New York.',
    'not fetched': 'arXiv: not fetched yet. Daily Papers: not fetched yet.',
    'not fetched, next look known': 'arXiv: not fetched yet. It is tried again at 12:20, New York time. Daily Papers: not fetched yet.',
    'out of reach': 'arXiv has been out of reach since 04:12 on 16 November, New York time (The network could not be reached). It is tried again at 14:20, New York time. Daily Papers list nothing so far.',
    'in part': 'arXiv has answered only in part since 04:12 on 16 November, New York time (The list broke off). It is tried again at 14:20, New York time. Daily Papers list nothing so far.',
    'an old day': 'This day has not been fetched from arXiv. This day has not been fetched from Daily Papers.',
    stale: 'arXiv: the feed still shows the papers of 16 November. Daily Papers list nothing so far.',
    'named, none held': '4 papers are expected from arXiv, and none is held yet. Daily Papers list nothing so far.',
    quiet: 'A quiet day. arXiv announced nothing in cs.LG and cs.CL. Daily Papers listed nothing.',
    'nothing so far': 'So far arXiv has named no paper for this day. Daily Papers list nothing so far.',
    filters: '31 papers of Tuesday, 17 November 2026 are held, but none passes these filters.',
    'nothing chosen': 'This instance holds no papers yet, and no sources are chosen. Choose them under Sources, or bring papers in with `broadsheet import FILE`.',
    'nothing listed': '9 papers are held, but nothing says on which days they were listed; search finds them.',
    'after an archive': 'The papers held end on 10 November 2026; nothing later has been taken in.',
    'before an archive': 'The papers held begin on 1 January 2026.',
    'weekend in an archive': 'A weekend: new papers are seldom announced on Saturdays and Sundays.',
    'week to come': 'Week 52 of 2026 is still to come.',
    'week not fetched': '2 of the 2 days of this week that are due are not complete, and no paper of them is held.',
    'quiet week': 'No paper was announced on any day of this week.',
  }))('%s', (cause, sentence) => {
    expect(sentences[cause as keyof typeof sentences]).toBe(sentence)
  })

  test('each cause reads differently', () => {
    expect(new Set(Object.values(sentences)).size).toBe(Object.keys(sentences).length)
  })
})
