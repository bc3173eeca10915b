import type { Citation } from '../../paper/citation.ts'
import { familyFirst } from '../../paper/split-name.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'
import { oneLine } from './one-line.ts'

const TYPES = { journal: 'JOUR', conference: 'CPAPER', preprint: 'UNPB' } as const

/**
 * One RIS record (https://en.wikipedia.org/wiki/RIS_(file_format)), lines ended by CR LF. RIS knows no TeX: mathematics is written in
 * Unicode. A preprint is UNPB with arXiv as its publisher, as Zotero writes it.
 */
export function risRecord(citation: Citation): string {
  const { kind, date, venue, pages, arxiv } = citation
  const [start, end] = pages?.split('-', 2) ?? []
  const lines: [tag: string, value: string | undefined][] = [
    ['TI', texToText(citation.title)],
    ...citation.authors.map((name): [string, string] => ['AU', familyFirst(name)]),
    ['PY', date?.slice(0, 4)],
    ['DA', date?.replaceAll('-', '/')],
    ['T2', venue],
    ['JO', kind === 'journal' ? venue : undefined],
    ['VL', citation.volume],
    ['IS', citation.issue],
    ['SP', start],
    ['EP', end],
    ['PB', kind === 'preprint' && arxiv !== undefined ? 'arXiv' : undefined],
    ['AN', arxiv === undefined ? undefined : `arXiv:${arxiv}`],
    ['DO', citation.doi],
    ...citation.urls.map((url): [string, string] => ['UR', url]),
    ...citation.keywords.map((one): [string, string] => ['KW', one]),
    ['AB', texToText(citation.abstract)],
  ]
  const written = lines.flatMap(([tag, value]) => {
    const line = value === undefined ? '' : oneLine(value)
    return line === '' ? [] : [`${tag}  - ${line}`]
  })
  return [`TY  - ${TYPES[kind]}`, ...written, 'ER  - ', ''].join('\r\n')
}
