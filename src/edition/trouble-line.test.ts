import { describe, expect, test } from 'vitest'
import { DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { fromNow } from './from-now.ts'
import { troubleLine } from './trouble-line.ts'

// 06:22 in New York, in winter
const NOW = Date.parse('2026-11-19T11:22:00Z')
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString()

const status = (key: string, label: string, since?: number, next?: number): SourceStatus => ({
  key, label,
  trouble: since === undefined ? undefined : { since: ago(since), sentence: 'No answer.' },
  nextAt: next === undefined ? undefined : ago(-next),
})
const line = (statuses: SourceStatus[], fetching = true): string | undefined =>
  troubleLine({ chosen: { ...DEFAULT_SOURCES, biorxiv: ['all'], medrxiv: ['all'], openalex: true }, statuses, fetching }, NOW)

describe('the line of trouble', () => {
  test('is not there without trouble, nor for what is not chosen', () => {
    expect(line([])).toBeUndefined()
    expect(line([status('arxiv', 'arXiv', undefined, 10)])).toBeUndefined()
    expect(line([status('acl', 'ACL Anthology', 10)])).toBeUndefined()
    expect(troubleLine({ chosen: undefined, statuses: [status('arxiv', 'arXiv', 10)], fetching: true }, NOW)).toBeUndefined()
  })

  test.each<[string, SourceStatus[], string]>([
    ['one source', [status('arxiv', 'arXiv', 12, 18)], 'arXiv has not answered since 06:10 (New York); next try at 06:40.'],
    ['one that is due', [status('arxiv', 'arXiv', 12, 0)], 'arXiv has not answered since 06:10 (New York); it is being tried again.'],
    ['no word of a next try', [status('arxiv', 'arXiv', 12)], 'arXiv has not answered since 06:10 (New York).'],
    ['two, the longest first', [status('arxiv', 'arXiv', 12, 18), status('huggingface', 'Hugging Face', 22, 8)], 'Hugging Face has not answered since 06:00 (New York), arXiv not since 06:10; next try at 06:30.'],
    [
      'five',
      [status('arxiv', 'arXiv', 12), status('huggingface', 'Hugging Face', 13), status('biorxiv', 'bioRxiv', 14), status('medrxiv', 'medRxiv', 15), status('openalex', 'OpenAlex', 16)],
      'OpenAlex has not answered since 06:06 (New York), medRxiv not since 06:07, bioRxiv not since 06:08, 2 more sources not either.',
    ],
  ])('%s', (_, statuses, said) => {
    expect(line(statuses)).toBe(said)
  })

  test('does not say of a source that answers in part that it does not answer', () => {
    const partly = { ...status('arxiv', 'arXiv', 12, 18), okAt: ago(2) }
    expect(line([partly])).toBe('arXiv has answered only in part since 06:10 (New York); next try at 06:40.')
    expect(line([partly, status('huggingface', 'Hugging Face', 22)], false)).toBe('Hugging Face has not answered since 06:00 (New York), arXiv only in part since 06:10.')
  })

  test('promises no next try where nothing fetches', () => {
    expect(line([status('arxiv', 'arXiv', 12, 18)], false)).toBe('arXiv has not answered since 06:10 (New York).')
  })

  test('says nothing again that the ledger line beside it says', () => {
    const statuses = [status('arxiv', 'arXiv', 12, 18), status('huggingface', 'Hugging Face', 22, 8)]
    const chosen = { chosen: DEFAULT_SOURCES, statuses, fetching: true }
    // As a day's line words it; day-line.test.ts holds that line to these words.
    expect(troubleLine(chosen, NOW, 'arXiv not fetched yet · arXiv out of reach since 06:10')).toBe('Hugging Face has not answered since 06:00 (New York); next try at 06:30.')
    expect(troubleLine({ ...chosen, statuses: statuses.slice(0, 1) }, NOW, 'arXiv out of reach since 06:10')).toBeUndefined()
  })

  test('names the day where it was another one in New York', () => {
    expect(line([status('arxiv', 'arXiv', 12 * 60)])).toMatch(/^arXiv has not answered since 18:22 on 18 November \(New York\)\.$/)
  })
})

test.each([
  [0, 'just now'],
  [0.5, 'just now'],
  [-0.5, 'in less than a minute'],
  [-1, 'in 1 minute'],
  [-12, 'in 12 minutes'],
  [89, '89 minutes ago'],
  [91, '2 hours ago'],
  [35 * 60, '35 hours ago'],
  [48 * 60, '2 days ago'],
  [-5000 * 1440, 'in 5,000 days'],
])('%d minutes back is %s', (minutes, said) => {
  expect(fromNow(ago(minutes), NOW)).toBe(said)
})
