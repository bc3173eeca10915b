import { recordOfPaper } from '../../record-of-paper.ts'
import { takeIn } from '../../take-in.ts'
import type { FetchParts } from '../fetcher.ts'

/** Papers whose records arXiv marks as deleted are kept, as withdrawn: readers may have saved them. Unknown ids are passed over. */
export async function withdraw({ store, log }: Pick<FetchParts, 'store' | 'log'>, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const paper = await store.find(id)
    if (paper === undefined || paper.withdrawn || !paper.sources.includes('arxiv')) continue
    const held = await store.write(async (writer) => (await writer.load([paper.key]))[0])
    const source = held?.sources.find((one) => one.source === 'arxiv')
    if (held === undefined || source === undefined) continue
    await takeIn([{ ...recordOfPaper(held.paper, source, held.days), withdrawn: true }], store)
    log.info({ id }, 'arXiv has deleted the record of a paper; it is kept as withdrawn')
  }
}
