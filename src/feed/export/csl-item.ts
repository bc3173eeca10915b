import type { Citation } from '../../paper/citation.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'
import { oneLine, soundText } from './one-line.ts'

const TYPES = { journal: 'article-journal', conference: 'paper-conference', preprint: 'article' } as const

export type CslName = { family: string; given: string; 'non-dropping-particle'?: string; suffix?: string } | { literal: string }

/** The variables of CSL-JSON that are written (https://github.com/citation-style-language/schema, csl-data.json). */
export interface CslItem {
  id: string
  'citation-key': string
  type: (typeof TYPES)[keyof typeof TYPES]
  title: string
  author?: CslName[]
  issued?: { 'date-parts': [number[]] }
  'container-title'?: string
  volume?: string
  issue?: string
  page?: string
  publisher?: string
  number?: string
  DOI?: string
  PMID?: string
  URL?: string
  keyword?: string
  abstract?: string
}

/** One CSL-JSON item: plain text, mathematics in Unicode; an arXiv id is its number, as citeproc prints it for preprints. */
export function cslItem(citation: Citation, key: string): CslItem {
  const { date, arxiv } = citation
  const item: CslItem = { id: key, 'citation-key': key, type: TYPES[citation.kind], title: oneLine(texToText(citation.title)) }
  if (citation.authors.length > 0) {
    item.author = citation.authors.map((name) => {
      if (name.family === undefined) return { literal: oneLine(name.literal) }
      const { family, given, particle, suffix } = name
      return { family, given, ...(particle === undefined ? {} : { 'non-dropping-particle': particle }), ...(suffix === undefined ? {} : { suffix }) }
    })
  }
  if (date !== undefined) item.issued = { 'date-parts': [date.split('-').map(Number)] }
  const put = (name: 'container-title' | 'volume' | 'issue' | 'page' | 'publisher' | 'number' | 'DOI' | 'PMID' | 'URL' | 'keyword', value: string | undefined): void => {
    if (value !== undefined && value !== '') item[name] = oneLine(value)
  }
  put('container-title', citation.venue)
  put('volume', citation.volume)
  put('issue', citation.issue)
  put('page', citation.pages)
  if (arxiv !== undefined) {
    if (citation.kind === 'preprint') put('publisher', 'arXiv')
    put('number', `arXiv:${arxiv}`)
  }
  put('DOI', citation.doi)
  put('PMID', citation.pubmed)
  put('URL', citation.urls[0])
  put('keyword', citation.keywords.join(', '))
  const abstract = soundText(texToText(citation.abstract)).trim()
  if (abstract !== '') item.abstract = abstract
  return item
}
