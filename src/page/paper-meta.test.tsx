import { describe, expect, it } from 'vitest'
import type { Paper } from '../paper/paper.ts'
import { zoteroItem, zoteroItemsOfCoins } from './embedded-metadata.test-helper.ts'
import { Coins } from './view/coins.tsx'
import { PaperMeta } from './view/paper-meta.tsx'

const BARE: Paper = {
  key: 1, id: '2401.00001', title: 'A made-up title', abstract: '', authors: [], identifiers: [{ scheme: 'arxiv', value: '2401.00001' }], categories: [], venue: undefined, keywords: [], published: '2024-01-02',
  updated: undefined, versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined, links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: 0,
}
const itemOf = (part: Partial<Paper>, title = part.title ?? BARE.title) => zoteroItem(String(<html><head><PaperMeta paper={{ ...BARE, ...part }} title={title} summary="" abstract="What it says." /></head></html>))

describe('what Zotero makes of a paper’s page', () => {
  it('is a preprint with arXiv’s own PDF', () => {
    const item = itemOf({ authors: [{ name: 'Ada van der Berg' }, { name: 'Juan Carlos de la Cruz' }, { name: 'OpenTeam' }], keywords: ['a; b', 'c'] })
    expect(item).toMatchObject({ itemType: 'preprint', title: 'A made-up title', attachments: ['https://arxiv.org/pdf/2401.00001'], tags: ['a, b', 'c'] })
    expect(item.fields).toEqual({ date: '2024/01/02', abstractNote: 'What it says.', url: 'https://arxiv.org/abs/2401.00001' })
    expect(item.creators).toEqual([{ firstName: 'Ada', lastName: 'van der Berg' }, { firstName: 'Juan Carlos de la', lastName: 'Cruz' }, { firstName: '', lastName: 'OpenTeam' }])
  })

  it('is a conference paper', () => {
    const item = itemOf({ venue: 'NeurIPS 2023' })
    expect(item).toMatchObject({ itemType: 'conferencePaper', fields: { conferenceName: 'NeurIPS 2023' } })
    expect(item.fields['publicationTitle']).toBeUndefined()
  })

  it('is a journal article without a PDF that is not arXiv’s', () => {
    const item = itemOf({ venue: 'Journal of Made-Up Results', journalRef: 'Journal of Made-Up Results 12(3), 4-56', identifiers: [{ scheme: 'doi', value: '10.1000/x' }], links: [{ kind: 'fulltext', url: 'https://papers.example/x.pdf' }] })
    expect(item).toMatchObject({ itemType: 'journalArticle', attachments: [], fields: { publicationTitle: 'Journal of Made-Up Results', volume: '12', issue: '3', DOI: '10.1000/x', url: 'https://doi.org/10.1000/x' } })
  })

  it('has every sign of a hostile title and name, and no tag that these made', () => {
    const title = '"><script>alert(1)</script> <meta name="citation_doi" content="x"> & x²; \u202b שלום'
    const item = itemOf({ authors: [{ name: 'Eve "><b>; Mallory, x' }] }, title)
    expect(item.title).toBe(title)
    expect(item.fields['DOI']).toBeUndefined()
    expect(item.creators).toHaveLength(1)
  })
})

describe('what Zotero makes of a list', () => {
  const itemsOf = (...papers: Partial<Paper>[]) => zoteroItemsOfCoins(String(<main>{papers.map((part) => <Coins paper={{ ...BARE, ...part }} plainTitle={part.title ?? BARE.title} />)}</main>))

  it('is one item each, of its own type', () => {
    const items = itemsOf(
      { authors: [{ name: 'Ada van der Berg' }, { name: 'OpenTeam' }] },
      { title: 'At a meeting', venue: 'NeurIPS 2023' },
      { title: 'In a journal', venue: 'Journal of Made-Up Results', identifiers: [{ scheme: 'doi', value: '10.1000/x&y=z' }] },
    )
    expect(items.map(({ itemType, title, fields }) => [itemType, title, fields])).toEqual([
      ['preprint', 'A made-up title', { date: '2024-01-02', url: 'https://arxiv.org/abs/2401.00001' }],
      ['conferencePaper', 'At a meeting', { date: '2024-01-02', publicationTitle: 'NeurIPS 2023', url: 'https://arxiv.org/abs/2401.00001' }],
      ['journalArticle', 'In a journal', { date: '2024-01-02', publicationTitle: 'Journal of Made-Up Results', DOI: '10.1000/x&y=z', url: expect.stringContaining('https://doi.org/10.1000/x') }],
    ])
    expect(items[0]!.creators).toEqual([{ firstName: 'Ada', lastName: 'van der Berg' }, { firstName: '', lastName: 'OpenTeam' }])
  })

  it('has every sign of a hostile title and name, and no value that these made', () => {
    const title = '"><script>alert(1)</script>&rft.type=book; 100% & x²; \ud83d שלום'
    const [item, ...others] = itemsOf({ title, authors: [{ name: 'Eve "><b>; Mallory&rft.date=1900' }] })
    expect(others).toEqual([])
    expect(item).toMatchObject({ itemType: 'preprint', title: title.replace('\ud83d', '\ufffd'), fields: { date: '2024-01-02' } })
    expect(item!.creators).toHaveLength(1)
  })
})
