import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Identifier, PaperRecord, SourceName } from '../paper/paper.ts'
import { authorsAgree, type Candidate, firstAuthorKey, oneOf, samePaper, titleKey } from './identity.ts'

interface Facts {
  title?: string
  authors?: string[]
  arxiv?: string
  doi?: string
  source?: SourceName
  sourceKey?: string
}

function record({ title = 'A paper on folding boats', authors = ['Ada Example'], arxiv, doi, source = 'bibliography', sourceKey = 'k' }: Facts): PaperRecord {
  const identifiers: Identifier[] = []
  if (arxiv !== undefined) identifiers.push({ scheme: 'arxiv', value: arxiv })
  if (doi !== undefined) identifiers.push({ scheme: 'doi', value: doi })
  return { source, sourceKey, title, abstract: '', authors: authors.map((name) => ({ name })), identifiers, categories: [], keywords: [], versions: [], links: [], days: [] }
}

function candidate(facts: Facts): Candidate {
  const one = record({ sourceKey: 'other', ...facts })
  return { titleKey: titleKey(one.title), firstAuthor: one.authors[0]?.name, identifiers: one.identifiers, sources: [{ source: one.source, sourceKey: one.sourceKey }] }
}

const same = (a: Facts, b: Facts) => samePaper(record(a), titleKey(record(a).title), candidate(b))

describe('titleKey', () => {
  it('does not mind how a title is written', () => {
    expect(titleKey('On $\\ell_p$-norms')).toBe(titleKey('On ℓ_p norms'))
    expect(titleKey('On $\\ell_p$-norms')).toBe(titleKey('on ell_p-Norms'))
    expect(titleKey('Über  Café')).toBe(titleKey('uber cafe'))
    expect(titleKey('Multi-Agent: A Survey')).toBe(titleKey('Multi Agent -- a survey.'))
    expect(titleKey('A paper')).not.toBe(titleKey('A papers'))
  })

  it('is 16 hex digits, also of titles without letters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (title) => /^[0-9a-f]{16}$/.test(titleKey(title))))
    expect(titleKey('???')).not.toBe(titleKey('!!!'))
  })

  it('does not collide on many near titles', () => {
    const keys = new Set<string>()
    for (let i = 0; i < 50_000; i++) keys.add(titleKey(`Title ${i}`))
    expect(keys.size).toBe(50_000)
  })
})

describe('authorsAgree', () => {
  it.each([
    ['Donald E. Knuth', 'D. Knuth', true],
    ['Guo-Hua Wang', 'Wang Guo-Hua', true],
    ['Pál Erdős', 'Paul Erdos', true],
    ['Ada Example Jr.', 'Ada Example', true],
    ['Ada Example', 'Bo Beispiel', false],
    ['A. Example', 'A. Muster', false],
    ['Ada Example', undefined, true],
    ['', 'Ada', true],
  ])('%s, %s', (a, b, expected) => {
    expect(authorsAgree(a, b)).toBe(expected)
    expect(authorsAgree(b, a)).toBe(expected)
  })

  it('agrees with its own folded key', () => {
    const authors = [{ name: 'Ádá B. Example' }]
    expect(authorsAgree(firstAuthorKey(authors), authors[0]!.name)).toBe(true)
    expect(firstAuthorKey([])).toBeUndefined()
  })
})

describe('samePaper', () => {
  it.each<[string, Facts, Facts, boolean]>([
    ['same arXiv id', { arxiv: '2001.00001', title: 'Old title of the paper' }, { arxiv: '2001.00001' }, true],
    ['different arXiv ids, same title and author', { arxiv: '2001.00001' }, { arxiv: '2001.00002' }, false],
    ['different arXiv ids, same DOI', { arxiv: '2001.00001', doi: '10.1234/a1' }, { arxiv: '2001.00002', doi: '10.1234/a1' }, false],
    ['same DOI', { doi: '10.1234/a1', title: 'Another title altogether' }, { doi: '10.1234/a1' }, true],
    ['a journal for a DOI', { doi: '10.5121/ijcsit', title: 'Another title altogether' }, { doi: '10.5121/ijcsit' }, false],
    ['same title, same author', { arxiv: '2001.00001' }, {}, true],
    ['same title, initials', { authors: ['A. Example'] }, {}, true],
    ['same title, other author', { authors: ['Bo Beispiel'] }, {}, false],
    ['same title, no authors', { authors: [] }, {}, true],
    ['short title', { title: 'Erratum' }, { title: 'Erratum' }, false],
    ['short title, same place in the source', { title: 'Erratum', sourceKey: 'other' }, { title: 'Erratum' }, true],
    ['other title', { title: 'A paper on sinking boats' }, {}, false],
  ])('%s', (_, a, b, expected) => {
    expect(same(a, b)).toBe(expected)
  })

  it('oneOf never joins preprints with different arXiv ids', () => {
    const one = candidate({ arxiv: '2001.00001', doi: '10.1234/a1' })
    const two = candidate({ arxiv: '2001.00002', doi: '10.1234/a1', title: 'Part two of the boats' })
    const bare = candidate({ title: 'Part two of the boats' })
    const asked = record({ doi: '10.1234/a1', title: 'Part two of the boats' })
    expect(oneOf(asked, titleKey(asked.title), [one, two, bare])).toEqual([two, bare])
    expect(oneOf(asked, titleKey(asked.title), [one, bare])).toEqual([one, bare])
    expect(oneOf(asked, titleKey(asked.title), [])).toEqual([])
  })
  it('keeps two preprints of one server apart, though one article followed from both', () => {
    const article = '10.9999/journal.7'
    const held = candidate({ source: 'biorxiv', sourceKey: '10.1101/1', doi: article })
    const asked = record({ source: 'biorxiv', sourceKey: '10.1101/2', doi: article })
    expect(samePaper(asked, titleKey(asked.title), held)).toBe(false)
    expect(samePaper(asked, titleKey(asked.title), candidate({ source: 'medrxiv', sourceKey: '10.1101/1', doi: article }))).toBe(true)
    expect(samePaper(asked, titleKey(asked.title), candidate({ source: 'biorxiv', sourceKey: '10.1101/2', title: 'Quite another title of boats' }))).toBe(true)
    const library = record({ doi: article, title: 'Part two of the boats' })
    const other = candidate({ source: 'biorxiv', sourceKey: '10.1101/2', doi: article, title: 'Part two of the boats' })
    const bare = candidate({ doi: article })
    expect(oneOf(library, titleKey(library.title), [held, other, bare])).toEqual([other, bare])
    expect(oneOf(library, titleKey(library.title), [held, bare])).toEqual([held, bare])
  })
})
