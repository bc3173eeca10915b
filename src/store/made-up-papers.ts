/** Papers out of nothing, for tests and measurements: the same number gives the same paper. */
import type { PaperContent, PaperRecord } from '../paper/paper.ts'
import type { PaperWrite } from './store.ts'

const SYLLABLES = ['ba', 'co', 'di', 'fu', 'gra', 'he', 'ki', 'lo', 'me', 'nu', 'pra', 'qui', 'ro', 'si', 'ta', 've', 'xi', 'zo']

export function madeUpWords(seed: number, letters: number): string {
  let state = (seed * 2654435761) >>> 0
  let text = ''
  while (text.length < letters) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += SYLLABLES[(state >>> 8) % SYLLABLES.length]
    if (state >>> 30 === 0) text += ' '
  }
  return text.slice(0, letters).trim()
}

/** A paper as one source tells of it, ready to be written as new. */
export function madeUpPaper(number: number, change: Partial<PaperContent> = {}, write: Partial<PaperWrite> = {}): PaperWrite {
  const arxiv = `2403.${String(number).padStart(5, '0')}`
  const title = `${madeUpWords(number, 60)} ${number}`
  const content: PaperContent = {
    id: arxiv,
    title,
    abstract: madeUpWords(number + 1, 1300),
    authors: [{ name: `Ada Lovelace ${number % 7}` }, { name: 'Emmy Noether', affiliation: 'Göttingen' }],
    identifiers: [{ scheme: 'arxiv', value: arxiv }],
    categories: ['cs.LG', 'cs.CL'],
    venue: undefined,
    keywords: [],
    published: '2024-03-01',
    updated: undefined,
    versions: [{ number: 1, submittedAt: '2024-03-01' }],
    comment: undefined,
    journalRef: undefined,
    licence: undefined,
    citations: undefined,
    links: [],
    aiSummary: undefined,
    extras: {},
    withdrawn: false,
    sources: ['arxiv'],
    upvotes: 0,
    ...change,
  }
  return {
    key: undefined,
    content,
    titleKey: title.toLowerCase().replaceAll(' ', ''),
    sources: [{ source: 'arxiv', sourceKey: arxiv, hash: `hash-${number}`, record: undefined }],
    days: [],
    ...write,
  }
}

export function madeUpRecord(number: number): PaperRecord {
  const { content } = madeUpPaper(number)
  return {
    source: 'huggingface',
    sourceKey: content.id,
    title: content.title,
    abstract: content.abstract,
    authors: [...content.authors],
    identifiers: [...content.identifiers],
    categories: [],
    keywords: [],
    versions: [],
    links: [],
    days: [{ day: '2024-03-02', position: 0, upvotes: 3, numComments: 0 }],
  }
}
