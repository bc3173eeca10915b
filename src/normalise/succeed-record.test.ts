import { describe, expect, it } from 'vitest'
import { PaperRecord } from '../paper/paper.ts'
import { succeedRecord } from './succeed-record.ts'

const told = (part: Record<string, unknown>, hash = 'new') => ({
  record: PaperRecord.parse({ source: 'arxiv', sourceKey: '2401.00001', title: 'On lanterns', identifiers: [{ scheme: 'arxiv', value: '2401.00001' }], ...part }),
  hash,
})
const whole = {
  abstract: 'Lanterns are weighed.',
  identifiers: [{ scheme: 'arxiv', value: '2401.00001' }, { scheme: 'doi', value: '10.5555/1' }],
  categories: ['cs.LG', 'stat.ML'],
  versions: [{ number: 1, submittedAt: '2024-01-01' }, { number: 2, submittedAt: '2024-02-01' }],
  comment: '10 pages',
  journalRef: 'Lamps 3',
}

describe('succeedRecord', () => {
  it('lets the last word count and keeps what a thinner format does not say', () => {
    const { record, hash } = succeedRecord(told({ title: 'On brass lanterns', categories: ['cs.LG'] }), told(whole, 'old'))
    expect(record).toEqual({ ...told(whole).record, title: 'On brass lanterns', categories: ['cs.LG'] })
    expect(hash).toBe('new')
  })
  it('lets no older version take back a newer one, and learns from it all the same', () => {
    const older = told({ title: 'Old', comment: '4 pages', licence: 'CC0', versions: [{ number: 1, submittedAt: '2024-01-01T10:00:00Z' }] })
    const { record, hash } = succeedRecord(older, told({ ...whole, versions: [{ number: 2 }] }, 'old'))
    expect(record).toMatchObject({ title: 'On lanterns', comment: '10 pages', licence: 'CC0', versions: [{ number: 1, submittedAt: '2024-01-01T10:00:00Z' }, { number: 2 }] })
    expect(hash).toBe('old')
  })
  it('does not keep a paper withdrawn that is no longer', () => {
    expect(succeedRecord(told({}), told({ withdrawn: true }, 'old')).record.withdrawn).toBeUndefined()
  })
  it('gathers a preprint of bioRxiv from its versions, whichever comes first', () => {
    const version = (number: number, part: object, hash: string) => told({ source: 'biorxiv', sourceKey: '10.1101/2', identifiers: [{ scheme: 'doi', value: '10.1101/2' }], versions: [{ number, submittedAt: `2024-0${number}-10` }], ...part }, hash)
    const first = version(1, { published: '2024-01-10', days: [{ day: '2024-01-10' }] }, 'one')
    const second = version(2, { title: 'On lanterns, revised', published: '2024-01-08', updated: '2024-02-10' }, 'two')
    const whole = { title: 'On lanterns, revised', published: '2024-01-10', updated: '2024-02-10', days: first.record.days, versions: [{ number: 1, submittedAt: '2024-01-10' }, { number: 2, submittedAt: '2024-02-10' }] }
    expect(succeedRecord(second, first)).toMatchObject({ record: whole, hash: 'two' })
    expect(succeedRecord(first, second)).toMatchObject({ record: whole, hash: 'two' })
    const third = version(3, { published: '2024-01-08', updated: '2024-03-10' }, 'three')
    expect(succeedRecord(third, succeedRecord(first, second)).record).toMatchObject({ published: '2024-01-10', days: first.record.days })
  })
  it('takes other sources at their last word', () => {
    const held = told({ ...whole, source: 'bibliography' }, 'old')
    expect(succeedRecord(told({ source: 'bibliography' }), held)).toEqual(told({ source: 'bibliography' }))
  })
})
