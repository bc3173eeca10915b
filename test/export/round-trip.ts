/** Papers written by an export, read by our own import, and compared: what came back, and what each format lost. */
import { join } from 'node:path'
import { writePapers } from '../../src/feed/export/write-papers.ts'
import { takeIn } from '../../src/ingest/take-in.ts'
import { samePaper, titleKey } from '../../src/normalise/identity.ts'
import { mergeRecords } from '../../src/normalise/merge.ts'
import { normalise } from '../../src/normalise/normalise.ts'
import type { ExportFormat } from '../../src/paper/format-of-path.ts'
import type { Paper, PaperContent, PaperRecord } from '../../src/paper/paper.ts'
import { texToText } from '../../src/paper/tex/tex-to-text.ts'
import { readBytes } from '../../src/source/file/file.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

/** The paper of some records, as the store would number it. */
export const paperOf = (records: readonly PaperRecord[], key = 1): Paper => ({ ...mergeRecords(records), key })

/** The records that an import makes of an export, in its order. @throws what the reader rejects */
export async function readBack(papers: readonly Paper[], format: ExportFormat): Promise<PaperRecord[]> {
  const records: PaperRecord[] = []
  for await (const batch of readBytes(`papers.${format}`, Buffer.from(await writePapers(papers, format), 'utf8'))) {
    for (const parsed of batch) {
      if ('rejected' in parsed) throw new Error(`${format}: line ${parsed.rejected.line}: ${parsed.rejected.reason}`)
      records.push(...normalise(parsed.record))
    }
  }
  return records
}

/** Takes records into a fresh store and gives back what is held, in the order of their taking. */
export async function freshPapers(records: readonly PaperRecord[], folder: string, name: string): Promise<readonly Paper[]> {
  const store = await openSqlite(join(folder, `${name}.db`))
  try {
    const held: Paper[] = []
    for (let at = 0; at < records.length; at += 1000) held.push(...(await takeIn(records.slice(at, at + 1000), store)).papers)
    return held
  } finally {
    await store.close()
  }
}

const blanks = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim()
const shown = (title: string): string => blanks(texToText(title))
/** Ids that these formats have room for. */
const NAMED = new Set(['arxiv', 'doi'])

/** What differs between a paper and what came back of it. */
export function lostOf(paper: PaperContent, back: PaperContent): string[] {
  const lost: string[] = []
  const ids = (one: PaperContent): string => one.identifiers.filter(({ scheme }) => NAMED.has(scheme)).map(({ scheme, value }) => `${scheme} ${value}`).sort().join()
  const other = (one: PaperContent): string => one.identifiers.filter(({ scheme }) => !NAMED.has(scheme)).map(({ scheme, value }) => `${scheme} ${value}`).sort().join()
  const record: PaperRecord = { source: 'bibliography', sourceKey: 'back', title: back.title, abstract: '', authors: [...back.authors], identifiers: [...back.identifiers], categories: [], keywords: [], versions: [], links: [], days: [] }
  if (!samePaper(record, titleKey(back.title), { titleKey: titleKey(paper.title), firstAuthor: paper.authors[0]?.name, identifiers: paper.identifiers, sources: paper.sources.map((source) => ({ source, sourceKey: '' })) })) lost.push('identity')
  if (paper.title !== back.title) lost.push(shown(paper.title) === shown(back.title) ? 'title’s writing' : titleKey(paper.title) === titleKey(back.title) ? 'title’s signs' : 'title')
  if (paper.authors.map(({ name }) => name).join('\n') !== back.authors.map(({ name }) => name).join('\n')) lost.push('authors')
  if (ids(paper) !== ids(back)) lost.push('ids')
  if (other(paper) !== other(back)) lost.push('other ids')
  if (paper.published !== undefined && paper.published !== back.published) lost.push('date')
  if (paper.venue !== back.venue) lost.push('venue')
  if (paper.keywords.join('\n') !== back.keywords.join('\n')) lost.push('keywords')
  if (paper.abstract !== back.abstract) lost.push(blanks(texToText(paper.abstract)) === blanks(texToText(back.abstract)) ? 'abstract’s writing' : 'abstract')
  return lost
}
