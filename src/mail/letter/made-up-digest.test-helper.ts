import type { Digest } from '../../edition/digest.ts'
import type { Entry } from '../../edition/edition.ts'
import type { Paper } from '../../paper/paper.ts'
import type { LetterTo } from './compose-letter.ts'

const SENTENCES = [
  'We study how far a made-up method can be carried before its assumptions break.',
  'The error of each layer is bounded by $O(k^{-3})$, so that depth costs less than width.',
  'Across nineteen tasks the estimator lowers the median error by 14% at a third of the cost, cf. Sec. 3 of the supplement.',
  'A matching lower bound of $\\Omega(\\sqrt{n \\log d})$ shows that no method of this family does much better.',
]

/** A made-up paper; anything of it may be replaced. */
export function madeUpPaper(key: number, part: Partial<Paper> = {}): Paper {
  return {
    key, id: `2410.${10_000 + key}`, title: `On the habits of owls, part ${key}: bounds of $\\mathcal{O}(n^2)$`, abstract: Array.from({ length: 12 }, (_, at) => SENTENCES[(at + key) % SENTENCES.length]).join(' '),
    authors: Array.from({ length: 1 + (key % 9) }, (_, at) => ({ name: `Ada Example ${at}` })), identifiers: [], categories: ['cs.LG'], venue: undefined, keywords: [], published: '2024-10-17', updated: undefined,
    versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined, links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: key % 40, ...part,
  }
}

export const madeUpEntry = (paper: Paper, part: Partial<Entry> = {}): Entry => ({ paper, listed: { day: '2024-10-18', position: 0, upvotes: paper.upvotes, numComments: 0, source: 'huggingface' }, score: undefined, reasons: [], ...part })

export function madeUpDigest(papers: number, part: Partial<Digest> = {}): Digest {
  return {
    view: { kind: 'latest', filters: { category: 'cs.LG' } }, day: '2024-10-18', entries: Array.from({ length: papers }, (_, at) => madeUpEntry(madeUpPaper(at + 1))),
    late: [], more: 0, ledger: '312 of 312 arXiv papers · complete', notes: [], ...part,
  }
}

export const TO: LetterTo = {
  email: 'ada@example.org', rhythm: 'daily', publicUrl: 'https://papers.example', messageId: 'l.1.abc@papers.example',
  links: { unsubscribe: 'https://papers.example/letters/unsubscribe/a.0.b', manage: 'https://papers.example/letters/manage/a.0.b' },
}
