import type { StoreWriter } from '../../../store/store.ts'
import { recordOfPaper } from '../../record-of-paper.ts'
import { takeInto } from '../../take-in.ts'
import { loadPapers } from './held-papers.ts'

/**
 * Papers whose records arXiv marks as deleted are kept, as withdrawn: readers may have saved them. Unknown ids are passed over.
 * @returns ids of those that were not withdrawn before
 */
export async function withdraw(writer: StoreWriter, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const gone = (await loadPapers(writer, ids)).filter(({ paper }) => !paper.withdrawn)
  const records = gone.map(({ paper, sources, days }) => ({ ...recordOfPaper(paper, sources.find(({ source }) => source === 'arxiv')!, days), withdrawn: true }))
  if (records.length > 0) await takeInto(records, writer)
  return gone.map(({ paper }) => paper.id)
}
