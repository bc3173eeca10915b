import { setImmediate as breathe } from 'node:timers/promises'
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

/** Papers are written so many at a stretch; then others are answered. */
const AT_A_STRETCH = 50

/** Papers as one file of a format, in their order. No papers make an empty file that is still valid. */
export async function writePapers(papers: readonly Paper[], format: ExportFormat): Promise<string> {
  const cited = await each(papers, (paper) => ({ id: paper.id, citation: citationOf(paper) }))
  if (format === 'ris') return (await each(cited, ({ citation }) => risRecord(citation))).join('\r\n')
  const keys = citationKeys(cited)
  if (format === 'bib') return (await each(cited, ({ citation }, i) => bibtexEntry(citation, keys[i]!))).join('\n')
  const items = await each(cited, ({ citation }, i) => JSON.stringify(cslItem(citation, keys[i]!), undefined, 2).replaceAll('\n', '\n  '))
  return items.length === 0 ? '[]\n' : `[\n  ${items.join(',\n  ')}\n]\n`
}

async function each<T, Made>(all: readonly T[], make: (one: T, at: number) => Made): Promise<Made[]> {
  const made: Made[] = []
  for (const [at, one] of all.entries()) {
    made.push(make(one, at))
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1) await breathe()
  }
  return made
}
