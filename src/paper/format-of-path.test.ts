import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPage, FORMATS, formatOfPath, inFormat } from './format-of-path.ts'
import { viewOfPath, viewPath } from './view.ts'

describe('formatOfPath', () => {
  it.each([
    ['/papers.atom', '/papers', 'atom'],
    ['/papers/date/2024-10-18.json', '/papers/date/2024-10-18', 'json'],
    ['/papers/2403.07691.csl.json', '/papers/2403.07691', 'csl.json'],
    ['/papers/10.18653/v1/2024.acl-long.1.bib', '/papers/10.18653/v1/2024.acl-long.1', 'bib'],
    ['/papers/2403.07691.md', '/papers/2403.07691', 'md'],
    ['/saved/tag/to%20read.rss', '/saved/tag/to%20read', 'rss'],
  ])('%s', (address, path, format) => expect(formatOfPath(address)).toEqual({ path, format }))

  it.each(['/papers', '/papers/2403.07691', '/papers/2403.07691v2', '/.atom', '/papers/.json', '/papers/..json', '/papers/notes%2Ejson', '/papers/x.JSON', 'papers.atom', ''])('%s is a page', (address) => expect(formatOfPath(address)).toBeUndefined())
})

it('leads back to the page for any path and format', () => {
  fc.assert(fc.property(fc.tuple(fc.webPath(), fc.constantFrom('a', 'a.csl', 'a.json', 'a.bib.json')).map((parts) => `/${parts.join('/')}`), fc.constantFrom(...FORMATS), (path, format) => {
    const page = asPage(path)
    expect(formatOfPath(page)).toBeUndefined()
    expect(decodeURIComponent(page)).toBe(decodeURIComponent(path))
    expect(formatOfPath(inFormat(page, format))).toEqual({ path: page, format })
  }))
})

it('keeps a tag that ends like a format apart from its feed', () => {
  const tag = { kind: 'tag', tag: 'news.atom' } as const
  expect(viewPath(tag)).toBe('/saved/tag/news%2Eatom')
  expect(viewOfPath(viewPath(tag))).toEqual(tag)
  expect(formatOfPath(inFormat(viewPath(tag), 'rss'))).toEqual({ path: '/saved/tag/news%2Eatom', format: 'rss' })
})
