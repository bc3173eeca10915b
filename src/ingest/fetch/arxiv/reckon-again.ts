import { bareArxivId } from '../../../paper/identifier.ts'
import type { StoreWriter } from '../../../store/store.ts'
import { recordOfPaper } from '../../record-of-paper.ts'
import { takeInto } from '../../take-in.ts'
import { loadPapers } from './held-papers.ts'

/** Puts papers on other reckoned days, where the first reckoning has turned out to be wrong; days that were seen stand. */
export async function reckonAgain(writer: StoreWriter, days: ReadonlyMap<string, string>): Promise<void> {
  if (days.size === 0) return
  const records = (await loadPapers(writer, [...days.keys()])).flatMap(({ paper, sources, days: listed }) => {
    const source = sources.find((one) => one.source === 'arxiv')!
    const day = days.get(bareArxivId(source.sourceKey) ?? '')
    return day === undefined ? [] : [{ ...recordOfPaper(paper, source, listed), days: [{ day, position: 0, upvotes: 0, numComments: 0, estimated: true }] }]
  })
  if (records.length > 0) await takeInto(records, writer)
}
