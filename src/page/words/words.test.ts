import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weekOf } from '../../tools/dates.ts'
import { authorHref, idPath, paperHref, safeUrl, withQuery } from './addresses.ts'
import { daysOfWeek, longDay, monthOfWeek, shortDate, shortDay, weekStartsOfMonth } from './dates.ts'
import { counted, grouped } from './numbers.ts'
import { sourceLinks } from './source-links.ts'
import { shortened } from './well-formed.ts'

describe('dates', () => {
  test.each([['2024-10-18', '18 Oct 2024'], ['2024-10', 'Oct 2024'], ['2024', '2024'], ['2024-10-18T17:00:00Z', '18 Oct 2024'], ['soon', 'soon'], ['', '']])('%s is written %s', (date, written) => {
    expect(shortDate(date)).toBe(written)
  })
  test('days', () => {
    expect([longDay('2024-02-29'), shortDay('2024-02-29')]).toEqual(['Thursday, 29 February 2024', 'Thu 29 Feb'])
    expect(daysOfWeek('2024-W42')).toEqual(['2024-10-14', '2024-10-15', '2024-10-16', '2024-10-17', '2024-10-18', '2024-10-19', '2024-10-20'])
    expect([monthOfWeek('2024-W40'), monthOfWeek('2025-W01')]).toEqual(['2024-10', '2025-01'])
  })
  test('every day of a month lies in a week that the month links', () => {
    for (let month = 1; month <= 12; month++) {
      const name = `2027-${String(month).padStart(2, '0')}`
      const weeks = new Set(weekStartsOfMonth(name).map(weekOf))
      const days = new Date(Date.UTC(2027, month, 0)).getUTCDate()
      for (let day = 1; day <= days; day++) expect(weeks).toContain(weekOf(`${name}-${String(day).padStart(2, '0')}`))
    }
  })
})

test('numbers', () => {
  expect([grouped(0), grouped(999), grouped(1000), grouped(1234567)]).toEqual(['0', '999', '1,000', '1,234,567'])
  expect([counted(1, 'paper'), counted(2, 'paper')]).toEqual(['1 paper', '2 papers'])
})

describe('addresses', () => {
  test('any id survives its address', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (id) => decodeURIComponent(idPath(id)) === id))
  })
  test('broken Unicode is mended, not thrown', () => {
    expect(paperHref('a\ud800b')).toBe('/papers/a%EF%BF%BDb')
    expect(withQuery('/papers', { q: '\udfff', p: 0, venue: undefined, category: '' })).toBe('/papers?q=%EF%BF%BD&p=0')
    expect(shortened('ab😀', 3)).toBe('ab\ufffd…')
  })
  test('an author’s quotation marks cannot end the phrase', () => {
    expect(authorHref('J. "X" O’Brien')).toBe(`/papers?q=${encodeURIComponent('author:"J. X O’Brien"').replace(/%20/g, '+')}`)
  })
  test.each(['javascript:alert(1)', ' https://x.example', 'data:text/html,x', 'https://', 'http://a b', 'ftp://x.example', '//x.example', 'https://u:p@x.example/', 'java\nscript:x'])('%s is no address for a reader', (url) => {
    expect(safeUrl(url)).toBeUndefined()
  })
  test('whatever is taken is http or https', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => /^https?:\/\//.test(safeUrl(url) ?? 'https://')))
  })
})

describe('sourceLinks', () => {
  const labels = (...args: Parameters<typeof sourceLinks>) => sourceLinks(...args).map(({ label, href }) => `${label} ${href}`)
  test('arXiv with HTML since December 2023', () => {
    expect(labels({ identifiers: [{ scheme: 'arxiv', value: '2403.07691' }], links: [] })).toEqual(['arXiv https://arxiv.org/abs/2403.07691', 'PDF https://arxiv.org/pdf/2403.07691', 'HTML https://arxiv.org/html/2403.07691'])
    expect(labels({ identifiers: [{ scheme: 'arxiv', value: 'cs/9301111' }], links: [] })).toEqual(['arXiv https://arxiv.org/abs/cs/9301111', 'PDF https://arxiv.org/pdf/cs/9301111'])
    expect(labels({ identifiers: [{ scheme: 'arxiv', value: '0704.0001' }], links: [] })).toHaveLength(2)
    expect(labels({ identifiers: [{ scheme: 'arxiv', value: '2403.07691"><b>' }], links: [] })).toEqual([])
  })
  test('each place once, however it is written', () => {
    const links = [
      { kind: 'fulltext' as const, url: 'http://www.arxiv.org/pdf/1706.03762.pdf' },
      { kind: 'abstract' as const, url: 'https://arxiv.org/abs/1706.03762/' },
      { kind: 'code' as const, url: 'https://code.example/x' },
      { kind: 'thumbnail' as const, url: 'https://pictures.example/x.png' },
    ]
    expect(labels({ identifiers: [{ scheme: 'arxiv', value: '1706.03762' }, { scheme: 'doi', value: '10.1234/a b' }], links })).toEqual([
      'arXiv https://arxiv.org/abs/1706.03762', 'PDF https://arxiv.org/pdf/1706.03762', 'DOI https://doi.org/10.1234/a%20b', 'code https://code.example/x',
    ])
  })
})
