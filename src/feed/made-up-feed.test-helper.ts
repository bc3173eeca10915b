import type { Paper } from '../paper/paper.ts'

/** A made-up paper; anything of it may be replaced. */
export function madeUpPaper(part: Partial<Paper>): Paper {
  return {
    key: 1, id: '2410.00001', title: 'On the habits of owls', abstract: 'Owls have habits. We list them.', authors: [{ name: 'Ada Example' }], identifiers: [{ scheme: 'arxiv', value: '2410.00001' }],
    categories: ['cs.LG'], venue: undefined, keywords: [], published: '2024-10-17', updated: undefined, versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined,
    links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: 0, ...part,
  }
}
