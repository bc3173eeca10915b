import { citationOf } from '../../paper/citation.ts'
import type { ExportFormat } from '../../paper/format-of-path.ts'
import type { Paper } from '../../paper/paper.ts'
import { bibtexEntry } from './bibtex-entry.ts'
import { citationKeys } from './citation-keys.ts'
import { cslItem } from './csl-item.ts'
import { risRecord } from './ris-record.ts'

/** Papers in one file, at most; a longer list is cut into pages of so many. */
export const MAX_EXPORTED = 2000

/** Media types as the registry and reference managers know them; BibTeX's and RIS's were never registered. */
export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  bib: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  'csl.json': 'application/vnd.citationstyles.csl+json; charset=utf-8',
}

/** Papers as one file of a format, in their order. No papers make an empty file that is still valid. */
export function writePapers(papers: readonly Paper[], format: ExportFormat): string {
  const cited = papers.map((paper) => ({ id: paper.id, citation: citationOf(paper) }))
  if (format === 'ris') return cited.map(({ citation }) => risRecord(citation)).join('\r\n')
  const keys = citationKeys(cited)
  if (format === 'bib') return cited.map(({ citation }, i) => bibtexEntry(citation, keys[i]!)).join('\n')
  return `${JSON.stringify(cited.map(({ citation }, i) => cslItem(citation, keys[i]!)), undefined, 2)}\n`
}
